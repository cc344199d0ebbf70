package org.openiep.queue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.Counts;
import org.openiep.exchange.TransferOrder;

/** A claimed job at work, as those see it who collect and deliver. */
public interface Run {
    Job job();

    TransferOrder order();

    /** The first image is asked for, or offered. Harmless when it was said before. */
    void started();

    /**
     * How far it is.
     *
     * @param moved images in this attempt
     * @param bytes held, or delivered, so far
     * @param rate images a second; null while not known
     */
    void counts(Map<Long, Counts> byStudyEntry, int moved, long bytes, @Nullable Double rate);

    /** The node answered. */
    void nodeAnswered();

    /** A line in the transaction's timeline. */
    void note(String title, String text);

    /**
     * Asked between two images.
     *
     * @throws Stopped when the server is going down
     * @throws JobTaken when the job is no longer ours
     */
    void goOn();

    /**
     * Waits before another look.
     *
     * @throws Stopped when the thread is interrupted
     */
    static void pause(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Stopped();
        }
    }

    /** Calls the database, and calls again for as long as it is away: its restart must not cost a transfer. */
    <T> T patiently(Supplier<T> call);

    /** The same for a call that answers nothing. */
    default void patientlyDo(Runnable call) {
        patiently(() -> {
            call.run();
            return true;
        });
    }
}
