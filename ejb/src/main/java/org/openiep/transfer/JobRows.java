package org.openiep.transfer;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;

/** The table of jobs. */
final class JobRows {
    private static final String COLUMNS = "id, transaction_id, step, priority, institution_id, node_id, run, failures";

    private static final String CLAIM = """
            with share as (
                select institution_id, count(*) as everything, count(*) filter (where priority > 0) as standard
                from job where state = 'RUNNING' and lane = ? group by institution_id)
            update job set state = 'RUNNING', run = run + 1, worker = ?,
                lease_until = clock_timestamp() + ? * interval '1 millisecond'
            where id = (
                select j.id from job j left join share s on s.institution_id = j.institution_id
                where j.lane = ? and j.state in ('QUEUED', 'RETRY') and j.not_before <= ? and j.priority <= ?
                  and coalesce(s.everything, 0) < ?
                  and (j.priority = 0 or coalesce(s.standard, 0) < ?)
                  and not exists (
                      select 1 from job_study mine
                      join job_study theirs on theirs.study_instance_uid = mine.study_instance_uid
                      join job other on other.id = theirs.job_id
                      where mine.job_id = j.id and j.step = 'COLLECT' and other.step = 'COLLECT'
                        and other.state = 'RUNNING' and other.institution_id = j.institution_id)
                order by j.priority, j.queued_at, j.id
                limit 1
                for update of j skip locked)
            returning """ + " " + COLUMNS;

    private final Sql sql;

    JobRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * How many of one institution's jobs may run at once.
     *
     * @param standard of normal and batch priority
     * @param everything blue light included
     */
    record Share(int standard, int everything) {}

    /** Queues a job, anew where the transaction had one that is over. A job that waits or runs stays as it is. */
    Optional<Long> queue(TransferOrder order, Step step, Instant now) {
        boolean collect = step == Step.COLLECT;
        List<Long> queued = sql.list(
                """
                insert into job (transaction_id, step, lane, priority, state, institution_id, node_id,
                    queued_at, not_before)
                values (?, ?, ?, ?, 'QUEUED', ?, ?, ?, ?)
                on conflict (transaction_id, step) do update set state = 'QUEUED', priority = excluded.priority,
                    institution_id = excluded.institution_id, node_id = excluded.node_id,
                    queued_at = excluded.queued_at, not_before = excluded.not_before, failures = 0
                where job.state in ('DONE', 'FAILED', 'CANCELLED')
                returning id
                """,
                row -> row.getLong(1),
                order.transactionId(),
                step,
                lane(step),
                rank(order.priority()),
                collect ? order.fromInstitution() : order.toInstitution(),
                collect ? order.source().id() : order.destination().id(),
                now,
                now);
        if (queued.isEmpty()) {
            return Optional.empty();
        }
        long id = queued.get(0);
        sql.batch(
                """
                insert into job_study (job_id, study_entry_id, study_instance_uid) values (?, ?, ?)
                on conflict do nothing
                """,
                order.studies().stream()
                        .map(study -> new Object[] {id, study.entryId(), study.studyInstanceUid()})
                        .toList());
        return Optional.of(id);
    }

    /**
     * Claims for one kind of lane are made one after the other until the transaction ends, so that two of them cannot
     * both take the last place of an institution. A claim takes about a millisecond.
     */
    void lock(Lane lane) {
        sql.list("select pg_advisory_xact_lock(hashtext('job'), hashtext(?))", row -> true, places(lane));
    }

    /** Takes the best job that the lane may take now; {@link #lock} comes first. */
    Optional<Job> claim(Lane lane, String worker, Duration lease, Share share, Instant now) {
        String places = places(lane);
        int leastUrgent = rank(lane == Lane.BLUE_LIGHT ? Priority.BLUE_LIGHT : Priority.BATCH);
        return sql
                .list(
                        CLAIM,
                        JobRows::job,
                        places,
                        worker,
                        lease.toMillis(),
                        places,
                        now,
                        leastUrgent,
                        share.everything(),
                        share.standard())
                .stream()
                .findFirst();
    }

