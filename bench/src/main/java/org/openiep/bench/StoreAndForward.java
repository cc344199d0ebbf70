package org.openiep.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openiep.demo.Ports;

/**
 * What stands between, measured for itself: the sender sends from memory, and the destination, DCMTK's receiver, writes
 * files that nobody syncs, so that both cost little. Each way answers the seconds from the first image, or from the order
 * where there is one, until the destination has answered for the last; the destination is empty again afterwards.
 */
final class StoreAndForward implements AutoCloseable {
    private static final String MODALITY = "MODALITY";
    private static final int ASSOCIATIONS = 4;
    private static final int WARM_UP = 500;

    /** Images delivered after which the virtual machine's compiler has little left to do. */
    private static final int WARM = 15_000;

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Site site;
    private final SendingPacs sender;
    private final Site.Hospital from;
    private final Archive destination;
    private final Site.Hospital to;
    private final Orthancs orthancs;
    private final List<Study> routed = new ArrayList<>();

    /** Starts the sender, and makes both ends known to the exchange, and a modality whose images are routed. */
    StoreAndForward(Site site, Archive destination, Orthancs orthancs, Ports ports) throws IOException {
        this.site = site;
        this.destination = destination;
        this.orthancs = orthancs;
        String name = destination.target().calledAeTitle();
        sender = new SendingPacs(ports.free());
        from = site.sendingHospital(SendingPacs.AE_TITLE, sender.port(), ASSOCIATIONS);
        to = site.hospital(name, destination.target().port(), ASSOCIATIONS, true);
        site.route(site.hospital(MODALITY, ports.free(), ASSOCIATIONS, false), to);
    }

    /** Those that forward in the exchange's stead: one by its script, one that is told to. */
    record Orthancs(Orthanc routing, Orthanc fastest) implements AutoCloseable {
        Orthancs(Archive destination, Plan plan, Ports ports) throws IOException {
            this(
                    Orthanc.routing(
                            "BETWEEN",
                            plan.folder("routing"),
                            ports,
                            destination.target().calledAeTitle()),
                    Orthanc.fastest("FAST", plan.folder("fastest"), ports));
            routing.meets(destination.target());
            fastest.meets(destination.target());
        }

        @Override
        public void close() {
            routing.close();
            fastest.close();
        }
    }

    /** Small images first, so that it is the exchange that is kept busy; then as it will be measured. */
    void warmUp() throws IOException {
        throughExchange(Study.of(ObjectShape.MR, WARM_UP));
        do {
            throughExchange(Study.of(ObjectShape.CT, WARM_UP));
            throughRoute(Study.of(ObjectShape.CT, WARM_UP));
        } while (site.imagesDelivered() < WARM);
    }

    /** The transfer is created as staff do; the sender sends when it is asked. */
    double throughExchange(Study study) throws IOException {
        sender.offer(study, new Push(Target.from(SendingPacs.AE_TITLE, site.dicomPort(), Site.AE_TITLE), 1), () -> {});
        return site.secondsToDeliver(from, to, study, destination);
    }

    /** It is sent to the exchange by a modality, as it is to an Orthanc that sends on by itself. */
    double throughRoute(Study study) throws IOException {
        routed.add(study);
        return sentOnByItself(Target.from(MODALITY, site.dicomPort(), Site.AE_TITLE), study);
    }

    /** Waits until all that was routed is Delivered, which is not known before the idle time is over. */
    void awaitRoutes() throws IOException {
        for (Study study : routed) {
            site.awaitStatus(study, "DELIVERED");
        }
    }

    /** It is sent to an Orthanc that does without all that costs time, which is told to send at the moment it has all. */
    double throughFastestOrthanc(Study study) throws IOException {
        long began = System.nanoTime();
        new Push(orthancs.fastest().target(), 1).send(study, Optional.empty());
        orthancs.fastest().sends(study, destination.target().calledAeTitle());
        return destination.secondsSince(began, study);
    }

    /** It is sent to an Orthanc that sends on by itself. */
    double throughRoutingOrthanc(Study study) throws IOException {
        return sentOnByItself(orthancs.routing().target(), study);
    }

    private double sentOnByItself(Target target, Study study) throws IOException {
        long began = System.nanoTime();
        new Push(target, 1).send(study, Optional.empty());
        while (destination.instances() < study.images().size()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return destination.secondsSince(began, study);
    }

    @Override
    public void close() {
        sender.close();
    }
}
