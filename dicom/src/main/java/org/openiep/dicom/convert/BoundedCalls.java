package org.openiep.dicom.convert;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.openiep.dicom.data.DicomFormatException;

/**
 * Calls of a library that may never come back. Each runs on a daemon thread of its own, as many at once as there are
 * places; who called waits no longer than is allowed. A thread cannot be stopped from without, it has to ask
 * ({@link Deadline#check}): one that goes on all the same keeps its place until it ends, and while too many do, no other
 * call is begun.
 */
final class BoundedCalls {
    /** How often the time of a call is looked at, in milliseconds. */
    private static final long LOOK = 50;

    /** On a machine with too much to do, a call may take so many times the processor time that it is allowed. */
    private static final int CROWDED = 20;

    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    /** What is called. */
    @FunctionalInterface
    interface Call<T> {
        /** Does the work, and asks {@link Deadline#check} as often as can be. */
        T run() throws IOException;
    }

    private final String what;
    private final int places;
    private final int maxStuck;
    private final Duration grace;
    private final Object lock = new Object();
    private int running;
    private int stuck;
    private long lastGivenUp;

    /**
     * @param what the library's work, to begin sentences with
     * @param places how many calls run at once, from 1
     * @param maxStuck with so many calls that go on after their time no other is begun; from 1
     * @param grace so long after its time a call may still come to its end before others are refused for it
     */
    BoundedCalls(String what, int places, int maxStuck, Duration grace) {
        this.what = what;
        this.places = places;
        this.maxStuck = Math.min(places, maxStuck);
        this.grace = grace;
    }

    /**
     * Calls, and waits for the result.
     *
     * @param allowed processor time for it
     * @throws DicomFormatException when its time is over, or too many calls before have not come back
     * @throws InterruptedIOException when the waiting thread is interrupted; the call is told that its time is over
     */
    <T> T call(Duration allowed, Call<T> call) throws IOException {
        Running<T> mine = new Running<>(call);
        try {
            takePlace();
            mine.start();
            return mine.await(allowed);
        } catch (InterruptedException e) {
            mine.giveUp();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException(what + " was interrupted");
        }
    }

    private void takePlace() throws DicomFormatException, InterruptedException {
        synchronized (lock) {
            while (running >= places || stuck >= maxStuck) {
                if (stuck >= maxStuck && System.nanoTime() - lastGivenUp > grace.toNanos()) {
                    throw new DicomFormatException(what + " is off: damaged frames (" + stuck
                            + ") keep the decoder busy without end. Restart the server; the images that do it fail"
                            + " with \"was given up\"");
                }
                lock.wait(LOOK);
            }
            running++;
        }
    }

    /** How many calls go on after their time. */
    int stuck() {
        synchronized (lock) {
            return stuck;
        }
    }

    private final class Running<T> {
        private final FutureTask<T> result;
        private final Deadline.Worker thread;
        private boolean begun;
        private boolean ended;

        Running(Call<T> call) {
            result = new FutureTask<>(call::run);
            thread = new Deadline.Worker(this::run, what);
        }

        void start() throws IOException {
            begun = true;
            try {
                thread.start();
            } catch (OutOfMemoryError e) {
                end();
                throw new IOException(what + " is not possible: the system has no thread to give", e);
            }
        }

        private void run() {
            try {
                result.run();
            } finally {
                end();
            }
        }

        private void end() {
            synchronized (lock) {
                ended = true;
                running--;
                if (thread.isTimeOver()) {
                    stuck--;
                }
                lock.notifyAll();
            }
        }

        void giveUp() {
            synchronized (lock) {
                if (begun && !ended && !thread.isTimeOver()) {
                    thread.timeIsOver();
                    stuck++;
                    lastGivenUp = System.nanoTime();
                }
            }
        }

        T await(Duration allowed) throws IOException, InterruptedException {
            long from = System.nanoTime();
            while (true) {
                try {
                    return result.get(LOOK, TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    long waited = System.nanoTime() - from;
                    // -1 where the platform does not count it.
                    long used = THREADS.getThreadCpuTime(thread.getId());
                    if (Math.max(used, waited / CROWDED) > allowed.toNanos()) {
                        giveUp();
                        throw new DicomFormatException(
                                what + " was given up: a frame takes more than " + allowed.toMillis() + " ms", e);
                    }
                } catch (ExecutionException e) {
                    throw e.getCause() instanceof IOException known
                            ? known
                            : new DicomFormatException(what + " failed", e);
                }
            }
        }
    }
}
