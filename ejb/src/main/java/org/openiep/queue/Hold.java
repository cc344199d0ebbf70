package org.openiep.queue;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Something that starts no work until it is released.
 *
 * @param lane the lane whose standard work is held; null for a node
 * @param nodeId the node with which nothing starts, blue light included; null for a lane
 * @param mode what becomes of the work that runs
 * @param reason as typed; may be empty
 * @param by the person who did it
 */
public record Hold(
        long id, @Nullable Lane lane, @Nullable Long nodeId, Mode mode, String reason, String by, Instant since) {
    /** How gently. */
    public enum Mode {
        /** What runs goes back to the queue after the image that it is at. */
        PAUSE,
        /** What runs goes on to its end. */
        DRAIN
    }
}
