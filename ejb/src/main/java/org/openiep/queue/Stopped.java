package org.openiep.queue;

/** The server is going down; the job goes back to the queue as it is. */
public class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** Now. */
    public Stopped() {
        super("The server is stopping.");
    }
}
