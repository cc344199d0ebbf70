package org.openiep.queue;

import java.time.Instant;
import org.openiep.database.Sql;

/** The table of how fast nodes have been. */
final class RateRows {
    private final Sql sql;

    RateRows(Sql sql) {
        this.sql = sql;
    }

    /** A job went well: its speed moves the node's average by three tenths. */
    void measured(Job job, int images, Instant now) {
        sql.update("""
                insert into node_rate (node_id, step, images_per_second, bytes_per_second, transfers, measured)
                select node_id, step, ? / seconds, bytes_done * ? / greatest(images_total, ?, 1) / seconds, 1, ?
                from (select *, greatest(extract(epoch from ?::timestamptz - claimed), 0.05) as seconds
                      from job where id = ? and claimed is not null) timed
                where seconds < 86400
                on conflict (node_id, step) do update set
                    images_per_second = node_rate.images_per_second * 0.7 + excluded.images_per_second * 0.3,
                    bytes_per_second = node_rate.bytes_per_second * 0.7 + excluded.bytes_per_second * 0.3,
                    transfers = node_rate.transfers + 1, measured = excluded.measured
                """, (double) images, (double) images, images, now, now, job.id());
    }
}
