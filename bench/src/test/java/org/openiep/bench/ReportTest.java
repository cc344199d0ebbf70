package org.openiep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("What a bench reports")
class ReportTest {
    private static Outcome outcome(String bench, double value) {
        Medians medians = new Medians();
        medians.add(new Measurement("exchange", "CT", 4, 100, 50_000_000, 0.1, 0.1));
        return new Outcome(
                bench,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atMost("CPU ours/theirs", 0.4, 0.5),
                        Outcome.Ratio.atLeast(bench + " ours/theirs", value, 2.2)),
                List.of("On a small machine."));
    }

    @Test
    @DisplayName("The last line is the headline alone: its label and the ratio with two decimals")
    void lastLine() {
        List<String> text = Report.text(outcome("ingest", 2.1049));
        assertThat(text.get(text.size() - 1)).isEqualTo("ingest ours/theirs 2.10");
        assertThat(text).anyMatch(line -> line.contains("CPU ours/theirs") && line.endsWith(", reached"));
        assertThat(text).anyMatch(line -> line.contains("at least 2.20") && line.endsWith(", NOT reached"));
    }

    @Test
    @DisplayName("The file keeps the latest outcome of each bench")
    void file(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("results/latest.json");
        Report.keep(outcome("ingest", 1), true, file);
        Report.keep(outcome("engine", 3), true, file);
        Report.keep(outcome("ingest", 2.5), false, file);
        try (Reader in = Files.newBufferedReader(file);
                var reader = Json.createReader(in)) {
            JsonObject all = reader.readObject();
            assertThat(all.keySet()).containsExactlyInAnyOrder("ingest", "engine");
            JsonObject headline =
                    all.getJsonObject("ingest").getJsonArray("ratios").getJsonObject(1);
            assertThat(headline.getJsonNumber("value").doubleValue()).isEqualTo(2.5);
            assertThat(headline.getBoolean("reached")).isTrue();
        }
    }
}
