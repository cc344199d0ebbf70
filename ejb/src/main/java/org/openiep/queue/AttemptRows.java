package org.openiep.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransactionDetails.Attempt;

/** The table of attempts: one row for each claim of a job. */
final class AttemptRows {
    private final Sql sql;

    AttemptRows(Sql sql) {
        this.sql = sql;
    }

    void begin(Job job, Instant now) {
        sql.update("""
                insert into attempt (job_id, number, transaction_id, step, node_id, began) values (?, ?, ?, ?, ?, ?)
                """, job.id(), job.run(), job.transactionId(), job.step(), job.nodeId(), now);
    }

    void progress(Job job, int images) {
        sql.update("update attempt set images = ? where job_id = ? and number = ?", images, job.id(), job.run());
    }

    /** Images that the present attempt has moved so far. */
    int images(Job job) {
        return sql
                .list(
                        "select images from attempt where job_id = ? and number = ?",
                        row -> row.getInt(1),
                        job.id(),
                        job.run())
                .stream()
                .findFirst()
                .orElse(0);
    }

    /** Images for the present attempt that were refused, since too many waited. */
    int turnedAway(Job job) {
        return sql
                .list(
                        "select turned_away from attempt where job_id = ? and number = ?",
                        row -> row.getInt(1),
                        job.id(),
                        job.run())
                .stream()
                .findFirst()
                .orElse(0);
    }

    void wentWell(Job job, Instant now) {
        sql.update(
                "update attempt set ended = ? where job_id = ? and number = ? and ended is null",
                now,
                job.id(),
                job.run());
    }

    void failed(long jobId, int number, Instant now, Diagnosis diagnosis) {
        sql.update(
                """
                update attempt set ended = ?, failure = ?, meaning = ?, advice = ?, technical = ?, instances = ?
                where job_id = ? and number = ? and ended is null
                """,
                now,
                diagnosis.failure(),
                diagnosis.meaning(),
                diagnosis.adviceForTransaction(),
                diagnosis.technical(),
                diagnosis.instances(),
                jobId,
                number);
    }

    List<Attempt> of(long transactionId) {
        return sql.list("""
                select a.number, a.step, a.began, a.ended, a.images, a.failure, a.meaning, a.advice, a.technical,
                    n.name as node, a.instances
                from attempt a join node n on n.id = a.node_id
                where a.transaction_id = ? order by a.began, a.job_id, a.number
                """, AttemptRows::attempt, transactionId);
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        Instant began = Sql.instant(row, "began");
        return new Attempt(
                row.getInt("number"),
                Step.valueOf(row.getString("step")) == Step.COLLECT ? "Collect" : "Deliver",
                began == null ? Instant.EPOCH : began,
                Sql.instant(row, "ended"),
                row.getInt("images"),
                row.getString("failure"),
                row.getString("meaning"),
                row.getString("advice"),
                row.getString("technical"),
                row.getString("node"),
                List.of((String[]) row.getArray("instances").getArray()));
    }
}
