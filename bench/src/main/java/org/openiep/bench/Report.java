package org.openiep.bench;

import jakarta.json.Json;
import jakarta.json.JsonArrayBuilder;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonWriter;
import jakarta.json.JsonWriterFactory;
import jakarta.json.stream.JsonGenerator;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Outcomes as tables for people and as JSON for programs. */
final class Report {
    private static final String ROW = "%-28s %-19s %6s %12s %10s %15s %18s";

    private Report() {}

    /** A table, the remarks, the comparisons with their goals, and as the last line the headline alone. */
    static List<String> text(Outcome outcome) {
        List<String> text = new ArrayList<>();
        text.add(String.format(
                        Locale.ROOT,
                        ROW,
                        outcome.bench(),
                        "object",
                        "assoc.",
                        "images/s",
                        "MB/s",
                        "CPU s per 1000",
                        "slowest - fastest")
                .stripTrailing());
        outcome.lines().forEach(line -> text.add(row(line)));
        outcome.remarks().forEach(remark -> text.add("  " + remark));
        for (Outcome.Ratio ratio : outcome.ratios()) {
            text.add(String.format(
                    Locale.ROOT,
                    "  %-48s %8.2f   goal %s %.2f, %s",
                    ratio.label(),
                    ratio.value(),
                    ratio.atMost() ? "at most" : "at least",
                    ratio.goal(),
                    ratio.reached() ? "reached" : "NOT reached"));
        }
        text.add(outcome.ratios().get(outcome.ratios().size() - 1).text());
        return text;
    }

    private static String row(Medians.Line line) {
        return String.format(
                        Locale.ROOT,
                        ROW,
                        line.key().subject(),
                        line.key().object(),
                        line.key().associations(),
                        String.format(Locale.ROOT, "%.1f", line.imagesPerSecond()),
                        String.format(Locale.ROOT, "%.1f", line.megabytesPerSecond()),
                        line.cpuPerThousand() < 0 ? "" : String.format(Locale.ROOT, "%.2f", line.cpuPerThousand()),
                        String.format(Locale.ROOT, "%.1f - %.1f", line.slowest(), line.fastest()))
                .stripTrailing();
    }

    /** Puts the outcome into the file beside those of other benches; an earlier one of the same bench goes. */
    static void keep(Outcome outcome, boolean quick, Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        JsonObjectBuilder all = Json.createObjectBuilder(earlier(file));
        all.add(outcome.bench(), json(outcome, quick));
        JsonWriterFactory writers = Json.createWriterFactory(Map.of(JsonGenerator.PRETTY_PRINTING, true));
        try (Writer out = Files.newBufferedWriter(file);
                JsonWriter writer = writers.createWriter(out)) {
            writer.writeObject(all.build());
        }
    }

    private static JsonObject earlier(Path file) throws IOException {
        if (!Files.exists(file)) {
            return JsonObject.EMPTY_JSON_OBJECT;
        }
        try (Reader in = Files.newBufferedReader(file);
                var reader = Json.createReader(in)) {
            return reader.readObject();
        }
    }

    private static JsonObject json(Outcome outcome, boolean quick) {
        JsonArrayBuilder lines = Json.createArrayBuilder();
        for (Medians.Line line : outcome.lines()) {
            lines.add(Json.createObjectBuilder()
                    .add("subject", line.key().subject())
                    .add("object", line.key().object())
                    .add("associations", line.key().associations())
                    .add("rounds", line.rounds())
                    .add("imagesPerSecond", number(line.imagesPerSecond()))
                    .add("megabytesPerSecond", number(line.megabytesPerSecond()))
                    .add("cpuSecondsPerThousand", number(line.cpuPerThousand()))
                    .add("slowest", number(line.slowest()))
                    .add("fastest", number(line.fastest())));
        }
        JsonArrayBuilder ratios = Json.createArrayBuilder();
        for (Outcome.Ratio ratio : outcome.ratios()) {
            ratios.add(Json.createObjectBuilder()
                    .add("label", ratio.label())
                    .add("value", number(ratio.value()))
                    .add(ratio.atMost() ? "atMost" : "atLeast", number(ratio.goal()))
                    .add("reached", ratio.reached()));
        }
        return Json.createObjectBuilder()
                .add("measured", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .add("quick", quick)
                .add("processors", Runtime.getRuntime().availableProcessors())
                .add("lines", lines)
                .add("remarks", Json.createArrayBuilder(outcome.remarks()))
                .add("ratios", ratios)
                .build();
    }

    private static BigDecimal number(double value) {
        return BigDecimal.valueOf(value).setScale(3, RoundingMode.HALF_UP);
    }
}
