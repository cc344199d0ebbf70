package org.openiep.queue;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.exchange.Counts;
import org.openiep.exchange.Priority;
import org.openiep.exchange.PriorityChanged;
import org.openiep.exchange.Progress;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionMoved;
import org.openiep.exchange.TransferOrder;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.queue.JobRows.GivenBack;
import org.openiep.queue.JobRows.Share;

/**
 * The jobs: queued by what happens to a transaction, claimed by workers, ended with it. Every method changes the
 * transaction's row before the job's, as whoever cancels does, so that the two cannot wait for each other.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Jobs {
    /** When a job that failed through no fault of the node is looked at again. */
    private static final Duration SOON = Duration.ofSeconds(3);

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Policies policies;

    @Inject
    Progress progress;

    @Inject
    Workers workers;

    @Inject
    Event<JobWaiting> waiting;

    /** Queues or cancels in the very transaction that moves the transaction: neither is ever without the other. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void onMoved(@Observes TransactionMoved moved) {
        switch (moved.to()) {
            case ACCEPTED -> queue(moved.id(), Step.COLLECT);
            case DOWNLOAD_REQUESTED -> queue(moved.id(), Step.DELIVER);
            case CANCELLED, DECLINED, NEEDS_DETAILS, PURGED -> cancel(moved.id());
            default -> {}
        }
    }

    /** What waits stands elsewhere in the queue from now on. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void onPriority(@Observes PriorityChanged change) {
        try (Sql sql = Sql.open(dataSource)) {
            new JobRows(sql).prioritise(change.id(), change.priority());
        }
    }

    private void queue(long transactionId, Step step) {
        TransferOrder order = progress.order(transactionId);
        try (Sql sql = Sql.open(dataSource)) {
            new JobRows(sql)
                    .queue(order, step, clock.instant())
                    .ifPresent(id -> waiting.fire(new JobWaiting(id, JobRows.lane(step), order.priority())));
        }
    }

    /** A job for a step of a transaction that has none which would ever be done. */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void queueAgain(long transactionId, Step step) {
        queue(transactionId, step);
    }

    private void cancel(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            new JobRows(sql).cancel(transactionId);
        }
    }

    /** Takes the best job that a worker of the lane may take now, and begins an attempt. */
    public Optional<Job> claim(Lane lane) {
        try (Sql sql = Sql.open(dataSource)) {
            JobRows rows = new JobRows(sql);
            rows.lock(lane);
            Instant now = clock.instant();
            List<Share> shares = rows.institutionsWaiting(lane).stream()
                    .map(institution -> Shares.of(policies, lane, institution, now))
                    .toList();
            if (shares.isEmpty()) {
                return Optional.empty();
            }
            Optional<Job> job = rows.claim(lane, workers.name(), policies.time(Policy.LEASE), shares, now);
            job.ifPresent(claimed -> new AttemptRows(sql).begin(claimed, now));
            return job;
        }
    }

    /** May something of that priority go to the node: is that neither known to be away, nor anything held? */
    public boolean mayDeliverTo(long nodeId, Priority priority) {
        try (Sql sql = Sql.open(dataSource)) {
            return new JobRows(sql).mayDeliverTo(nodeId, priority);
        }
    }

    /** See {@link Run#started}. */
    public void started(Job job) {
        try (Sql sql = Sql.open(dataSource)) {
            progress.started(job.transactionId(), job.step());
            mustHold(new JobRows(sql), job);
        }
    }

    /** See {@link Run#counts}. */
    public void counts(
            Job job, int moved, int total, int done, Map<Long, Counts> byEntry, long bytes, @Nullable Double rate) {
        try (Sql sql = Sql.open(dataSource)) {
            progress.recordCounts(job.transactionId(), byEntry, rate);
            new JobRows(sql).progress(job, total, done, bytes);
            new AttemptRows(sql).progress(job, moved);
        }
    }

    /** See {@link Run#note}. */
    public void note(Job job, String title, String text) {
        progress.note(job.transactionId(), Kind.NOTE, title, text);
    }

    /**
     * The whole job is done: every expected image is held and synced, or every held one is confirmed.
     *
     * @param images moved in this attempt
     */
    public void done(Job job, int images) {
        try (Sql sql = Sql.open(dataSource)) {
            if (job.step() == Step.COLLECT) {
                progress.onIep(job.transactionId());
            } else {
                progress.delivered(job.transactionId());
            }
            JobRows rows = new JobRows(sql);
            mustHold(rows, job);
            AttemptRows attempts = new AttemptRows(sql);
            attempts.progress(job, images);
            attempts.wentWell(job, clock.instant());
            if (images > 0) {
                new RateRows(sql).measured(job, images, clock.instant());
            }
            rows.release(job, JobState.DONE, job.failures(), clock.instant());
        }
    }

    /** The attempt failed: there will be another by itself, or the transaction is Failed. */
    public void failed(Job job, Diagnosis diagnosis) {
        FailureClass failure = diagnosis.failure();
        try (Sql sql = Sql.open(dataSource)) {
            AttemptRows attempts = new AttemptRows(sql);
            // Whoever gets further each time is not to be given up.
            int before = attempts.images(job) > 0 ? 0 : job.failures();
            int failures = before + (failure.spendsAttempt() && !failure.nodeAway() ? 1 : 0);
            Optional<Duration> pause = pause(failure, failures);
            if (pause.isPresent()) {
                sayRetry(job, diagnosis, failures, pause.get());
            } else {
                progress.failed(
                        job.transactionId(),
                        job.step(),
                        diagnosis.cause(),
                        diagnosis.meaning(),
                        diagnosis.adviceForTransaction());
            }
            JobRows rows = new JobRows(sql);
            mustHold(rows, job);
            Instant now = clock.instant();
            attempts.failed(job.id(), job.run(), now, diagnosis);
            JobState state = pause.isPresent() ? JobState.RETRY : JobState.FAILED;
            rows.release(job, state, failures, now.plus(pause.orElse(Duration.ZERO)));
            if (state == JobState.FAILED && failure.concernsOwnStore()) {
                rows.resumesLater(job);
            }
        }
    }

    private Optional<Duration> pause(FailureClass failure, int failures) {
        if (!failure.retried()) {
            return Optional.empty();
        }
        if (failure.nodeAway()) {
            // Not before the node answers: see Outages.
            return Optional.of(Duration.ZERO);
        }
        if (!failure.spendsAttempt()) {
            return Optional.of(SOON);
        }
        List<Duration> pauses = policies.times(Policy.RETRY_DELAYS);
        return failures > pauses.size() ? Optional.empty() : Optional.of(pauses.get(failures - 1));
    }

    private void sayRetry(Job job, Diagnosis diagnosis, int failures, Duration pause) {
        if (diagnosis.failure().nodeAway()) {
            progress.waits(job.transactionId(), diagnosis.cause(), "It goes on by itself when the node answers.");
        } else if (diagnosis.failure().spendsAttempt()) {
            progress.waits(
                    job.transactionId(),
                    diagnosis.cause(),
                    "Attempt " + failures + " failed; the next begins in " + pause.toSeconds() + " s.");
        }
    }

    /** The worker puts the job back as it is; nothing is spent. */
    public void giveBack(Job job, Diagnosis why) {
        try (Sql sql = Sql.open(dataSource)) {
            JobRows rows = new JobRows(sql);
            if (rows.holds(job)) {
                new AttemptRows(sql).failed(job.id(), job.run(), clock.instant(), why);
                rows.release(job, JobState.QUEUED, job.failures(), clock.instant());
            }
        }
    }

    /** Renews the leases of what this server's workers have in hand. */
    public List<Long> renew() {
        try (Sql sql = Sql.open(dataSource)) {
            return new JobRows(sql).renew(workers.name(), policies.time(Policy.LEASE));
        }
    }

    /** Puts back what earlier lives of this server held; answers how many. */
    public int giveBackOfEarlierLives() {
        try (Sql sql = Sql.open(dataSource)) {
            return close(sql, new JobRows(sql).giveBackOfEarlierLives(workers.server(), workers.name()));
        }
    }

    /** Puts back what no worker has renewed in time; answers how many. */
    public int giveBackExpired() {
        try (Sql sql = Sql.open(dataSource)) {
            return close(sql, new JobRows(sql).giveBackExpired());
        }
    }

    private int close(Sql sql, List<GivenBack> jobs) {
        AttemptRows attempts = new AttemptRows(sql);
        jobs.forEach(job -> attempts.failed(job.jobId(), job.run(), clock.instant(), OwnDiagnoses.interrupted()));
        return jobs.size();
    }

    /**
     * Wakes workers for jobs that wait, as many as are idle here and no more: a message that nobody can take at once
     * would only pile up behind those that work, who look for the next job themselves. Blue light has a look of its
     * own, {@link Urgency}.
     */
    public void wake() {
        try (Sql sql = Sql.open(dataSource)) {
            JobRows rows = new JobRows(sql);
            List<JobWaiting> found = new ArrayList<>();
            for (Lane lane : List.of(Lane.INBOUND, Lane.OUTBOUND)) {
                int idle = Math.max(0, Shares.workers(policies, lane) - workers.busy(lane));
                found.addAll(rows.waiting(lane, clock.instant(), idle));
            }
            found.forEach(waiting::fire);
        }
    }

    private static void mustHold(JobRows rows, Job job) {
        if (!rows.holds(job)) {
            throw new JobTaken(job);
        }
    }
}
