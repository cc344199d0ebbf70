package org.openiep.transfer;

import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openiep.arrival.RoutedImages;
import org.openiep.arrival.Routing;
import org.openiep.exchange.Counts;
import org.openiep.exchange.DirectRouting.Place;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Progress;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransferOrder;
import org.openiep.queue.Job;
import org.openiep.queue.JobRun;
import org.openiep.queue.Pace;
import org.openiep.queue.Run;
import org.openiep.queue.Stopped;
import org.openiep.queue.Workers;

/** A routed study on its way while it arrives: there is no job yet whose state it could change. */
final class RoutedRun implements Run {
    /** Counting takes longer than writing, and is for the eye alone. */
    private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Job job;
    private final TransferOrder order;
    private final Place place;
    private final Routing routing;
    private final Progress progress;
    private final Pace pace;
    private final Workers workers;
    private long lastTold = System.nanoTime();
    private volatile boolean lost;

    RoutedRun(
            RoutedImages images, TransferOrder order, Routing routing, Progress progress, Pace pace, Workers workers) {
        // No job has an id below zero.
        this.job = new Job(
                -images.routedId(),
                order.transactionId(),
                Step.DELIVER,
                order.priority(),
                order.toInstitution(),
                order.destination().id(),
                0,
                0,
                0);
        this.order = order;
        this.place = images.place();
        this.routing = routing;
        this.progress = progress;
        this.pace = pace;
        this.workers = workers;
    }

    /** It is another's from now on, or there is nothing more to send. */
    void lose() {
        lost = true;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public TransferOrder order() {
        return order;
    }

    @Override
    public void started() {
        // The transaction is Uploading until its end is found.
    }

    /** The rows are counted anew: images are recorded at the same time. */
    @Override
    public synchronized void counts(Map<Long, Counts> byStudyEntry, int moved, long bytes, @Nullable Double rate) {
        if (System.nanoTime() - lastTold > TELL_EVERY_NANOS) {
            routing.tell(place);
            lastTold = System.nanoTime();
        }
    }

    @Override
    public void nodeAnswered() {
        // The delivery that follows tells.
    }

    @Override
    public void note(String title, String text) {
        progress.note(order.transactionId(), Kind.NOTE, title, text);
    }

    @Override
    public void goOn() {
        boolean urgent = job.priority() == Priority.BLUE_LIGHT;
        if (lost || workers.stopping() || (!urgent && pace.blueLightMoves())) {
            throw new Stopped();
        }
    }

    @Override
    public <T> T patiently(Supplier<T> call) {
        return JobRun.waitingOut(call, this::goOn);
    }
}
