package org.openiep.outage;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openiep.diagnosis.FailureClass;

/**
 * A spell in which the exchange could not take images: its store was full or could not be written, or its database could
 * not keep up.
 *
 * @param kind which of these
 * @param since when it was noticed
 * @param wellSince the store takes images again since then; null while it does not. One minute later the spell is over
 * @param ended when it took images again for good; null while the spell lasts
 * @param cause one short sentence
 * @param meaning what it means, in plain words
 * @param advice what to do
 * @param technical what the file system said, or how many images wait
 * @param refused images that nodes sent on their own and that were refused, of all institutions
 * @param senders whose images these were, as far as the caller may see the nodes; who was refused last comes first
 */
public record StoreTrouble(
        Kind kind,
        Instant since,
        @Nullable Instant wellSince,
        @Nullable Instant ended,
        String cause,
        String meaning,
        String advice,
        String technical,
        int refused,
        List<Sender> senders) {
    public StoreTrouble {
        senders = List.copyOf(senders);
    }

    /** What the exchange could not take images for. */
    public enum Kind {
        /** The store was full. */
        SPACE,
        /** The store could not be written. */
        STORE,
        /** Too many images waited to be catalogued in the database. */
        BACKLOG;

        static Kind of(FailureClass failure) {
            return switch (failure) {
                case OWN_SPACE -> SPACE;
                case OWN_BACKLOG -> BACKLOG;
                default -> STORE;
            };
        }
    }

    /**
     * A node whose images were refused.
     *
     * @param node its name
     * @param studies that the images belong to, where that is known
     * @param images each counted once, however often it was offered
     * @param missing of these, images that have not come since
     */
    public record Sender(
            String node,
            String aeTitle,
            String institution,
            int studies,
            int images,
            int missing,
            Instant first,
            Instant last) {}
}
