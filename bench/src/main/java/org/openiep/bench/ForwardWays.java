package org.openiep.bench;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openiep.demo.Ports;

/**
 * The ways of a study from one PACS to another. Each answers the seconds from the order until the destination has answered
 * for the last image; the destination is empty again afterwards.
 */
final class ForwardWays {
    private static final String BETWEEN = "BETWEEN";
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(50);

    private final Plan plan;
    private final Ports ports;
    private final Site site;
    private final Orthanc source;
    private final Site.Hospital from;
    private final Archive destination;
    private final Site.Hospital to;

    ForwardWays(Plan plan, Ports ports, Site site, Orthanc source, Site.Hospital from, Archive destination)
            throws IOException {
        this.plan = plan;
        this.ports = ports;
        this.site = site;
        this.source = source;
        this.from = from;
        this.destination = destination;
        this.to = site.hospital(name(), destination.target().port(), 4, true);
        source.meets(destination.target());
    }

    private String name() {
        return destination.target().calledAeTitle();
    }

    /** The source is told to send it. */
    double straight(Study study) throws IOException {
        long began = System.nanoTime();
        source.sends(study, name());
        return since(began, study);
    }

    /** The transfer is created as staff do. */
    double throughExchange(Study study) throws IOException {
        long began = System.nanoTime();
        site.transfer(from, to, study, false);
        site.awaitStatus(study, "DELIVERED");
        double seconds = since(began, study);
        Plan.say("%s", site.stages(study));
        return seconds;
    }

    /** The source is told to send it to an Orthanc that does without all that costs time, which is then told to. */
    double throughFastestOrthanc(Study study) throws IOException {
        try (Orthanc between = Orthanc.fastest(BETWEEN, plan.folder("fastest"), ports)) {
            between.meets(destination.target());
            source.meets(between.target());
            long began = System.nanoTime();
            source.sends(study, BETWEEN);
            between.sends(study, name());
            return since(began, study);
        }
    }

    /** The source is told to send it to an Orthanc that sends on by itself. */
    double throughRoutingOrthanc(Study study) throws IOException {
        try (Orthanc between = Orthanc.routing(BETWEEN, plan.folder("routing"), ports, name())) {
            between.meets(destination.target());
            source.meets(between.target());
            long began = System.nanoTime();
            source.sends(study, BETWEEN);
            while (destination.instances() < study.images().size()) {
                LockSupport.parkNanos(LOOK_EVERY_NANOS);
            }
            return since(began, study);
        }
    }

    private double since(long began, Study study) throws IOException {
        double seconds = (System.nanoTime() - began) / 1e9;
        int arrived = destination.instances();
        if (arrived != study.images().size()) {
            throw new IOException(name() + " holds " + arrived + " objects of "
                    + study.images().size() + ".");
        }
        destination.clear();
        return seconds;
    }
}
