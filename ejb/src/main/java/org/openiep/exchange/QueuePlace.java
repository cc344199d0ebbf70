package org.openiep.exchange;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the present step of a transaction stands, and when it is expected to start and to finish from what its node has
 * done lately (requirements G4, H5).
 *
 * @param step being collected from the source, or delivered to the destination
 * @param running is it moving now?
 * @param position from 1 among those that wait in its lane; 0 while it runs
 * @param starts when it began, or is expected to; null when that depends on somebody
 * @param finishes when it is expected to be done; null when that depends on somebody
 * @param waitsFor why it does not simply wait its turn: a sentence, such as that its node is away; else empty
 */
public record QueuePlace(
        Step step,
        boolean running,
        int position,
        @Nullable Instant starts,
        @Nullable Instant finishes,
        String waitsFor) {}
