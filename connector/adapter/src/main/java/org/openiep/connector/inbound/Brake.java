package org.openiep.connector.inbound;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;

/** Holds back the answers on one association for as long as the application wants its sender to go slower. */
final class Brake {
    /** While nothing is to be held back, the application is asked no more often than this. */
    private static final long ASK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** While an answer is held back, the application is asked so often whether it still wants that. */
    private static final long ASK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final DicomListener application;
    private final Party party;
    private boolean on;
    private long asked = System.nanoTime() - ASK_EVERY_NANOS;

    /** When the object before this was over, with the rest after it. */
    private long earlierOver = asked;

    Brake(DicomListener application, Party party) {
        this.application = application;
        this.party = party;
    }

    /**
     * An object of that study has been kept.
     *
     * @param began when it began to come, as {@link System#nanoTime}; if others were under way then, only what it took
     *     beyond them counts
     */
    void apply(String studyInstanceUid, long began) {
        long kept = System.nanoTime();
        Duration took = Duration.ofNanos(kept - (began - earlierOver > 0 ? began : earlierOver));
        if (on || kept - asked >= ASK_EVERY_NANOS) {
            asked = kept;
            rest(studyInstanceUid, kept, took);
        }
        earlierOver = System.nanoTime();
    }

    private void rest(String studyInstanceUid, long kept, Duration took) {
        long left = Math.min(wanted(studyInstanceUid, took), LONGEST_NANOS);
        on = left > 0;
        while (left > 0) {
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, ASK_AGAIN_NANOS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
            long rested = System.nanoTime() - kept;
            left = Math.min(wanted(studyInstanceUid, took), LONGEST_NANOS) - rested;
        }
    }

    private long wanted(String studyInstanceUid, Duration took) {
        return application.rest(party, studyInstanceUid, took).toNanos();
    }
}
