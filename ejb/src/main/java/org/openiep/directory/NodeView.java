package org.openiep.directory;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A node with its id and health.
 *
 * @param lastAnswered when it last answered us; null for never
 * @param lastProblem what went wrong the last time; empty when that was well
 */
public record NodeView(
        long id,
        NodeForm form,
        String institutionName,
        @Nullable Instant lastAnswered,
        String lastProblem,
        String changedBy,
        Instant changed) {}
