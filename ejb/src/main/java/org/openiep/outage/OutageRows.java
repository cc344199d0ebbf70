package org.openiep.outage;

import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.openiep.database.Sql;

/** The table of nodes that cannot be reached. */
final class OutageRows {
    /** Did the job's last attempt fail because of our own store? */
    private static final String FOR_WANT_OF_STORE = """
            exists (select 1 from attempt last where last.job_id = j.id and last.number = j.run
                and last.failure in ('OWN_SPACE', 'OWN_STORE', 'OWN_BACKLOG'))
            """;

    private final Sql sql;

    OutageRows(Sql sql) {
        this.sql = sql;
    }

    /** A node that is to be probed now; {@code probes} were in vain. */
    record Due(long nodeId, int probes) {}

    /** A job that has waited for its node for as long as a job may. */
    record Tired(long jobId, long transactionId, String step, String node) {}

    /** Harmless when it has begun already. Answers whether it is new. */
    boolean begin(long nodeId, String cause, Instant now, Duration firstProbe) {
        return sql.update("""
                        insert into node_outage (node_id, since, cause, next_probe) values (?, ?, ?, ?)
                        on conflict do nothing
                        """, nodeId, now, cause, now.plus(firstProbe)) > 0;
    }

    /** Since when those of these nodes are away that are. */
    Map<Long, Instant> since(Collection<Long> nodes) {
        return sql
                .list(
                        "select node_id, since from node_outage where node_id = any (?::bigint[])",
                        row -> Map.entry(row.getLong(1), row.getTimestamp(2).toInstant()),
                        nodes)
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /** Takes the nodes whose probe is due; another server does not take them before {@code next}. */
    List<Due> takeDue(Instant now, Instant next) {
        return sql.list("""
                update node_outage set probes = probes + 1, next_probe = ?
                where node_id in (select node_id from node_outage where next_probe <= ? for update skip locked)
                returning node_id, probes
                """, row -> new Due(row.getLong(1), row.getInt(2)), next, now);
    }

    void probeAt(long nodeId, Instant next) {
        sql.update("update node_outage set next_probe = ? where node_id = ?", next, nodeId);
    }

    /** The node answers again: its waiting jobs may start at once. Answers whether it was away. */
    boolean end(long nodeId, Instant now) {
        boolean away = sql.update("delete from node_outage where node_id = ?", nodeId) > 0;
        if (away) {
            sql.update(
                    "update job set not_before = ? where node_id = ? and state = 'RETRY' and not_before > ?",
                    now,
                    nodeId,
                    now);
        }
        return away;
    }

    /** Transactions that failed because a node was away which answers again; blue light first. */
    List<Long> resumable() {
        return sql.list("""
                select j.transaction_id from job j
                where j.resumes and j.state = 'FAILED' and not (%s)
                  and not exists (select 1 from node_outage o where o.node_id = j.node_id)
                order by j.priority, j.queued_at, j.id
                """.formatted(FOR_WANT_OF_STORE), row -> row.getLong(1));
    }

    /** Transactions that failed because our own store could not take them and does now; blue light first. */
    List<Long> resumableWithStore() {
        return sql.list("""
                select j.transaction_id from job j where j.resumes and j.state = 'FAILED' and %s
                  and not exists (select 1 from store_trouble where ended is null and well_since is null)
                order by j.priority, j.queued_at, j.id
                """.formatted(FOR_WANT_OF_STORE), row -> row.getLong(1));
    }

    /** Jobs that could have started that long ago, were their node not away. */
    List<Tired> tired(Instant since) {
        return sql.list(
                """
                select j.id, j.transaction_id, j.step, n.name from job j
                join node_outage o on o.node_id = j.node_id join node n on n.id = j.node_id
                where j.state in ('QUEUED', 'RETRY') and greatest(o.since, j.queued_at) <= ?
                order by j.transaction_id
                """, row -> new Tired(row.getLong(1), row.getLong(2), row.getString(3), row.getString(4)), since);
    }

    /** It is shown as failed, and goes on when its node answers. */
    void giveUp(long jobId) {
        sql.update(
                "update job set state = 'FAILED', resumes = true where id = ? and state in ('QUEUED', 'RETRY')", jobId);
    }

    /** It will not be resumed by itself any more. */
    void forget(long transactionId) {
        sql.update("update job set resumes = false where transaction_id = ?", transactionId);
    }
}
