package org.openiep.retention;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.imaging.ImageStore;
import org.openiep.problem.Conflict;
import org.openiep.upload.StagedUploads;

/**
 * Purges (requirement G10). First the transaction is said to be purged, so that nobody counts on its images any more; then
 * its files go. A crash in between leaves files that the next round finds, on whichever server.
 */
@ApplicationScoped
public class Retention {
    private static final Logger LOG = Logger.getLogger(Retention.class.getName());
    private static final long EVERY_NANOS = Duration.ofSeconds(10).toNanos();

    @Inject
    Purges purges;

    @Inject
    ImageStore store;

    @Inject
    StagedUploads uploads;

    private long lookAgain = System.nanoTime();

    /** One round, where the last was long enough ago. It may take long, for files are deleted one by one. */
    public void look() {
        if (lookAgain - System.nanoTime() > 0) {
            return;
        }
        lookAgain = System.nanoTime() + EVERY_NANOS;
        purges.due().forEach(this::end);
        purges.withImagesToGo().forEach(this::removeImages);
        uploads.sweep();
    }

    private void end(long transactionId) {
        try {
            if (purges.end(transactionId)) {
                LOG.log(
                        Level.INFO,
                        "Transaction {0} is purged: its images have been kept for long enough.",
                        transactionId);
            }
        } catch (Conflict e) {
            LOG.log(Level.FINE, "A transaction has moved on meanwhile.", e);
        }
    }

    private void removeImages(long transactionId) {
        try {
            store.purge(transactionId);
            purges.imagesGone(transactionId);
        } catch (IOException e) {
            LOG.log(
                    Level.WARNING,
                    "The images of transaction " + transactionId + " cannot be deleted; it is tried again.",
                    e);
        }
    }
}
