package org.openiep.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.openiep.demo.Ports;

/**
 * A blue-light study of 100 images while four standard transfers of 500 images each saturate the machine and a hundred
 * more wait, against the same study on an idle exchange; and the same study as a normal transfer that is the next of the
 * hundred, as it would be if there were but one queue. The time is from its creation to Delivered, as the exchange itself
 * records it.
 */
final class BlueLightBench implements Benchmark {
    static final String NAME = "bluelight";
    private static final int IMAGES = 100;
    private static final int STANDARD_IMAGES = 500;
    private static final int MOVING = 4;
    private static final int WAITING = 100;
    private static final int WARM_UP = 800;
    private static final double GOAL = 1.25;
    private static final double START_GOAL = 1;
    private static final String ALONE = "blue light, alone";
    private static final String LOADED = "blue light, loaded";
    private static final String ONE_QUEUE = "one queue, first in it";

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        List<Double> starts = new ArrayList<>();
        try (Receiver pacsB = BareReceiver.keepingNothing(plan.folder("far"), ports);
                Site site = new Site(plan.folder("exchange"), ports, Map.of());
                SendingPacs pacsA = new SendingPacs(ports.free())) {
            Site.Hospital from = site.hospital(SendingPacs.AE_TITLE, pacsA.port(), 16, false);
            Site.Hospital to =
                    site.hospital(pacsB.target().calledAeTitle(), pacsB.target().port(), 4, true);
            Target exchange = new Target("127.0.0.1", site.dicomPort(), Site.AE_TITLE, SendingPacs.AE_TITLE);
            Traffic traffic = new Traffic(site, pacsA, exchange, from, to);
            Study next = Study.of(ObjectShape.CT, IMAGES);
            traffic.load(next, Study.of(ObjectShape.CT, WARM_UP));
            for (int round = 0; round < plan.rounds(); round++) {
                Study loaded = Study.of(ObjectShape.CT, IMAGES);
                medians.add(Measurement.of(LOADED, loaded, 1, traffic.send(loaded, true), -1));
                starts.add(site.secondsToFirstAttempt(loaded));
            }
            medians.add(Measurement.of(ONE_QUEUE, next, 1, traffic.untilDelivered(next), -1));
            // Last, when the virtual machine has compiled most: it is the yardstick.
            site.awaitNothingMoves();
            for (int round = 0; round < plan.rounds(); round++) {
                Study alone = Study.of(ObjectShape.CT, IMAGES);
                medians.add(Measurement.of(ALONE, alone, 1, traffic.send(alone, true), -1));
            }
        }
        return outcome(medians, starts);
    }

    private static Outcome outcome(Medians medians, List<Double> starts) {
        double alone = medians.line(ALONE, "CT", 1).imagesPerSecond();
        double loaded = medians.line(LOADED, "CT", 1).imagesPerSecond();
        double start = Medians.median(starts.stream().mapToDouble(s -> s).toArray());
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atMost("seconds until its worker begins, loaded", start, START_GOAL),
                        Outcome.Ratio.atMost("bluelight loaded/alone", alone / loaded, GOAL)),
                List.of(
                        "100 CT images, from creation to Delivered. Loaded: 4 standard transfers of 500 CT images move, "
                                + WAITING + " wait.",
                        "One queue: the same study as a normal transfer, with the 4 before it and all others behind it."));
    }

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
            pacs.offer(study, 1, exchange, begins);
            site.transfer(from, to, study, blueLight);
        }

        /**
         * Creates the standard transfers, lets them go all at once, and returns when four of them move.
         *
         * @param next the first of those that wait
         * @param warmUp sent meanwhile
         */
        void load(Study next, Study warmUp) throws IOException {
            CountDownLatch gate = new CountDownLatch(1);
            CompletableFuture<Void> all = CompletableFuture.runAsync(() -> {
                for (int i = 0; i < MOVING; i++) {
                    create(Study.of(ObjectShape.CT, STANDARD_IMAGES), false, () -> await(gate));
                }
                create(next, false, () -> {});
                for (int i = 1; i < WAITING; i++) {
                    create(Study.of(ObjectShape.CT, STANDARD_IMAGES), false, () -> {});
                }
            });
            send(warmUp, true);
            all.join();
            gate.countDown();
            site.awaitMoving(MOVING);
        }

        /**
         * What one queue would mean: the four that move make no room from now on. Answers the seconds until the study
         * that comes next is delivered.
         */
        double untilDelivered(Study next) throws IOException {
            long began = System.nanoTime();
            site.awaitTaken(next);
            site.letNothingStandardBegin();
            double seconds = (site.awaitStatus(next, "DELIVERED") - began) / 1e9;
            Plan.say("%s", site.stages(next));
            return seconds;
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
