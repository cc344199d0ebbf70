package org.openiep.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.openiep.demo.Ports;

/**
 * A blue-light study of 100 images while four standard transfers of 500 images each saturate the machine and a hundred
 * more wait, against the same study on an idle exchange. The time is from its creation to Delivered, as the exchange
 * itself records it.
 */
final class BlueLightBench implements Benchmark {
    static final String NAME = "bluelight";
    private static final int IMAGES = 100;
    private static final int STANDARD_IMAGES = 500;
    private static final int STANDARD = 104;
    private static final int WARM_UP = 600;
    private static final double GOAL = 1.25;
    private static final double START_GOAL = 1;
    private static final String ALONE = "blue light, alone";
    private static final String LOADED = "blue light, loaded";

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
            traffic.urgent(Study.of(ObjectShape.CT, WARM_UP));
            for (int round = 0; round < plan.rounds(); round++) {
                Study alone = Study.of(ObjectShape.CT, IMAGES);
                medians.add(Measurement.of(ALONE, alone, 1, traffic.urgent(alone), -1));
            }
            traffic.load();
            for (int round = 0; round < plan.rounds(); round++) {
                Study loaded = Study.of(ObjectShape.CT, IMAGES);
                medians.add(Measurement.of(LOADED, loaded, 1, traffic.urgent(loaded), -1));
                starts.add(site.secondsToFirstAttempt(loaded));
            }
        }
        double ratio = medians.line(ALONE, "CT", 1).imagesPerSecond()
                / medians.line(LOADED, "CT", 1).imagesPerSecond();
        double start = Medians.median(starts.stream().mapToDouble(s -> s).toArray());
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(
                        Outcome.Ratio.atMost("seconds until its worker begins, loaded", start, START_GOAL),
                        Outcome.Ratio.atMost("bluelight loaded/alone", ratio, GOAL)),
                List.of(
                        "100 CT images, from creation to Delivered; loaded: 4 standard transfers of 500 CT images move, "
                                + (STANDARD - 4) + " or fewer wait."));
    }

    /** Two hospitals between which studies go. */
    private record Traffic(Site site, SendingPacs pacs, Target exchange, Site.Hospital from, Site.Hospital to) {
        /** Sends a study with blue light; answers the seconds from its creation to Delivered. */
        double urgent(Study study) throws IOException {
            pacs.offer(study, 1, exchange, () -> {});
            site.transfer(from, to, study, true);
            site.awaitStatus(study, "DELIVERED");
            return site.secondsBetween(study, "created", "delivered_at");
        }

        /** Creates the standard transfers, lets them go all at once, and returns when four of them move. */
        void load() throws IOException {
            CountDownLatch gate = new CountDownLatch(1);
            List<Study> standard = new ArrayList<>();
            for (int i = 0; i < STANDARD; i++) {
                Study study = Study.of(ObjectShape.CT, STANDARD_IMAGES);
                pacs.offer(study, 1, exchange, () -> await(gate));
                site.transfer(from, to, study, false);
                standard.add(study);
            }
            gate.countDown();
            for (Study study : standard.subList(0, 4)) {
                site.awaitSomeCatalogued(study);
            }
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
