package org.openiep.bench;

import java.io.IOException;
import java.util.List;
import org.openiep.demo.Ports;

/**
 * The whole deployed exchange as a receiver. It takes only what it expects, so each study is that of a real transfer: the
 * exchange asks a PACS of ours for it, which then sends it. The time ends when every image has been answered and stands in
 * PostgreSQL; the CPU time, which is that of server and database, when the study is On IEP.
 */
final class CollectingExchange implements Receiver {
    static final String NAME = "exchange";
    static final String WITH_WINDOW = NAME + ", window";

    /** As the exchange offers it to each node, unless somebody sets it otherwise. */
    private static final int WINDOW = EngineSender.WINDOW;

    private static final int MOST_ASSOCIATIONS = 16;

    private final Site site;
    private final SendingPacs pacs;
    private final Site.Hospital from;
    private final Site.Hospital to;
    private final Medians untilOnIep;

    /**
     * Adds two hospitals, one of which sends.
     *
     * @param site closed with this
     * @param untilOnIep gets each round's figures again, with the time until the study is On IEP
     */
    CollectingExchange(Site site, Ports ports, Medians untilOnIep) throws IOException {
        this.untilOnIep = untilOnIep;
        this.site = site;
        pacs = new SendingPacs(ports.free());
        from = site.sendingHospital(SendingPacs.AE_TITLE, pacs.port(), MOST_ASSOCIATIONS);
        to = site.hospital("NOBODY", ports.free(), 1, false);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Target target() {
        return new Target("127.0.0.1", site.dicomPort(), Site.AE_TITLE, SendingPacs.AE_TITLE);
    }

    @Override
    public List<Long> pids() {
        return site.pids();
    }

    @Override
    public Measurement take(Study study, int associations) throws IOException {
        return take(name(), study, associations, new Push(target(), associations));
    }

    /** The same from a sender that offers an asynchronous window (PS3.7 D.3.3.3), to which the exchange agrees. */
    Measurement takeWithWindow(Study study, int associations) throws IOException {
        return take(WITH_WINDOW, study, associations, new Push(target(), associations, WINDOW));
    }

    /** Images that it has taken since it was started. */
    long imagesTaken() throws IOException {
        return site.imagesTaken();
    }

    private Measurement take(String name, Study study, int associations, Push push) throws IOException {
        double[] cpuBefore = {0};
        SendingPacs.Offer offer = pacs.offer(study, push, () -> cpuBefore[0] = ProcessTime.seconds(pids()));
        site.transfer(from, to, study, false);
        Push.Times sent = offer.await();
        long catalogued = site.awaitCatalogued(study);
        long onIep = site.awaitStatus(study, "ON_IEP");
        double cpu = ProcessTime.seconds(pids()) - cpuBefore[0];
        untilOnIep.add(Measurement.of(name + " until On IEP", study, associations, (onIep - sent.began()) / 1e9, cpu));
        return Measurement.of(
                name, study, associations, (Math.max(sent.ended(), catalogued) - sent.began()) / 1e9, cpu);
    }

    @Override
    public void close() throws IOException {
        pacs.close();
        site.close();
    }
}
