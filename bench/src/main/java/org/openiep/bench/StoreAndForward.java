package org.openiep.bench;

import java.io.IOException;
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
    private static final String BETWEEN = "BETWEEN";
    private static final String FAST = "FAST";
    private static final int ASSOCIATIONS = 4;
    private static final int WARM_UP = 1000;
    private static final int WARM_UP_ROUNDS = 2;
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final Site site;
    private final SendingPacs sender;
    private final Site.Hospital from;
    private final Archive destination;
    private final Site.Hospital to;
    private final Orthanc routing;
    private final Orthanc fastest;

    /** Starts the sender and both Orthancs, and makes all of them known to each other. */
    StoreAndForward(Site site, Archive destination, Plan plan, Ports ports) throws IOException {
        this.site = site;
        this.destination = destination;
        String name = destination.target().calledAeTitle();
        sender = new SendingPacs(ports.free());
        from = site.hospital(SendingPacs.AE_TITLE, sender.port(), ASSOCIATIONS, false);
        to = site.hospital(name, destination.target().port(), ASSOCIATIONS, true);
        routing = Orthanc.routing(BETWEEN, plan.folder("routing"), ports, name);
        routing.meets(destination.target());
        fastest = Orthanc.fastest(FAST, plan.folder("fastest"), ports);
        fastest.meets(destination.target());
    }

    /** Small images, so that it is the exchange that is kept busy. */
    void warmUp() throws IOException {
        for (int i = 0; i < WARM_UP_ROUNDS; i++) {
            throughExchange(Study.of(ObjectShape.MR, WARM_UP));
        }
    }

    /** The transfer is created as staff do; the sender sends when it is asked. */
    double throughExchange(Study study) throws IOException {
        sender.offer(study, 1, Target.from(SendingPacs.AE_TITLE, site.dicomPort(), Site.AE_TITLE), () -> {});
        return site.secondsToDeliver(from, to, study, destination);
    }

    /** It is sent to an Orthanc that does without all that costs time, which is told to send at the moment it has all. */
    double throughFastestOrthanc(Study study) throws IOException {
        long began = System.nanoTime();
        new Push(fastest.target(), 1).send(study, Optional.empty());
        fastest.sends(study, destination.target().calledAeTitle());
        return destination.secondsSince(began, study);
    }

    /** It is sent to an Orthanc that sends on by itself. */
    double throughRoutingOrthanc(Study study) throws IOException {
        long began = System.nanoTime();
        new Push(routing.target(), 1).send(study, Optional.empty());
        while (destination.instances() < study.images().size()) {
            LockSupport.parkNanos(LOOK_EVERY_NANOS);
        }
        return destination.secondsSince(began, study);
    }

    @Override
    public void close() throws IOException {
        try (sender;
                routing) {
            fastest.close();
        }
    }
}
