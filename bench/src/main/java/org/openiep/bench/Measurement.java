package org.openiep.bench;

/**
 * One round.
 *
 * @param subject whose figures these are
 * @param object what was sent
 * @param associations in parallel
 * @param images number of objects
 * @param bytes of all data sets
 * @param seconds from the first byte to the last answer
 * @param cpuSeconds of the subject's processes; negative where they were not counted
 */
record Measurement(
        String subject, String object, int associations, int images, long bytes, double seconds, double cpuSeconds) {

    static Measurement of(String subject, Study study, int associations, double seconds, double cpuSeconds) {
        return new Measurement(
                subject,
                study.shape().words(),
                associations,
                study.images().size(),
                study.bytes(),
                seconds,
                cpuSeconds);
    }

    double imagesPerSecond() {
        return images / seconds;
    }

    double megabytesPerSecond() {
        return bytes / 1e6 / seconds;
    }

    /** CPU seconds for 1,000 objects; negative where they were not counted. */
    double cpuPerThousand() {
        return cpuSeconds * 1000 / images;
    }
}
