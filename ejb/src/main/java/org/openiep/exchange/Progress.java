package org.openiep.exchange;

import jakarta.ejb.Stateless;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.TransactionDetails.Event;

/** What the jobs of a transaction tell it. Called without a staff caller, inside the job's transaction. */
@Stateless
public class Progress {
    /** What a job needs to know. */
    public TransferOrder order(long transactionId) {
        throw new UnsupportedOperationException();
    }

    /**
     * The first image has been asked for or offered: ACCEPTED to UPLOADING, DOWNLOAD_REQUESTED to DOWNLOADING. Harmless
     * when it is there already.
     */
    public void started(long transactionId, Step step) {
        throw new UnsupportedOperationException();
    }

    /**
     * Counts of some or all studies, by study entry id. Cheap: no event in the timeline, no audit, no version.
     *
     * @param rate images a second of the running step; null when none runs
     */
    public void recordCounts(long transactionId, Map<Long, Counts> byStudyEntry, @Nullable Double rate) {
        throw new UnsupportedOperationException();
    }

    /** Every expected image is held and synced; goes on to DOWNLOAD_REQUESTED where the receiver's policy says so. */
    public void onIep(long transactionId) {
        throw new UnsupportedOperationException();
    }

    /** Every image is confirmed by the destination. */
    public void delivered(long transactionId) {
        throw new UnsupportedOperationException();
    }

    /**
     * No more attempts by itself.
     *
     * @param cause one short sentence for the list
     * @param meaning what happened, in plain words
     * @param advice what to do next
     */
    public void failed(long transactionId, Step step, String cause, String meaning, String advice) {
        throw new UnsupportedOperationException();
    }

    /** A line in the timeline without a move. */
    public void note(long transactionId, Event.Kind kind, String title, String text) {
        throw new UnsupportedOperationException();
    }
}
