package org.openiep.queue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;

/** The table of jobs. */
final class JobRows {
    private static final String COLUMNS =
            "id, transaction_id, step, priority, institution_id, node_id, run, worker_number, failures";

    /** What keeps a waiting job j on node n from starting, whichever worker looks, apart from the shares. */
    static final String FREE_TO_GO = """
            not exists (select 1 from node_outage o where o.node_id = j.node_id)
              and not exists (select 1 from hold h where h.node_id = j.node_id)
              and (j.priority = 0 or not exists (
                  select 1 from hold h where h.lane = j.lane and h.worker_number is null))
            """;

    /** Another collection of the same study from the same hospital, which would take the images of this one. */
    static final String SAME_STUDY = """
            select other.id from job_study mine
            join job_study theirs on theirs.study_instance_uid = mine.study_instance_uid
            join job other on other.id = theirs.job_id
            where mine.job_id = j.id and j.step = 'COLLECT' and other.step = 'COLLECT'
              and other.state = 'RUNNING' and other.institution_id = j.institution_id
            """;

    private static final String CLAIM = """
            with share as (
                select institution_id, count(*) as everything, count(*) filter (where priority > 0) as standard
                from job where state = 'RUNNING' and lane = ? group by institution_id),
            busy as (select node_id, count(*) as jobs from job where state = 'RUNNING' and lane = ? group by node_id),
            allowed as (
                select * from unnest(?::bigint[], ?::bigint[], ?::bigint[], ?::bigint[])
                    as a (institution_id, standard, everything, batch))
            update job set state = 'RUNNING', run = run + 1, worker = ?, worker_number = ?, claimed = ?,
                lease_until = clock_timestamp() + ? * interval '1 millisecond'
            where id = (
                select j.id from job j
                join allowed a on a.institution_id = j.institution_id
                join node n on n.id = j.node_id
                left join share s on s.institution_id = j.institution_id
                left join busy b on b.node_id = j.node_id
                where j.lane = ? and j.state in ('QUEUED', 'RETRY') and j.not_before <= ? and j.priority <= ?
                  and coalesce(s.everything, 0) < a.everything
                  and (j.priority = 0 or coalesce(s.standard, 0) < a.standard)
                  and (j.priority < 2 or a.batch = 1)
                  and coalesce(b.jobs, 0) < case when j.priority = 0 then n.associations
                      else greatest(n.associations - 1, 1) end
                  and %s and not exists (%s)
                order by j.priority, j.queued_at, j.id
                limit 1
                for update of j skip locked)
            returning """.formatted(FREE_TO_GO, SAME_STUDY) + " " + COLUMNS;

    private final Sql sql;

    JobRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * What one institution may have running at once in one direction.
     *
     * @param standard jobs of normal and batch priority
     * @param everything jobs, blue light included
     * @param batch may batch jobs start now?
     */
    record Share(long institution, int standard, int everything, boolean batch) {}

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
                    queued_at = excluded.queued_at, not_before = excluded.not_before, failures = 0, resumes = false
                where job.state in ('DONE', 'FAILED', 'CANCELLED')
                returning id
                """,
                row -> row.getLong(1),
                order.transactionId(),
                step,
                lane(step),
                order.priority().rank(),
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
        sql.list("select pg_advisory_xact_lock(hashtext('job'), hashtext(?))", row -> true, lane.queue());
    }

    /** Is the node neither away nor held, nor, for what is not blue light, the lane of deliveries? */
    boolean mayDeliverTo(long nodeId, Priority priority) {
        return sql.list("""
                        select 1 where not exists (select 1 from node_outage where node_id = ?)
                            and not exists (select 1 from hold where node_id = ?
                                or (lane = ? and worker_number is null and ? > 0))
                        """, row -> true, nodeId, nodeId, Lane.INBOUND, priority.rank())
                .contains(true);
    }

    /** Institutions that have jobs waiting in the lane's queue. */
    List<Long> institutionsWaiting(Lane lane) {
        return sql.list("""
                select i.id from institution i where exists (
                    select 1 from job j
                    where j.institution_id = i.id and j.lane = ? and j.state in ('QUEUED', 'RETRY'))
                """, row -> row.getLong(1), lane.queue());
    }

    /** The first of the lane's workers on a server that has nothing in hand and is not held. */
    private OptionalInt idleWorker(Lane lane, String worker) {
        return sql
                .list(
                        """
                        select number from generate_series(?, ?) number
                        where not exists (select 1 from job where state = 'RUNNING' and worker = ? and lane = ?
                                and worker_number = number)
                            and not exists (select 1 from hold where lane = ? and worker_number = number)
                        order by number limit 1
                        """,
                        row -> row.getInt(1),
                        lane.firstWorker(),
                        lane.lastWorker(),
                        worker,
                        lane.queue(),
                        lane.queue())
                .stream()
                .mapToInt(Integer::intValue)
                .findFirst();
    }

    /**
     * Takes the best job that the lane may take now, for the first of its workers here that is idle and not held;
     * {@link #lock} comes first.
     *
     * @param worker name of the workers of this server
     * @param shares of the institutions whose jobs may be taken at all
     */
    Optional<Job> claim(Lane lane, String worker, Duration lease, List<Share> shares, Instant now) {
        OptionalInt number = idleWorker(lane, worker);
        if (number.isEmpty()) {
            return Optional.empty();
        }
        int leastUrgent = (lane.reserved() ? Priority.BLUE_LIGHT : Priority.BATCH).rank();
        return sql
                .list(
                        CLAIM,
                        JobRows::job,
                        lane.queue(),
                        lane.queue(),
                        shares.stream().map(Share::institution).toList(),
                        shares.stream().map(share -> (long) share.standard()).toList(),
                        shares.stream().map(share -> (long) share.everything()).toList(),
                        shares.stream().map(share -> share.batch() ? 1L : 0L).toList(),
                        worker,
                        number.getAsInt(),
                        now,
                        lease.toMillis(),
                        lane.queue(),
                        now,
                        leastUrgent)
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

    /** One that has just failed goes on by itself when what was in its way is gone. */
    void resumesLater(Job job) {
        sql.update("update job set resumes = true where id = ? and state = 'FAILED'", job.id());
    }

    /** What waits takes the new priority; what runs keeps the place that it has. */
    void prioritise(long transactionId, Priority priority) {
        sql.update(
                "update job set priority = ? where transaction_id = ? and state in ('QUEUED', 'RETRY', 'PAUSED')",
                priority.rank(),
                transactionId);
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
                select j.id, j.priority from job j
                where j.lane = ? and j.state in ('QUEUED', 'RETRY') and j.not_before <= ? and %s
                order by j.priority, j.queued_at, j.id limit ?
                """.formatted(FREE_TO_GO),
                row -> new JobWaiting(row.getLong(1), lane, Priority.ofRank(row.getInt(2))),
                lane.queue(),
                now,
                limit);
    }

    static Lane lane(Step step) {
        return step == Step.COLLECT ? Lane.OUTBOUND : Lane.INBOUND;
    }

    private static Job job(ResultSet row) throws SQLException {
        return new Job(
                row.getLong("id"),
                row.getLong("transaction_id"),
                Step.valueOf(row.getString("step")),
                Priority.ofRank(row.getInt("priority")),
                row.getLong("institution_id"),
                row.getLong("node_id"),
                row.getInt("run"),
                row.getInt("worker_number"),
                row.getInt("failures"));
    }
}
