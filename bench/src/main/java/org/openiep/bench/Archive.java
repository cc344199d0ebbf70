package org.openiep.bench;

import java.io.IOException;

/** A receiver that can be asked how much it holds. */
interface Archive extends Receiver {
    /** Objects that it holds. */
    int instances() throws IOException;

    /** Forgets them all. */
    void clear() throws IOException;

    /**
     * Seconds that a study has taken to arrive; the archive is empty afterwards.
     *
     * @param began on the scale of {@link System#nanoTime}
     * @throws IOException when it does not hold the study alone and whole
     */
    default double secondsSince(long began, Study study) throws IOException {
        double seconds = (System.nanoTime() - began) / 1e9;
        int arrived = instances();
        if (arrived != study.images().size()) {
            throw new IOException(name() + " holds " + arrived + " objects of "
                    + study.images().size() + ".");
        }
        clear();
        return seconds;
    }
}
