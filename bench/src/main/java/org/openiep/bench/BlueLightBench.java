package org.openiep.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.openiep.demo.Ports;

/**
 * A blue-light study of 100 images while four standard transfers of 500 images each saturate the machine and a hundred
 * more wait, against the same study on an idle exchange, and against the same with all lanes forced into one queue. The
 * time is from its creation to Delivered, as the exchange itself records it.
 */
final class BlueLightBench implements Benchmark {
    static final String NAME = "bluelight";
    private static final int IMAGES = 100;
    private static final int STANDARD_IMAGES = 500;
    private static final int MOVING = 4;
    private static final int WAITING = 100;
    private static final int WARM_UP = 300;
    /** Rounds of each line where there is time: each takes half a second, and the disk has its moments. */
    private static final int MOST_ROUNDS = 9;

    /** Since the beginning of a quick run. */
    private static final Duration WARM_UP_UNTIL = Duration.ofSeconds(17);

    private static final Duration ALONE_UNTIL = Duration.ofSeconds(21);
    private static final Duration LOADED_UNTIL = Duration.ofSeconds(28);
    private static final Duration ALONE_AGAIN_UNTIL = Duration.ofSeconds(34);

    private static final Load STANDARD = new Load(MOVING, STANDARD_IMAGES, WAITING, STANDARD_IMAGES);

    /** Much less, or the study would come after some minutes; one more moves, since five workers may take anything. */
    private static final Load ONE_QUEUE_LOAD = new Load(MOVING + 1, 150, WAITING / 4, 5);

    private static final Duration LOOK = Duration.ofSeconds(1);

