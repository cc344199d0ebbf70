package org.openiep.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.queue.Lane;

/** What waits and runs, as people look at it. */
final class QueueRows {
    /** Nobody reads further; beyond it a forecast means nothing. */
    static final int MOST = 2000;

    private static final String ENTRIES = """
            select j.id, j.transaction_id, t.reference, j.step, j.priority, j.state, j.institution_id, j.node_id,
                n.name as node, n.associations, j.queued_at, j.not_before, j.claimed, coalesce(j.worker_number, 0) as worker,
                greatest(j.images_total, t.expected) as total,
                case j.step when 'COLLECT' then t.held else t.delivered end as done,
                r.images_per_second as usual, t.rate, o.since as away,
                exists (select 1 from hold h where h.node_id = j.node_id) as node_held,
                j.priority > 0 and exists (
                    select 1 from hold h where h.lane = j.lane and h.worker_number is null) as lane_held,
                t.from_institution_id, t.to_institution_id, f.name as from_name, u.name as to_name,
                t.last_name, t.first_name
            from job j join transaction t on t.id = j.transaction_id join node n on n.id = j.node_id
            join institution f on f.id = t.from_institution_id join institution u on u.id = t.to_institution_id
            left join node_rate r on r.node_id = j.node_id and r.step = j.step
            left join node_outage o on o.node_id = j.node_id
            where j.lane = ? and j.state in ('QUEUED', 'RETRY', 'RUNNING')
            order by case j.state when 'RUNNING' then 0 else 1 end, j.priority, j.queued_at, j.id
            limit ?
            """;

    private final Sql sql;

    QueueRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * A job in the queue or at work.
     *
     * @param worker number of the worker that has it, or had it last; 0 when none ever had
     * @param usual images a second that its node does in this direction; null while none is known
     * @param rate images a second of the running job; null when it does not run or has just begun
     * @param away since when its node cannot be reached; null when it can
     */
    record Entry(
            long jobId,
            long transactionId,
            String reference,
            Step step,
            Priority priority,
            boolean running,
            long institutionId,
            long nodeId,
            String node,
            int associations,
            Instant queued,
            Instant notBefore,
            Instant claimed,
            int worker,
            int total,
            int done,
            @Nullable Double usual,
            @Nullable Double rate,
            @Nullable Instant away,
            boolean held,
            long fromInstitution,
            long toInstitution,
            String from,
            String to,
            String lastName,
            String firstName) {}

    /** What runs in the lane, then what waits in the order of its turn. */
    List<Entry> entries(Lane lane) {
        return sql.list(ENTRIES, QueueRows::entry, lane.queue(), MOST);
    }

    private static Entry entry(ResultSet row) throws SQLException {
        return new Entry(
                row.getLong("id"),
                row.getLong("transaction_id"),
                row.getString("reference"),
                Step.valueOf(row.getString("step")),
                Priority.ofRank(row.getInt("priority")),
                row.getString("state").equals("RUNNING"),
                row.getLong("institution_id"),
                row.getLong("node_id"),
                row.getString("node"),
                row.getInt("associations"),
                moment(row, "queued_at"),
                moment(row, "not_before"),
                moment(row, "claimed"),
                row.getInt("worker"),
                row.getInt("total"),
                row.getInt("done"),
                row.getObject("usual", Double.class),
                row.getObject("rate", Double.class),
                Sql.instant(row, "away"),
                row.getBoolean("node_held") || row.getBoolean("lane_held"),
                row.getLong("from_institution_id"),
                row.getLong("to_institution_id"),
                row.getString("from_name"),
                row.getString("to_name"),
                row.getString("last_name"),
                row.getString("first_name"));
    }

    private static Instant moment(ResultSet row, String column) throws SQLException {
        Instant moment = Sql.instant(row, column);
        return moment == null ? Instant.EPOCH : moment;
    }
}
