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

    /** Images after which the virtual machine's compiler has little left to do. */
    private static final int WARM = 100_000;

    /** Even of an exchange that is warm: this bench's own part is not. */
    private static final int WARM_UP_TAKES = 2;

    private static final int MOST_ROUNDS = 7;

    /** Rounds of a quick run that have the large object, which takes its time. */
    private static final int LARGE_ROUNDS = 2;

    /** Since all is warm, in a quick run: when its last round begins. */
    private static final Duration ROUNDS_UNTIL = Duration.ofSeconds(34);

    /** CT images a second that Orthanc takes on one association of a slow host. */
    private static final double SLOW = 180;

    @FunctionalInterface
    private interface Taking {
        Measurement take(Study study, int associations) throws IOException;
    }

    /** What waits for the disk most is measured from a sender that waits for no answer as well, where there is time. */
    private static List<Taking> takings(Plan plan, Load load, CollectingExchange ours) {
        return load.shape() == ObjectShape.MR && !plan.quick()
                ? List.of(ours::take, ours::takeWithWindow)
                : List.of(ours::take);
    }

    /** One line of the table. */
    private record Load(ObjectShape shape, int associations, int images) {
        Study study() {
            return Study.of(shape, images);
        }

        /** On a fast host studies are larger: else much of what is measured were an association's beginning and end. */
        Load scaled(double scale) {
            return associations > 1 ? new Load(shape, associations, (int) (images * scale)) : this;
        }
    }

    private static final List<Load> QUICK = List.of(
            new Load(ObjectShape.CT, 1, 100),
            new Load(ObjectShape.CT, 4, 300),
            new Load(ObjectShape.MR, 1, 400),
            new Load(ObjectShape.MR, 4, 1000),
            new Load(ObjectShape.MULTI_FRAME, 1, 1));

    private static final List<Load> WHOLE = List.of(
            new Load(ObjectShape.CT, 1, 240),
            new Load(ObjectShape.CT, 2, 600),
            new Load(ObjectShape.CT, 4, 600),
            new Load(ObjectShape.MR, 1, 500),
            new Load(ObjectShape.MR, 4, 1200),
            new Load(ObjectShape.MULTI_FRAME, 1, 1));

    /** The virtual machine's compiler counts calls: thousands of images are what it takes, not large ones. */
    private static final List<Load> WARM_UP = List.of(
            new Load(ObjectShape.SMALL, 4, 2000),
            new Load(ObjectShape.CT, 4, 100),
            new Load(ObjectShape.SMALL, 4, 2000),
            new Load(ObjectShape.MR, 4, 100));

    /** What is measured in a round. */
    private static List<Load> loads(Plan plan, int round) {
        return (plan.quick() ? QUICK : WHOLE)
                .stream()
                        .filter(load ->
                                round < LARGE_ROUNDS || !plan.quick() || load.shape() != ObjectShape.MULTI_FRAME)
                        .toList();
    }

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        Medians untilOnIep = new Medians();
        CompletableFuture<Site> starting = Site.standing();
        try (Receiver orthanc = warm(new Orthanc(plan.folder("orthanc"), ports));
                CollectingExchange ours = new CollectingExchange(starting.join(), ports, untilOnIep)) {
            for (int take = 0; take < WARM_UP_TAKES || ours.imagesTaken() < WARM; take++) {
                Load load = WARM_UP.get(take % WARM_UP.size());
                for (Taking each : takings(plan, load, ours)) {
                    each.take(load.study(), load.associations());
                }
            }
            double scale = scale(plan, orthanc);
            untilOnIep.clear();
            Plan warm = plan.beginsNow();
            for (int round = 0; round < plan.rounds() || (round < MOST_ROUNDS && warm.hasTime(ROUNDS_UNTIL)); round++) {
                medians.add(DiskAlone.write(Study.of(ObjectShape.MR, 100), plan.folder("disk")));
                for (Load load : loads(plan, round)) {
                    Load scaled = load.scaled(scale);
                    List<Taking> all = new ArrayList<>(takings(plan, load, ours));
                    all.add(orthanc::take);
                    for (Taking each : Plan.inTurns(all, round)) {
                        medians.add(each.take(scaled.study(), load.associations()));
                    }
                }
            }
        }
        List<Medians.Line> lines = new ArrayList<>(medians.lines());
        lines.addAll(untilOnIep.lines());
        return new Outcome(NAME, lines, ratios(plan, medians), notes(plan));
    }

    private static List<String> notes(Plan plan) {
        List<String> notes = new ArrayList<>(List.of(
                "exchange: from the first byte until every image is answered for, forced to disk and catalogued"
                        + " in PostgreSQL; CPU of server and database until the study is On IEP.",
                "Orthanc: its shipped settings (it syncs and catalogues too), TCP_NODELAY=1."));
        if (!plan.quick()) {
            notes.add(
                    "window: the sender offers an asynchronous window of 8, as the exchange does when it sends; Orthanc"
                            + " agrees to none, so that its line is the same.");
        }
        return notes;
    }

    private static double scale(Plan plan, Receiver orthanc) throws IOException {
        if (!plan.quick()) {
            return 1;
        }
        double rate = orthanc.take(Study.of(ObjectShape.CT, 100), 1).imagesPerSecond();
        return Math.max(1, Math.min(1.6, rate / SLOW));
    }

    private static Receiver warm(Receiver receiver) throws IOException {
        receiver.take(Study.of(ObjectShape.CT, 50), 1);
        return receiver;
    }

    private static List<Outcome.Ratio> ratios(Plan plan, Medians medians) {
        List<Outcome.Ratio> ratios = new ArrayList<>(List.of(
                Outcome.Ratio.atLeast("CT, 1 association ours/orthanc", rate(medians, "CT", 1), 2.5),
                Outcome.Ratio.atLeast("MR, 1 association ours/orthanc", rate(medians, "MR", 1), 3.5),
                Outcome.Ratio.atLeast("MR, 4 associations ours/orthanc", rate(medians, "MR", 4), 3.5)));
        if (!plan.quick()) {
            ratios.add(Outcome.Ratio.atLeast("MR, 1 association, window ours/orthanc", windowed(medians, 1), 3.5));
            ratios.add(Outcome.Ratio.atLeast("MR, 4 associations, window ours/orthanc", windowed(medians, 4), 3.5));
        }
        ratios.add(Outcome.Ratio.atLeast("210 MB multi-frame ours/orthanc", rate(medians, "multi-frame 210 MB", 1), 5));
        ratios.add(Outcome.Ratio.atMost("CPU, CT, 4 associations ours/orthanc", cpu(medians, "CT", 4), 0.5));
        ratios.add(Outcome.Ratio.atLeast("ingest ours/orthanc", rate(medians, "CT", 4), 2.2));
        return ratios;
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
