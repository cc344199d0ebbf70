package org.openiep.reconciliation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * One comparison of rows, files and jobs, and what it put right. Wake-ups need none: they are made anew from the rows.
 *
 * @param server that made it
 * @param ended null while it runs
 * @param files that were looked at
 * @param adopted complete files without a row: the row was written
 * @param setAside files of no transaction that is known: moved out of the store, not deleted
 * @param lost rows without a file, of studies that can be collected again: they are
 * @param damaged rows without a file, of studies that cannot; the deliveries concerned fail and say so
 * @param requeued transactions that waited for a job that was not there
 * @param cancelled jobs of transactions that were over
 * @param problem what kept it from its end; empty otherwise
 */
public record Reconciliation(
        String server,
        Instant began,
        @Nullable Instant ended,
        long files,
        int adopted,
        int setAside,
        int lost,
        int damaged,
        int requeued,
        int cancelled,
        String problem) {}
