package org.openiep.dicom.convert;

/**
 * The time of a {@linkplain BoundedCalls bounded call}, to be asked by what is called. Public for the loops of libraries,
 * into which {@link StoppableClasses} writes that they ask.
 */
public final class Deadline {
    private Deadline() {}

    /** Ends what the current thread is called for if its time is over; of no effect on any other thread. */
    public static void check() {
        if (Thread.currentThread() instanceof Worker worker && worker.over) {
            throw new Over();
        }
    }

    /** A thread that does a bounded call's work. It inherits nothing: it may outlive what calls. */
    static final class Worker extends Thread {
        private volatile boolean over;

        Worker(Runnable work, String name) {
            super(null, work, name, 0, false);
            setDaemon(true);
        }

        void timeIsOver() {
            over = true;
        }

        boolean isTimeOver() {
            return over;
        }
    }

    /** No exception, of which libraries catch more than they know. */
    private static final class Over extends Error {
        private static final long serialVersionUID = 1;

        Over() {
            super("The time is over", null, false, false);
        }
    }
}
