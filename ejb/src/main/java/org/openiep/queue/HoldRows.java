package org.openiep.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.openiep.database.Sql;

/** The table of lanes, single workers and nodes that start nothing. */
public final class HoldRows {
    private final Sql sql;

    /** The table, by way of that connection. */
    public HoldRows(Sql sql) {
        this.sql = sql;
    }

    /** All of them, the oldest first. */
    public List<Hold> list() {
        return sql.list(
                "select id, lane, worker_number, node_id, mode, reason, held_by, since from hold order by since, id",
                HoldRows::hold);
    }

    boolean holdLane(Lane lane, Hold.Mode mode, String reason, String by, Instant now) {
        return sql.update("""
                insert into hold (lane, mode, reason, held_by, since) values (?, ?, ?, ?, ?)
                on conflict (lane) where lane is not null and worker_number is null do update
                    set mode = excluded.mode, reason = excluded.reason, held_by = excluded.held_by
                """, lane, mode, reason, by, now) > 0;
    }

    boolean holdWorker(Lane lane, int number, Hold.Mode mode, String reason, String by, Instant now) {
        return sql.update("""
                insert into hold (lane, worker_number, mode, reason, held_by, since) values (?, ?, ?, ?, ?, ?)
                on conflict (lane, worker_number) where worker_number is not null do update
                    set mode = excluded.mode, reason = excluded.reason, held_by = excluded.held_by
                """, lane, number, mode, reason, by, now) > 0;
    }

    boolean holdNode(long nodeId, Hold.Mode mode, String reason, String by, Instant now) {
        return sql.update("""
                insert into hold (node_id, mode, reason, held_by, since) values (?, ?, ?, ?, ?)
                on conflict (node_id) where node_id is not null do update
                    set mode = excluded.mode, reason = excluded.reason, held_by = excluded.held_by
                """, nodeId, mode, reason, by, now) > 0;
    }

    boolean releaseLane(Lane lane) {
        return sql.update("delete from hold where lane = ? and worker_number is null", lane) > 0;
    }

    boolean releaseWorker(Lane lane, int number) {
        return sql.update("delete from hold where lane = ? and worker_number = ?", lane, number) > 0;
    }

    boolean releaseNode(long nodeId) {
        return sql.update("delete from hold where node_id = ?", nodeId) > 0;
    }

    private static Hold hold(ResultSet row) throws SQLException {
        String lane = row.getString("lane");
        long node = row.getLong("node_id");
        Long nodeId = row.wasNull() ? null : Long.valueOf(node);
        Instant since = Sql.instant(row, "since");
        return new Hold(
                row.getLong("id"),
                lane == null ? null : Lane.valueOf(lane),
                row.getObject("worker_number", Integer.class),
                nodeId,
                Hold.Mode.valueOf(row.getString("mode")),
                row.getString("reason"),
                row.getString("held_by"),
                since == null ? Instant.EPOCH : since);
    }
}
