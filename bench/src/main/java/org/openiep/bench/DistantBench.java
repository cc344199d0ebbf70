package org.openiep.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openiep.demo.Ports;

/**
 * The whole deployed exchange delivers a study over a link of 30 ms round trip: to a node that takes one association, and
 * to one that takes four, which is the default. The time is from On IEP to Delivered, as the exchange itself records it.
 */
final class DistantBench implements Benchmark {
    static final String NAME = "distant";
    private static final Duration ROUND_TRIP = Duration.ofMillis(30);
    private static final int MANY = 4;
    private static final int IMAGES = 160;
    private static final int WARM_UP = 500;
    private static final double GOAL = 3.5;
    private static final String SUBJECT = "exchange delivers";

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        try (Receiver far = BareReceiver.keepingNothing(plan.folder("far"), ports);
                DelayedLink link = new DelayedLink(far.target().port(), ROUND_TRIP);
                DelayedLink other = new DelayedLink(far.target().port(), ROUND_TRIP);
                Site site = new Site(plan.folder("exchange"), ports, Map.of());
                SendingPacs pacs = new SendingPacs(ports.free())) {
            Site.Hospital from = site.hospital(SendingPacs.AE_TITLE, pacs.port(), MANY, false);
            Site.Hospital one = site.hospital(far.target().calledAeTitle(), link.port(), 1, true);
            Site.Hospital many = site.hospital("BARE2", other.port(), MANY, true);
            Target exchange = new Target("127.0.0.1", site.dicomPort(), Site.AE_TITLE, SendingPacs.AE_TITLE);
            deliver(site, pacs, exchange, from, many, Study.of(ObjectShape.MR, WARM_UP));
            for (int round = 0; round < plan.rounds(); round++) {
                for (int associations : Plan.inTurns(List.of(1, MANY), round)) {
                    Study study = Study.of(ObjectShape.CT, plan.images(IMAGES));
                    double seconds = deliver(site, pacs, exchange, from, associations == 1 ? one : many, study);
                    medians.add(Measurement.of(SUBJECT, study, associations, seconds, -1));
                }
            }
        }
        double ratio = medians.line(SUBJECT, "CT", MANY).imagesPerSecond()
                / medians.line(SUBJECT, "CT", 1).imagesPerSecond();
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(Outcome.Ratio.atLeast("distant many/one", ratio, GOAL)),
                List.of("One study over a link of 30 ms round trip; from On IEP to Delivered."));
    }

    private static double deliver(
            Site site, SendingPacs pacs, Target exchange, Site.Hospital from, Site.Hospital to, Study study)
            throws IOException {
        SendingPacs.Offer offer = pacs.offer(study, MANY, exchange, () -> {});
        site.transfer(from, to, study, false);
        offer.await();
        site.awaitStatus(study, "DELIVERED");
        return site.secondsBetween(study, "on_iep_at", "delivered_at");
    }
}
