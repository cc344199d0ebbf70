package org.openiep.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.openiep.demo.Ports;

/**
 * The whole deployed exchange delivers a study over a link of 30 ms round trip: to a node that takes one association, and
 * to one that takes four, which is the default. The time is that of the attempt to deliver, as the exchange records it.
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
        try (Receiver dcmtk = StoreScp.withoutNagle(plan.folder("dcmtk"), ports);
                Receiver windowed = BareReceiver.keepingNothing(plan.folder("windowed"), ports);
                DelayedLink toDcmtk = new DelayedLink(dcmtk.target().port(), ROUND_TRIP);
                DelayedLink toWindowed = new DelayedLink(windowed.target().port(), ROUND_TRIP);
                Site site = new Site(plan.folder("exchange"), ports, Map.of());
                SendingPacs pacs = new SendingPacs(ports.free())) {
            List<Line> lines = List.of(
                    new Line(SUBJECT, 1, site.hospital("FAR1", toDcmtk.port(), 1, true)),
                    new Line(SUBJECT, MANY, site.hospital("FAR4", toDcmtk.port(), MANY, true)),
                    new Line(SUBJECT + ", window", 1, site.hospital("WINDOW1", toWindowed.port(), 1, true)));
            Way way = new Way(
                    site,
                    pacs,
                    new Target("127.0.0.1", site.dicomPort(), Site.AE_TITLE, SendingPacs.AE_TITLE),
                    site.sendingHospital(SendingPacs.AE_TITLE, pacs.port(), MANY));
            way.deliver(Study.of(ObjectShape.MR, WARM_UP), lines.get(2).to());
            for (int round = 0; round < plan.fewRounds(); round++) {
                for (Line line : Plan.inTurns(lines, round)) {
                    Study study = Study.of(ObjectShape.CT, plan.images(IMAGES));
                    double seconds = way.deliver(study, line.to());
                    medians.add(Measurement.of(line.subject(), study, line.associations(), seconds, -1));
                }
            }
        }
        double ratio = medians.line(SUBJECT, "CT", MANY).imagesPerSecond()
                / medians.line(SUBJECT, "CT", 1).imagesPerSecond();
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(Outcome.Ratio.atLeast("distant many/one", ratio, GOAL)),
                List.of(
                        "One study over a link of 30 ms round trip; the time of the exchange's attempt to deliver it.",
                        "To DCMTK storescp, which knows no asynchronous window; \"window\": to a peer that offers"
                                + " one."));
    }

    /** One line of the table. */
    private record Line(String subject, int associations, Site.Hospital to) {}

    /** How studies get into the exchange. */
    private record Way(Site site, SendingPacs pacs, Target exchange, Site.Hospital from) {
        double deliver(Study study, Site.Hospital to) throws IOException {
            SendingPacs.Offer offer = pacs.offer(study, new Push(exchange, MANY), () -> {});
            site.transfer(from, to, study, false);
            offer.await();
            site.awaitStatus(study, "DELIVERED");
            return site.secondsOfDelivery(study);
        }
    }
}
