package org.openiep.connector.inbound;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;

/** A file's last way to the disk, on another thread or on that which waits for it, whichever comes to it first. */
final class Forcing {
    private final FutureTask<Boolean> work;

    /** @param file all of it has come */
    Forcing(IncomingFile file, boolean sync) {
        Callable<Boolean> keep = () -> {
            file.keep(sync);
            return true;
        };
        work = new FutureTask<>(keep);
    }

    /** Another thread is to do it. */
    void begin(Executor executor) {
        try {
            executor.execute(work);
        } catch (RejectedExecutionException e) {
            // Then whoever waits for it does it.
        }
    }

    boolean isOver() {
        return work.isDone();
    }

    /**
     * Does it, unless somebody else does; returns when it is done.
     *
     * @throws IOException when the file is not on the disk
     */
    void await() throws IOException {
        work.run();
        try {
            work.get();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a file was forced to disk.");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException cause ? cause : new IOException(e.getCause());
        }
    }
}
