package org.openiep.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.openiep.demo.Ports;

/**
 * The whole deployed exchange against Orthanc: objects are received, forced to disk before they are answered for, and
 * catalogued in PostgreSQL.
 */
final class IngestBench implements Benchmark {
    static final String NAME = "ingest";

    private static final int WARM_UP_ROUNDS = 3;

    /** Since the beginning; what is measured takes nearly as long again. */
    private static final Duration WARM_UP_UNTIL = Duration.ofSeconds(26);

    /** CT images a second that Orthanc takes on one association of a slow host. */
    private static final double SLOW = 150;

    @FunctionalInterface
    private interface Taking {
        Measurement take(Study study, int associations) throws IOException;
    }

    /** What waits for the disk alone, small images, is measured from a sender that waits for no answer as well. */
    private static List<Taking> takings(Load load, CollectingExchange ours) {
        return load.shape() == ObjectShape.MR ? List.of(ours::take, ours::takeWithWindow) : List.of(ours::take);
    }

    /** One line of the table. */
    private record Load(ObjectShape shape, int associations, int images) {
        Study study(double scale) {
            return Study.of(shape, shape == ObjectShape.MULTI_FRAME ? images : (int) (images * scale));
        }
    }

    private static final List<Load> SMALL = List.of(
            new Load(ObjectShape.CT, 1, 120),
            new Load(ObjectShape.CT, 4, 300),
            new Load(ObjectShape.MR, 1, 250),
            new Load(ObjectShape.MR, 4, 600));

    /** The same code runs as with one association, sooner. */
    private static final List<Load> WARM_UP =
            SMALL.stream().filter(load -> load.associations() > 1).toList();

    /** What is measured in a round; of the quick run only the first has the large object, which takes its time. */
    private static List<Load> loads(Plan plan, int round) {
        List<Load> loads = new ArrayList<>(SMALL);
        if (!plan.quick()) {
            loads.add(1, new Load(ObjectShape.CT, 2, 300));
        }
        if (!plan.quick() || round == 0) {
            loads.add(new Load(ObjectShape.MULTI_FRAME, 1, 1));
        }
        return loads;
    }

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        Medians untilOnIep = new Medians();
        List<Load> loads = loads(plan, 0);
        CompletableFuture<Site> starting = Site.starting(plan.folder("exchange"), ports);
        try (Receiver orthanc = warm(new Orthanc(plan.folder("orthanc"), ports));
                CollectingExchange ours = new CollectingExchange(starting.join(), ports, untilOnIep)) {
            for (int round = 0; plan.warmsUp(round, WARM_UP_ROUNDS, WARM_UP_UNTIL); round++) {
                for (Load load : WARM_UP) {
                    List<Taking> takings = takings(load, ours);
                    takings.get(round % takings.size()).take(load.study(1), load.associations());
                }
            }
            double scale = scale(plan, orthanc);
            untilOnIep.clear();
            // Not fewer when time runs out: the first round is that of a cold server.
            for (int round = 0; round < plan.rounds(); round++) {
                medians.add(DiskAlone.write(Study.of(ObjectShape.MR, 100), plan.folder("disk")));
                for (Load load : loads(plan, round)) {
                    List<Taking> all =
                            new ArrayList<>(round < plan.fewRounds() ? takings(load, ours) : List.of(ours::take));
                    all.add(orthanc::take);
                    for (Taking each : Plan.inTurns(all, round)) {
                        medians.add(each.take(load.study(scale), load.associations()));
                    }
                }
            }
        }
        List<Medians.Line> lines = new ArrayList<>(medians.lines());
        lines.addAll(untilOnIep.lines().stream()
                .filter(line -> loads.stream()
                        .anyMatch(load -> load.associations() == line.key().associations()
                                && load.shape().words().equals(line.key().object())))
                .toList());
        return new Outcome(
                NAME,
                lines,
                ratios(medians),
                List.of(
                        "exchange: from the first byte until every image is answered for, forced to disk and catalogued"
                                + " in PostgreSQL; CPU of server and database until the study is On IEP.",
                        "window: the sender offers an asynchronous window of 8, as the exchange does when it sends; Orthanc"
                                + " agrees to none, so that its line is the same.",
                        "Orthanc: its shipped settings (it syncs and catalogues too), TCP_NODELAY=1."));
    }

    /** On a fast host loads are larger: else an association's beginning and end were a good part of what is measured. */
    private static double scale(Plan plan, Receiver orthanc) throws IOException {
        if (!plan.quick()) {
            return 2;
        }
        double rate = orthanc.take(Study.of(ObjectShape.CT, 100), 1).imagesPerSecond();
        return Math.max(1, Math.min(1.6, rate / SLOW));
    }

    private static Receiver warm(Receiver receiver) throws IOException {
        receiver.take(Study.of(ObjectShape.CT, 50), 1);
        return receiver;
    }

    private static List<Outcome.Ratio> ratios(Medians medians) {
        return List.of(
                Outcome.Ratio.atLeast("CT, 1 association ours/orthanc", rate(medians, "CT", 1), 2.5),
                Outcome.Ratio.atLeast("MR, 1 association ours/orthanc", rate(medians, "MR", 1), 3.5),
                Outcome.Ratio.atLeast("MR, 1 association, window ours/orthanc", windowed(medians, 1), 3.5),
                Outcome.Ratio.atLeast("MR, 4 associations ours/orthanc", rate(medians, "MR", 4), 3.5),
                Outcome.Ratio.atLeast("MR, 4 associations, window ours/orthanc", windowed(medians, 4), 3.5),
                Outcome.Ratio.atLeast("210 MB multi-frame ours/orthanc", rate(medians, "multi-frame 210 MB", 1), 5),
                Outcome.Ratio.atMost("CPU, CT, 4 associations ours/orthanc", cpu(medians, "CT", 4), 0.5),
                Outcome.Ratio.atLeast("ingest ours/orthanc", rate(medians, "CT", 4), 2.2));
    }

    private static double windowed(Medians medians, int associations) {
        return rate(medians, CollectingExchange.WITH_WINDOW, "MR", associations);
    }

    private static double rate(Medians medians, String object, int associations) {
        return rate(medians, CollectingExchange.NAME, object, associations);
    }

    private static double rate(Medians medians, String ours, String object, int associations) {
        return medians.line(ours, object, associations).megabytesPerSecond()
                / medians.line(Orthanc.NAME, object, associations).megabytesPerSecond();
    }

    private static double cpu(Medians medians, String object, int associations) {
        return medians.line(CollectingExchange.NAME, object, associations).cpuPerThousand()
                / medians.line(Orthanc.NAME, object, associations).cpuPerThousand();
    }
}
