package org.openiep.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
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
    private static final int SLOW_IMAGES = 250;
    private static final int WARM_UP = 1000;
    private static final int ASSOCIATIONS = 4;
    private static final int QUICK_ROUNDS = 3;
    private static final double GOAL = 1.3;
    private static final double FASTEST_GOAL = 1;
    private static final double ROUTING_GOAL = 4;
    private static final String PACS = "B";
    private static final String FILES = "DCMTK";

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        Studies toPacs = Studies.of(plan);
        Studies toFiles = plan.quick() ? Studies.NONE : Studies.of(plan);
        try (Orthanc pacsA = Orthanc.pacs("PACSA", plan.folder("a"), ports);
                Archive pacsB = Orthanc.pacs("PACSB", plan.folder("b"), ports);
                Archive files = StoreScp.withoutNagle(plan.folder("files"), ports)) {
            CompletableFuture<Void> loaded = CompletableFuture.runAsync(() -> {
                load(pacsA, toPacs);
                load(pacsA, toFiles);
            });
            try (Site site = new Site(plan.folder("exchange"), ports, Map.of())) {
                warmUp(site, plan, ports);
                loaded.join();
                pacsA.meets(Target.local(site.dicomPort(), Site.AE_TITLE));
                Site.Hospital from = site.hospital(
                        pacsA.target().calledAeTitle(), pacsA.target().port(), ASSOCIATIONS, false);
                measure(new ForwardWays(plan, ports, site, pacsA, from, pacsB), PACS, toPacs, medians);
                if (!plan.quick()) {
                    measure(new ForwardWays(plan, ports, site, pacsA, from, files), FILES, toFiles, medians);
                }
            }
        }
        return outcome(medians);
    }

    /**
     * What is sent to one destination.
     *
     * @param rounds straight and through the exchange, one each round
     * @param slow through what takes several times as long: fewer images in the quick run
     */
    private record Studies(List<Study> rounds, List<Study> slow) {
        static final Studies NONE = new Studies(List.of(), List.of());

        static Studies of(Plan plan) {
            return new Studies(
                    Stream.generate(() -> Study.of(ObjectShape.CT, IMAGES))
                            .limit(plan.quick() ? QUICK_ROUNDS : plan.rounds())
                            .toList(),
                    List.of(Study.of(ObjectShape.CT, plan.quick() ? SLOW_IMAGES : IMAGES)));
        }
    }

    private static void load(Orthanc pacs, Studies studies) {
        try {
            for (Study study : studies.rounds()) {
                pacs.take(study, 2);
            }
            for (Study study : studies.slow()) {
                pacs.take(study, 2);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Small images from memory and to nowhere, so that it is the exchange that is kept busy. */
    private static void warmUp(Site site, Plan plan, Ports ports) throws IOException {
        try (SendingPacs quick = new SendingPacs(ports.free());
                Receiver nowhere = BareReceiver.keepingNothing(plan.folder("nowhere"), ports)) {
            Site.Hospital from = site.hospital(SendingPacs.AE_TITLE, quick.port(), ASSOCIATIONS, false);
            Site.Hospital to = site.hospital(
                    nowhere.target().calledAeTitle(), nowhere.target().port(), ASSOCIATIONS, true);
            for (int i = 0; i < 2; i++) {
                Study study = Study.of(ObjectShape.MR, WARM_UP);
                quick.offer(study, 1, Target.from(SendingPacs.AE_TITLE, site.dicomPort(), Site.AE_TITLE), () -> {});
                site.transfer(from, to, study, false);
                site.awaitStatus(study, "DELIVERED");
            }
        }
    }

    /** The slow ways once, after the first round. */
    private static void measure(ForwardWays ways, String to, Studies studies, Medians medians) throws IOException {
        List<Study> slow = studies.slow();
        for (Study study : studies.rounds()) {
            medians.add(Measurement.of(direct(to), study, 1, ways.straight(study), -1));
            medians.add(Measurement.of(exchange(to), study, 1, ways.throughExchange(study), -1));
            for (Study one : slow) {
                medians.add(Measurement.of(fastest(to), one, 1, ways.throughFastestOrthanc(one), -1));
                medians.add(Measurement.of(routing(to), one, 1, ways.throughRoutingOrthanc(one), -1));
            }
            slow = List.of();
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
                        "500 CT images (" + SLOW_IMAGES
                                + " through Orthanc in the quick run), from the order until B has answered for the"
                                + " last. A and B: Orthanc in its shipped settings (sync, catalogue).",
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