    /** Renews the lease of all jobs that a worker of this server holds; answers which these are. */
    List<Long> renew(String worker, Duration lease) {
        return sql.list("""
                update job set lease_until = clock_timestamp() + ? * interval '1 millisecond'
                where state = 'RUNNING' and worker = ? returning id
                """, row -> row.getLong(1), lease.toMillis(), worker);
    }

    /** Is this claim still the present one? Locks the row until the transaction ends. */
    boolean holds(Job job) {
        return !sql.list(
                        "select 1 from job where id = ? and run = ? and state = 'RUNNING' for update",
                        row -> true,
                        job.id(),
                        job.run())
                .isEmpty();
    }

    /** Ends the claim. */
    void release(Job job, JobState state, int failures, Instant notBefore) {
        sql.update("""
                update job set state = ?, failures = ?, not_before = ?, worker = null, lease_until = null
                where id = ? and run = ?
                """, state, failures, notBefore, job.id(), job.run());
    }

    void progress(Job job, int total, int done, long bytes) {
        sql.update(
                "update job set images_total = ?, images_done = ?, bytes_done = ? where id = ? and run = ?",
                total,
                done,
                bytes,
                job.id(),
                job.run());
    }

    /** Takes every waiting or running job of the transaction off the lanes; a running worker notices. */
    void cancel(long transactionId) {
        sql.update("""
                update job set state = 'CANCELLED', worker = null, lease_until = null
                where transaction_id = ? and state in ('QUEUED', 'RETRY', 'RUNNING', 'PAUSED')
                """, transactionId);
    }

    /** A claim that ended without its worker's doing. */
    record GivenBack(long jobId, int run) {}

    /** Puts back what no worker has renewed in time. */
    List<GivenBack> giveBackExpired() {
        return giveBack("lease_until < clock_timestamp()");
    }

    /** Puts back what earlier lives of this server held. */
    List<GivenBack> giveBackOfEarlierLives(String server, String worker) {
        return giveBack("starts_with(worker, ?) and worker <> ?", server + "/", worker);
    }

    private List<GivenBack> giveBack(String condition, Object... parameters) {
        return sql.list(
                "update job set state = 'QUEUED', worker = null, lease_until = null where state = 'RUNNING' and "
                        + condition + " returning id, run",
                row -> new GivenBack(row.getLong(1), row.getInt(2)),
                parameters);
    }

    /** The next jobs of a lane that could be worked on now, best first. */
    List<JobWaiting> waiting(Lane lane, Instant now, int limit) {
        return sql.list(
                """
                select id, priority from job
                where lane = ? and state in ('QUEUED', 'RETRY') and not_before <= ?
                order by priority, queued_at, id limit ?
                """, row -> new JobWaiting(row.getLong(1), lane, priority(row.getInt(2))), places(lane), now, limit);
    }

    static Lane lane(Step step) {
        return step == Step.COLLECT ? Lane.OUTBOUND : Lane.INBOUND;
    }

    /** Blue light has a worker of its own, but its jobs stand in the same queue as all collections. */
    private static String places(Lane lane) {
        return lane == Lane.INBOUND ? "INBOUND" : "OUTBOUND";
    }

    /** As stored: the lower, the sooner. */
    private static int rank(Priority priority) {
        return switch (priority) {
            case BLUE_LIGHT -> 0;
            case NORMAL -> 1;
            case BATCH -> 2;
        };
    }

    private static Priority priority(int rank) {
        return switch (rank) {
            case 0 -> Priority.BLUE_LIGHT;
            case 1 -> Priority.NORMAL;
            default -> Priority.BATCH;
        };
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getLong("id"),
                row.getLong("transaction_id"),
                Step.valueOf(row.getString("step")),
                priority(row.getInt("priority")),
                row.getLong("institution_id"),
                row.getLong("node_id"),
                row.getInt("run"),
                row.getInt("failures"));
    }
}
