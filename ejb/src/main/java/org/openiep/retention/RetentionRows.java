package org.openiep.retention;

import java.time.Instant;
import java.util.List;
import org.openiep.database.Sql;

/** Which transactions have images whose time is over. */
final class RetentionRows {
    private static final int AT_ONCE = 100;

    private static final String ON_IEP_LONG_AGO = """
            t.on_iep_at <= ?
                and t.status in ('ON_IEP', 'DOWNLOAD_REQUESTED', 'DOWNLOADING', 'DELIVERED', 'FIXED_UP', 'FAILED')
            """;

    /** It may hold some of its images, and nothing else would ever remove them. */
    private static final String FAILED_EARLY = "t.on_iep_at is null and t.status = 'FAILED' and t.changed <= ?";

    private static final String NOTHING_RUNS =
            " and not exists (select 1 from job j where j.transaction_id = t.id and j.state = 'RUNNING')";

    private static final String IMAGES_TO_GO = "images_gone_at is null and (status = 'PURGED'"
            + " or (status in ('CANCELLED', 'DECLINED') and held > 0 and changed <= ?))";

    private final Sql sql;

    RetentionRows(Sql sql) {
        this.sql = sql;
    }

    /** Some of those whose images have been on IEP since then, or whose collection failed before; the oldest first. */
    List<Long> due(Instant before) {
        return sql.list(
                "(select t.id from transaction t where " + ON_IEP_LONG_AGO + NOTHING_RUNS
                        + " order by t.on_iep_at limit " + AT_ONCE
                        + ") union all (select t.id from transaction t where "
                        + FAILED_EARLY + NOTHING_RUNS + " order by t.changed limit " + AT_ONCE + ")",
                row -> row.getLong(1),
                before,
                before);
    }

    /** Is that still so? If it is, nobody else changes the transaction before the end of this one. */
    boolean lockIfDue(long transactionId, Instant before) {
        return !sql.list(
                        "select t.id from transaction t where t.id = ? and (" + ON_IEP_LONG_AGO + " or " + FAILED_EARLY
                                + ")" + NOTHING_RUNS + " for update skip locked",
                        row -> row.getLong(1),
                        transactionId,
                        before,
                        before)
                .isEmpty();
    }

    /**
     * Some of those that are over and may have files still.
     *
     * @param endedBefore of those that were called off: images may have been on their way
     */
    List<Long> withImagesToGo(Instant endedBefore) {
        return sql.list(
                "select id from transaction where " + IMAGES_TO_GO + " order by id limit " + AT_ONCE,
                row -> row.getLong(1),
                endedBefore);
    }

    void imagesGone(long transactionId, Instant now) {
        sql.update("update transaction set images_gone_at = ? where id = ?", now, transactionId);
    }
}
