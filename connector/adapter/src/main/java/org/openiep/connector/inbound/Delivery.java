package org.openiep.connector.inbound;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.ReceivedObject;

/**
 * Hands complete objects to the application in batches, whichever association they came on. A batch that the
 * application does not take is tried again later, and object by object when that keeps failing, so that one bad object
 * does not hold up the others.
 */
final class Delivery implements Runnable, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Delivery.class.getName());
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    private static final Duration FAREWELL = Duration.ofSeconds(20);
    private static final int FAILURES_BEFORE_SPLIT = 3;
    private static final long LEFT_OVER_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);

    /**
     * Objects that are delivered together.
     *
     * @param due on the scale of {@link System#nanoTime}
     */
    private record Batch(List<Arrived> objects, int failures, long due) {}

    private final DicomListener application;
    private final int batchSize;
    private final Duration batchWait;
    private final Semaphore room;
    private final int capacity;
    private final Supplier<List<Path>> leftOver;
    private final BlockingQueue<Optional<Arrived>> arrived = new LinkedBlockingQueue<>();

    /** Has a permit when those that wait for company need not wait longer. */
    private final Semaphore enough = new Semaphore(0);

    private final PriorityQueue<Batch> again = new PriorityQueue<>(Comparator.comparingLong(Batch::due));
    private long lookForLeftOver = System.nanoTime();
    private final AtomicBoolean closed = new AtomicBoolean();
    private final CountDownLatch ended = new CountDownLatch(1);

    /**
     * Prepares; {@link #run} delivers.
     *
     * @param capacity objects that may wait
     * @param leftOver finds folders of earlier runs and of other servers; asked at first, and from time to time
     */
    Delivery(
            DicomListener application, int capacity, int batchSize, Duration batchWait, Supplier<List<Path>> leftOver) {
        this.application = application;
        this.capacity = capacity;
        this.batchSize = batchSize;
        this.batchWait = batchWait;
        this.room = new Semaphore(capacity);
        this.leftOver = leftOver;
    }

    /** Takes room for an object that is about to be received; waits for it a little. */
    boolean reserve(Duration patience) {
        try {
            return room.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Gives room back for an object that did not come. */
    void giveUp() {
        room.release();
    }

    /** An object for which room was taken is complete. */
    void add(Arrived object) {
        arrived.add(Optional.of(object));
        // Not for each object: the thread that delivers would take the processor from those that receive.
        if (arrived.size() >= batchSize - 1) {
            enough.release();
        }
    }

    /** Nothing more is likely to come at present: what waits for company need not wait longer. */
    void hurry() {
        enough.release();
    }

    /** Is there no room for another object? */
    boolean isFull() {
        return room.availablePermits() == 0;
    }

    /** Objects that may wait. */
    int capacity() {
        return capacity;
    }

    /** Objects that have been received or are being received, and not been taken. */
    int waiting() {
        return capacity - room.availablePermits();
    }

    @Override
    public void run() {
        try {
            while (!closed.get()) {
                deliverNext();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            ended.countDown();
        }
    }

    private void deliverNext() throws InterruptedException {
        deliverLeftOver();
        Batch due = again.peek();
        if (due != null && due.due() - System.nanoTime() <= 0) {
            deliver(again.remove());
        }
        List<Arrived> batch = collect();
        if (!batch.isEmpty()) {
            deliver(new Batch(batch, 0, 0));
        }
    }

    private void deliverLeftOver() throws InterruptedException {
        if (lookForLeftOver - System.nanoTime() <= 0) {
            for (Path folder : leftOver.get()) {
                deliverLeftOver(IncomingFolder.arrivedIn(folder));
            }
            lookForLeftOver = System.nanoTime() + LEFT_OVER_EVERY_NANOS;
        }
    }

    private void deliverLeftOver(List<Arrived> objects) throws InterruptedException {
        for (int from = 0; from < objects.size() && !closed.get(); from += batchSize) {
            List<Arrived> part = objects.subList(from, Math.min(objects.size(), from + batchSize));
            deliver(new Batch(List.copyOf(part), 0, 0));
        }
    }

    /** Waits for a first object, and then a little for others; none when none came in time, or the end has come. */
    private List<Arrived> collect() throws InterruptedException {
        Batch next = again.peek();
        long due = next == null ? lookForLeftOver : Math.min(next.due(), lookForLeftOver);
        Optional<Arrived> first = arrived.poll(Math.max(0, due - System.nanoTime()), TimeUnit.NANOSECONDS);
        if (first == null || first.isEmpty()) {
            return List.of();
        }
        if (arrived.size() < batchSize - 1 && enough.tryAcquire(batchWait.toNanos(), TimeUnit.NANOSECONDS)) {
            enough.drainPermits();
        }
        List<Optional<Arrived>> batch = new ArrayList<>(List.of(first));
        arrived.drainTo(batch, batchSize - 1);
        return batch.stream().flatMap(Optional::stream).toList();
    }

    private void deliver(Batch batch) {
        List<ReceivedObject> objects =
                batch.objects().stream().map(Arrived::object).toList();
        try {
            application.received(objects);
        } catch (RuntimeException | Error e) {
            // An error such as a full heap passes too; without this thread nothing would ever be delivered again.
            postpone(batch, e);
            return;
        }
        for (Arrived object : batch.objects()) {
            remove(object.object().file());
            object.folder().leave();
            if (!object.leftOver()) {
                room.release();
            }
        }
    }

    /** The application has it for good. A file that stays is only offered once more after the next start. */
    private static void remove(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The file " + file + " could not be removed.", e);
        }
    }

    private void postpone(Batch batch, Throwable cause) {
        int failures = batch.failures() + 1;
        long pause = Math.min(LONGEST_PAUSE.toNanos(), FIRST_PAUSE.toNanos() << Math.min(failures - 1, 20));
        // The message may quote the object; its class and the container's own log say enough.
        LOG.log(
                System.Logger.Level.WARNING,
                "The application did not take {0} objects, for the {1}. time ({2}); they are offered again in {3} ms.",
                batch.objects().size(),
                failures,
                cause.getClass().getName(),
                TimeUnit.NANOSECONDS.toMillis(pause));
        long due = System.nanoTime() + pause;
        if (failures < FAILURES_BEFORE_SPLIT || batch.objects().size() == 1) {
            again.add(new Batch(batch.objects(), failures, due));
        } else {
            batch.objects().forEach(object -> again.add(new Batch(List.of(object), failures, due)));
        }
    }

    /** Ends after the batch that is being delivered; what waits is delivered at the next start. */
    @Override
    public void close() {
        closed.set(true);
        arrived.add(Optional.empty());
        enough.release();
        try {
            if (!ended.await(FAREWELL.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(System.Logger.Level.WARNING, "The application is still busy with a batch.");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