    private static final double GOAL = 1.25;
    private static final double START_GOAL = 1;
    private static final String ALONE = "blue light, alone";
    private static final String LOADED = "blue light, loaded";
    private static final String ONE_QUEUE = "one queue";

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        List<Double> starts = new ArrayList<>();
        double queueRate;
        try (Receiver pacsB = BareReceiver.keepingNothing(plan.folder("far"), ports);
                Site site = new Site(plan.folder("exchange"), ports, Map.of());
                SendingPacs pacsA = new SendingPacs(ports.free())) {
            Site.Hospital from = site.sendingHospital(SendingPacs.AE_TITLE, pacsA.port(), 16);
            Site.Hospital to =
                    site.hospital(pacsB.target().calledAeTitle(), pacsB.target().port(), 4, true);
            Target exchange = new Target("127.0.0.1", site.dicomPort(), Site.AE_TITLE, SendingPacs.AE_TITLE);
            Traffic traffic = new Traffic(site, pacsA, exchange, from, to);
            for (int round = 0; plan.warmsUp(round, 1, WARM_UP_UNTIL); round++) {
                traffic.send(Study.of(ObjectShape.CT, WARM_UP), true);
            }
            alone(plan, ALONE_UNTIL, traffic, medians);
            traffic.load(STANDARD);
            for (int round = 0; goesOn(plan, round, LOADED_UNTIL); round++) {
                Study loaded = Study.of(ObjectShape.CT, IMAGES);
                medians.add(Measurement.of(LOADED, loaded, 1, traffic.send(loaded, true), -1));
                starts.add(site.secondsToFirstAttempt(loaded));
            }
            site.letNothingStandardBegin();
            site.awaitNothingMoves();
            alone(plan, ALONE_AGAIN_UNTIL, traffic, medians);
            queueRate = oneQueue(site, traffic, medians);
        }
        return outcome(medians, starts, queueRate);
    }

    /**
     * The yardstick, taken before the loaded rounds and after: the virtual machine compiles all the time, so that what is
     * measured last is always the fastest.
     */
    private static void alone(Plan plan, Duration quickUntil, Traffic traffic, Medians medians) throws IOException {
        for (int round = 0; goesOn(plan, round, quickUntil); round++) {
            Study alone = Study.of(ObjectShape.CT, IMAGES);
            medians.add(Measurement.of(ALONE, alone, 1, traffic.send(alone, true), -1));
        }
    }

    private static boolean goesOn(Plan plan, int round, Duration quickUntil) {
        return round < plan.rounds() || (round < MOST_ROUNDS && plan.hasTime(quickUntil));
    }

    /**
     * The same with one queue for all workers, first in, first out, in which nobody makes room for anybody: five
     * transfers move, since five workers may take anything then. Answers the images a second at which they are collected
     * at first.
     */
    private static double oneQueue(Site site, Traffic traffic, Medians medians) throws IOException {
        site.putEverythingInOneQueue();
        traffic.load(ONE_QUEUE_LOAD);
        double rate = site.imagesPerSecond(LOOK);
        Study last = Study.of(ObjectShape.CT, IMAGES);
        medians.add(Measurement.of(ONE_QUEUE, last, 1, traffic.send(last, true), -1));
        return rate;
    }

    private static Outcome outcome(Medians medians, List<Double> starts, double queueRate) {
        double alone = medians.line(ALONE, "CT", 1).imagesPerSecond();
        double loaded = medians.line(LOADED, "CT", 1).imagesPerSecond();
        double queued = medians.line(ONE_QUEUE, "CT", 1).imagesPerSecond();
        double start = Medians.median(starts.stream().mapToDouble(s -> s).toArray());
        int before = (MOVING + WAITING) * STANDARD_IMAGES;
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atMost("seconds until its worker begins, loaded", start, START_GOAL),
                        Outcome.Ratio.atMost("bluelight loaded/alone", alone / loaded, GOAL)),
                List.of(
                        "100 CT images, from creation to Delivered. Loaded: " + MOVING + " standard transfers of "
                                + STANDARD_IMAGES + " CT images move, " + WAITING + " wait.",
                        "One queue: lanes forced into one, first in, first out, nobody yields; before it only "
                                + ONE_QUEUE_LOAD.moving() + " of " + ONE_QUEUE_LOAD.theirs() + " images move and "
                                + ONE_QUEUE_LOAD.waiting() + " of " + ONE_QUEUE_LOAD.images() + " wait.",
                        String.format(
                                Locale.ROOT,
                                "Measured: Delivered after %.1f s instead of %.2f s, %.0f times as long.",
                                IMAGES / queued,
                                IMAGES / loaded,
                                loaded / queued),
                        String.format(
                                Locale.ROOT,
                                "Extrapolated, not measured: behind all %2$,d images at least %3$.0f s, at the %1$.0f"
                                        + " images/s at which those that move are collected at first.",
                                queueRate,
                                before,
                                before / queueRate)));
    }

    /**
     * What is sent beside the study that is measured.
     *
     * @param moving transfers that go first
     * @param theirs images of each of them
     * @param waiting transfers behind them
     * @param images of each of those
     */
    private record Load(int moving, int theirs, int waiting, int images) {}

    /** Two hospitals between which studies go. */
    private record Traffic(Site site, SendingPacs pacs, Target exchange, Site.Hospital from, Site.Hospital to) {
        /** Sends a study; answers the seconds from its creation to Delivered. */
        double send(Study study, boolean blueLight) throws IOException {
            create(study, blueLight, () -> {});
            site.awaitStatus(study, "DELIVERED");
            Plan.say("%s", site.stages(study));
            return site.secondsBetween(study, "created", "delivered_at");
        }

        private void create(Study study, boolean blueLight, Runnable begins) {
            pacs.offer(study, new Push(exchange, 1), begins);
            site.transfer(from, to, study, blueLight);
        }

        /** Creates standard transfers, lets them go all at once, and returns when as many move as are to. */
        void load(Load load) throws IOException {
            CountDownLatch gate = new CountDownLatch(1);
            for (int i = 0; i < load.moving(); i++) {
                create(Study.of(ObjectShape.CT, load.theirs()), false, () -> await(gate));
            }
            // As several people would who send at the same time.
            IntStream.range(0, load.waiting())
                    .parallel()
                    .forEach(i -> create(Study.unwritten(ObjectShape.CT, load.images()), false, () -> {}));
            gate.countDown();
            site.awaitMoving(load.moving());
        }

        private static void await(CountDownLatch gate) {
            try {
                gate.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
