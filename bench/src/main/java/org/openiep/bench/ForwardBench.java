package org.openiep.bench;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openiep.demo.Ports;

/**
 * A study from PACS A through the whole deployed exchange to PACS B (collected, kept, synced, catalogued and delivered),
 * against the same PACS A sending it straight to PACS B. The time of the former is from the first byte that A sends to
 * Delivered.
 */
final class ForwardBench implements Benchmark {
    static final String NAME = "forward";
    private static final int IMAGES = 500;
    private static final int ASSOCIATIONS = 4;
    private static final double GOAL = 1.3;
    private static final String DIRECT = "A to B";
    private static final String EXCHANGE = "A to exchange to B";

    @Override
    public Outcome run(Plan plan) throws IOException {
        Ports ports = new Ports();
        Medians medians = new Medians();
        try (Receiver pacsB = BareReceiver.writingFiles(plan.folder("far"), ports);
                Site site = new Site(plan.folder("exchange"), ports, Map.of());
                SendingPacs pacsA = new SendingPacs(ports.free())) {
            Site.Hospital from = site.hospital(SendingPacs.AE_TITLE, pacsA.port(), 16, false);
            Site.Hospital to =
                    site.hospital(pacsB.target().calledAeTitle(), pacsB.target().port(), ASSOCIATIONS, true);
            Target exchange = new Target("127.0.0.1", site.dicomPort(), Site.AE_TITLE, SendingPacs.AE_TITLE);
            for (int i = 0; i < 2; i++) {
                forward(site, pacsA, exchange, from, to, Study.of(ObjectShape.CT, IMAGES));
            }
            pacsB.take(Study.of(ObjectShape.CT, IMAGES), ASSOCIATIONS);
            for (int round = 0; round < plan.rounds(); round++) {
                Study straight = Study.of(ObjectShape.CT, IMAGES);
                double direct = new Push(pacsB.target(), ASSOCIATIONS)
                        .send(straight, Optional.empty())
                        .seconds();
                medians.add(Measurement.of(DIRECT, straight, ASSOCIATIONS, direct, -1));
                Study study = Study.of(ObjectShape.CT, IMAGES);
                medians.add(Measurement.of(
                        EXCHANGE, study, ASSOCIATIONS, forward(site, pacsA, exchange, from, to, study), -1));
            }
        }
        double ratio = medians.line(DIRECT, "CT", ASSOCIATIONS).imagesPerSecond()
                / medians.line(EXCHANGE, "CT", ASSOCIATIONS).imagesPerSecond();
        return new Outcome(
                NAME,
                medians.lines(),
                List.of(Outcome.Ratio.atMost("forward exchange/direct", ratio, GOAL)),
                List.of("500 CT images; the exchange syncs and catalogues, PACS B only writes files."));
    }

    private static double forward(
            Site site, SendingPacs pacs, Target exchange, Site.Hospital from, Site.Hospital to, Study study)
            throws IOException {
        SendingPacs.Offer offer = pacs.offer(study, ASSOCIATIONS, exchange, () -> {});
        site.transfer(from, to, study, false);
        Push.Times sent = offer.await();
        return (site.awaitStatus(study, "DELIVERED") - sent.began()) / 1e9;
    }
}
