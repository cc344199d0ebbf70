package org.openiep.connector.inbound;

import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Forces a large file to disk piece by piece while more of it comes, so that little is left to wait for when all has come.
 * Small files never get as far. It is only a beginning: who needs the file to outlast a loss of power forces it again at
 * the end.
 */
final class EarlyForce {
    /** Bytes that come between two forces, at least. */
    static final int EVERY = 16 * 1024 * 1024;

    /** Forces what has been written. */
    @FunctionalInterface
    interface Force {
        void force() throws IOException;
    }

    private final Force force;
    private final Executor executor;
    private long unforced;
    private volatile boolean busy;
    private boolean over;
    private @Nullable IOException failure;

    EarlyForce(Force force, Executor executor) {
        this.force = force;
        this.executor = executor;
    }

    /** So many more bytes have been written. */
    void written(int bytes) {
        unforced += bytes;
        if (unforced < EVERY || busy) {
            return;
        }
        unforced = 0;
        busy = true;
        try {
            executor.execute(this::run);
        } catch (RejectedExecutionException e) {
            // Then all of it is forced at the end.
            busy = false;
        }
    }

    private synchronized void run() {
        try {
            if (!over) {
                force.force();
            }
        } catch (IOException e) {
            failure = e;
        } finally {
            busy = false;
        }
    }

    /** Waits for a force that runs; none begins after that. */
    synchronized void stop() {
        over = true;
    }

    /**
     * The same, where the file is to be kept.
     *
     * @throws IOException what an early force met: the operating system tells each failure once only, so that the last
     *     force would succeed
     */
    synchronized void end() throws IOException {
        stop();
        if (failure != null) {
            throw failure;
        }
    }
}
