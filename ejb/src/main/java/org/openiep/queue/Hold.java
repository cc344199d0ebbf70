package org.openiep.queue;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Something that starts no work until it is released.
 *
 * @param lane the lane whose standard work is held, or whose worker; null for a node
 * @param worker the number of the one worker of the lane that takes nothing, on every server; null for a whole lane,
 *     and for a node
 * @param nodeId the node with which nothing starts, blue light included; null for a lane or a worker
 * @param mode what becomes of the work that runs
 * @param reason as typed; may be empty
 * @param by the person who did it
 */
public record Hold(
        long id,
        @Nullable Lane lane,
        @Nullable Integer worker,
        @Nullable Long nodeId,
        Mode mode,
        String reason,
        String by,
        Instant since) {
    /** How gently. */
    public enum Mode {
        /** What runs goes back to the queue after the image that it is at. */
        PAUSE,
        /** What runs goes on to its end. */
        DRAIN
    }

    /** Is it this whole lane? */
    public boolean ofLane(Lane whole) {
        return lane == whole && worker == null;
    }

    /** Numbers of single workers of a lane among the holds. */
    public static Set<Integer> workers(List<Hold> holds, Lane lane) {
        return holds.stream()
                .filter(hold -> hold.lane() == lane.queue())
                .map(Hold::worker)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
