package org.openiep.outage;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.directory.Nodes;
import org.openiep.exchange.Progress;
import org.openiep.exchange.Step;
import org.openiep.outage.OutageRows.Due;
import org.openiep.outage.OutageRows.Tired;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/**
 * Nodes that cannot be reached: their work waits without spending attempts or workers, is shown as Failed when that
 * takes too long, and goes on by itself when the node answers, blue light first.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Outages {
    /** As long as a probe may take before another server makes one. */
    private static final Duration PROBE_TAKES = Duration.ofSeconds(45);

    private static final Duration USUAL_DELAY = Duration.ofSeconds(5);

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Policies policies;

    @Inject
    Progress progress;

    @Inject
    Nodes nodes;

    /** The node cannot be reached, for that cause, as a sentence. */
    public void begin(long nodeId, String cause) {
        try (Sql sql = Sql.open(dataSource)) {
            new OutageRows(sql).begin(nodeId, cause, clock.instant(), delay(0));
        }
    }

    /** Nodes to be probed now. Each has to be told about by {@link #answers} or {@link #stillAway}. */
    public List<Due> due() {
        try (Sql sql = Sql.open(dataSource)) {
            Instant now = clock.instant();
            return new OutageRows(sql).takeDue(now, now.plus(PROBE_TAKES));
        }
    }

    /** It answers; harmless when it was not known to be away. */
    public void answers(long nodeId) {
        try (Sql sql = Sql.open(dataSource)) {
            if (new OutageRows(sql).end(nodeId, clock.instant())) {
                nodes.seen(nodeId);
            }
        }
    }

    /** Another probe was in vain. */
    public void stillAway(long nodeId, int probes) {
        try (Sql sql = Sql.open(dataSource)) {
            new OutageRows(sql).probeAt(nodeId, clock.instant().plus(delay(probes)));
        }
    }

    private Duration delay(int probes) {
        List<Duration> delays = policies.times(Policy.PROBE_DELAYS);
        return delays.isEmpty() ? USUAL_DELAY : delays.get(Math.min(probes, delays.size() - 1));
    }

    /** What failed for want of its node and can go on. */
    public List<Long> resumable() {
        try (Sql sql = Sql.open(dataSource)) {
            return new OutageRows(sql).resumable();
        }
    }

    /** Lets one transaction go on where it failed. */
    public void resume(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            progress.resumed(transactionId);
            new OutageRows(sql).forget(transactionId);
        }
    }

    /** What failed because our own store could not take it. */
    public List<Long> resumableWithStore() {
        try (Sql sql = Sql.open(dataSource)) {
            return new OutageRows(sql).resumableWithStore();
        }
    }

    /** Lets one of these go on. */
    public void resumeWithStore(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            progress.resumed(transactionId, "The exchange takes images again; it goes on by itself.");
            new OutageRows(sql).forget(transactionId);
        }
    }

    /** What has waited for its node for as long as the policy lets it. */
    public List<Tired> tired() {
        try (Sql sql = Sql.open(dataSource)) {
            return new OutageRows(sql).tired(clock.instant().minus(policies.time(Policy.WAIT_FOR_NODE)));
        }
    }

    /** Shows one of these as Failed. */
    public void giveUp(Tired job) {
        Diagnosis away = Diagnoses.unreachable(job.node(), "");
        try (Sql sql = Sql.open(dataSource)) {
            progress.failed(
                    job.transactionId(),
                    Step.valueOf(job.step()),
                    away.cause(),
                    away.meaning(),
                    away.advice() + " It goes on by itself when " + job.node() + " answers again.");
            new OutageRows(sql).giveUp(job.jobId());
        }
    }
}
