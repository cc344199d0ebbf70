package org.openiep.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.openiep.demo.Ports;

/**
 * A study from PACS A to PACS B: straight, through the whole deployed exchange (asked for, collected, kept, synced,
 * catalogued and delivered), and through an Orthanc in between. Both PACS are Orthanc in its shipped settings, which sync
 * and catalogue what they take; A sends as it does when somebody orders it at its screen, or when the exchange asks. The
 * longer run has a second PACS B, DCMTK's receiver, which only writes files.
 */
final class ForwardBench implements Benchmark {
    static final String NAME = "forward";
    private static final int IMAGES = 500;
    private static final int MOST_ROUNDS = 3;
    private static final double GOAL = 1.3;
    private static final double FASTEST_GOAL = 1;
    private static final double ROUTING_GOAL = 4;
    private static final String PACS = "B";
    private static final String FILES = "DCMTK";

    /** Seconds to end the server and all else. */
    private static final double THE_END = 3;

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        int warmUp = plan.quick() ? 1 : 4;
        List<Study> studies = new ArrayList<>();
        for (int i = 0; i < warmUp + (plan.quick() ? MOST_ROUNDS : 2 * plan.rounds()); i++) {
            studies.add(Study.of(ObjectShape.CT, IMAGES));
        }
        try (Orthanc pacsA = Orthanc.pacs("PACSA", plan.folder("a"), ports);
                Archive pacsB = Orthanc.pacs("PACSB", plan.folder("b"), ports);
                Archive files = StoreScp.withoutNagle(plan.folder("files"), ports)) {
            CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> load(pacsA, studies));
            try (Site site = new Site(plan.folder("exchange"), ports, Map.of())) {
                loaded.join();
                pacsA.meets(Target.local(site.dicomPort(), Site.AE_TITLE));
                Site.Hospital from = site.hospital(
                        pacsA.target().calledAeTitle(), pacsA.target().port(), 4, false);
                ForwardWays ways = new ForwardWays(plan, ports, site, pacsA, from, pacsB);
                for (Study study : studies.subList(0, warmUp)) {
                    ways.throughExchange(study);
                }
                List<Study> left = new ArrayList<>(studies.subList(warmUp, studies.size()));
                if (!plan.quick()) {
                    List<Study> half = left.subList(0, plan.rounds());
                    measure(new ForwardWays(plan, ports, site, pacsA, from, files), FILES, half, medians);
                    half.clear();
                }
                measure(ways, PACS, left, medians);
            }
        }
        return outcome(medians);
    }

    private static void load(Orthanc pacs, List<Study> studies) {
        try {
            for (Study study : studies) {
                pacs.take(study, 2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The slow ways once, in the first round; the others as long as there is time. */
    private static void measure(ForwardWays ways, String to, List<Study> studies, Medians medians) throws IOException {
        double longest = 0;
        boolean first = true;
        for (Study study : studies) {
            if (!first && !ways.plan().hasTimeFor(longest + THE_END)) {
                return;
            }
            long began = System.nanoTime();
            medians.add(Measurement.of(direct(to), study, 1, ways.straight(study), -1));
            medians.add(Measurement.of(exchange(to), study, 1, ways.throughExchange(study), -1));
            longest = Math.max(longest, (System.nanoTime() - began) / 1e9);
            if (first) {
                medians.add(Measurement.of(fastest(to), study, 1, ways.throughFastestOrthanc(study), -1));
                medians.add(Measurement.of(routing(to), study, 1, ways.throughRoutingOrthanc(study), -1));
            }
            first = false;
        }
    }

    private static String direct(String to) {
        return "A to " + to;
    }

    private static String exchange(String to) {
        return "A to exchange to " + to;
    }

    private static String fastest(String to) {
        return "A to fast Orthanc to " + to;
    }

    private static String routing(String to) {
        return "A to Orthanc to " + to;
    }

    private static Outcome outcome(Medians medians) {
        List<Outcome.Ratio> ratios = new ArrayList<>();
        if (medians.lines().stream().anyMatch(line -> line.key().subject().equals(direct(FILES)))) {
            ratios.addAll(ratios(medians, FILES, "to DCMTK, "));
        }
        ratios.addAll(ratios(medians, PACS, ""));
        return new Outcome(
                NAME,
                medians.lines(),
                ratios,
                List.of(
                        "500 CT images, from the order until B has answered for the last. A and B: Orthanc in its shipped"
                                + " settings (sync, catalogue).",
                        "Orthanc between: sends each image on by its Lua script; fast Orthanc: no sync, no MD5, long PDUs,"
                                + " told to send at the moment when it has all.",
                        "DCMTK: storescp, which writes files and syncs nothing. All with TCP_NODELAY=1."));
    }

    private static List<Outcome.Ratio> ratios(Medians medians, String to, String prefix) {
        double exchange = medians.line(exchange(to), "CT", 1).imagesPerSecond();
        return List.of(
                Outcome.Ratio.atLeast(
                        prefix + "images/s, exchange/fast Orthanc",
                        exchange / medians.line(fastest(to), "CT", 1).imagesPerSecond(),
                        FASTEST_GOAL),
                Outcome.Ratio.atLeast(
                        prefix + "images/s, exchange/Orthanc",
                        exchange / medians.line(routing(to), "CT", 1).imagesPerSecond(),
                        ROUTING_GOAL),
                Outcome.Ratio.atMost(
                        prefix + "forward exchange/direct",
                        medians.line(direct(to), "CT", 1).imagesPerSecond() / exchange,
                        GOAL));
    }
}
