package org.openiep.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.openiep.dicom.dimse.MoveOriginator;

/**
 * Sends a study over several associations at once. Opening and releasing the associations is not timed.
 */
final class Push {
    /** Begins when all associations stand, ends with the last answer; on the scale of {@link System#nanoTime}. */
    record Times(long began, long ended) {
        double seconds() {
            return (ended - began) / 1e9;
        }
    }

    private final Target target;
    private final int associations;
    private final int window;

    /** Sends the next object when the one before has been answered. */
    Push(Target target, int associations) {
        this(target, associations, 1);
    }

    /** @param window objects that each association sends before it waits for an answer, where the receiver agrees */
    Push(Target target, int associations, int window) {
        this.target = target;
        this.associations = associations;
        this.window = window;
    }

    /**
     * Sends, and returns when every object has been answered.
     *
     * @throws IOException also when an object was not taken: then the figures would mean nothing
     */
    Times send(Study study, Optional<MoveOriginator> originator) throws IOException {
        Queue<ByteBuffer> waiting = new ConcurrentLinkedQueue<>(StoreMessages.beginnings(study, originator));
        CyclicBarrier allStand = new CyclicBarrier(associations);
        ExecutorService threads = Executors.newFixedThreadPool(associations);
        try {
            List<Future<Times>> parts = new ArrayList<>();
            for (int i = 0; i < associations; i++) {
                Callable<Times> part = () -> part(study.shape(), waiting, allStand);
                parts.add(threads.submit(part));
            }
            long began = Long.MAX_VALUE;
            long ended = Long.MIN_VALUE;
            for (Future<Times> part : parts) {
                Times times = part.get();
                began = Math.min(began, times.began());
                ended = Math.max(ended, times.ended());
            }
            return new Times(began, ended);
        } catch (ExecutionException e) {
            throw new IOException("Sending to port " + target.port() + " failed: " + e.getCause(), e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted.", e);
        } finally {
            threads.shutdownNow();
        }
    }

    private static void mustBeSuccess(int status) throws IOException {
        if (status != 0) {
            throw new IOException(String.format("An object was answered with status %04XH.", status));
        }
    }

    private Times part(ObjectShape shape, Queue<ByteBuffer> waiting, CyclicBarrier allStand) throws Exception {
        try (SendersAssociation association = SendersAssociation.open(target, shape.sopClassUid(), window)) {
            List<ByteBuffer> pixels = StoreMessages.pixels(shape, association.maxPdu());
            allStand.await();
            long began = System.nanoTime();
            int open = 0;
            for (ByteBuffer next = waiting.poll(); next != null; next = waiting.poll()) {
                if (open == association.window()) {
                    mustBeSuccess(association.status());
                    open--;
                }
                association.send(next, pixels);
                open++;
            }
            for (; open > 0; open--) {
                mustBeSuccess(association.status());
            }
            long ended = System.nanoTime();
            association.release();
            return new Times(began, ended);
        }
    }
}
