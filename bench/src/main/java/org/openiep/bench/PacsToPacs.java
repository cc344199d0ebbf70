package org.openiep.bench;

import java.io.IOException;

/**
 * A study from one hospital's PACS to another's, straight and through the exchange. Each way answers the seconds from the
 * order until the destination has answered for the last image; the destination is empty again afterwards.
 */
final class PacsToPacs {
    private final Site site;
    private final Orthanc source;
    private final Site.Hospital from;
    private final Archive destination;
    private final Site.Hospital to;

    /** Introduces both to the exchange, which may have so many associations open with each, and the source to all. */
    PacsToPacs(Site site, Orthanc source, Archive destination, int associations) throws IOException {
        this.site = site;
        this.source = source;
        this.destination = destination;
        from = site.sendingHospital(
                source.target().calledAeTitle(), source.target().port(), associations);
        to = site.hospital(
                destination.target().calledAeTitle(), destination.target().port(), associations, true);
        source.meets(Target.local(site.dicomPort(), Site.AE_TITLE));
        source.meets(destination.target());
    }

    /** The source is told to send it. */
    double straight(Study study) throws IOException {
        long began = System.nanoTime();
        source.sends(study, destination.target().calledAeTitle());
        return destination.secondsSince(began, study);
    }

    /** The transfer is created as staff do. */
    double throughExchange(Study study) throws IOException {
        return site.secondsToDeliver(from, to, study, destination);
    }
}
