package org.openiep.queue;

import org.openiep.diagnosis.Diagnosis;

/**
 * A job stops between two images, because a blue light needs its place or somebody paused its lane or node; it goes
 * back to the queue as it is.
 */
public class GaveWay extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Diagnosis why;

    GaveWay(Job job, Diagnosis why) {
        super("Job " + job.id() + " goes back to the queue: " + why.cause());
        this.why = why;
    }

    /** What stopped it. */
    public Diagnosis why() {
        return why;
    }
}
