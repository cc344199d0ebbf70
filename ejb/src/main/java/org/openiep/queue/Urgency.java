package org.openiep.queue;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.policy.Policies;
import org.openiep.queue.BlueLightRows.Waiting;

/**
 * Sees to it that no blue light waits for standard work (requirement H1): wakes the reserved worker, and where that is
 * taken, or the node or the institution has as much running as it may, has one standard job give way. What somebody
 * paused is stopped here too.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Urgency {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    Policies policies;

    @Inject
    Workers workers;

    @Inject
    Pace pace;

    @Inject
    Event<JobWaiting> waiting;

    /** One look, twice a second. */
    public void look() {
        try (Sql sql = Sql.open(dataSource)) {
            BlueLightRows rows = new BlueLightRows(sql);
            pace.moving(rows.moving());
            rows.waiting(clock.instant()).forEach(this::help);
            new HoldRows(sql)
                    .list().stream()
                            .filter(hold -> hold.mode() == Hold.Mode.PAUSE)
                            .forEach(hold -> workers.pause(job -> stops(hold, job)));
        }
    }

    private static boolean stops(Hold hold, Job job) {
        Long node = hold.nodeId();
        return node != null
                ? Objects.equals(node, job.nodeId())
                : JobRows.lane(job.step()) == hold.lane() && job.priority() != Priority.BLUE_LIGHT;
    }

    private void help(Waiting blueLight) {
        boolean idle = workers.busy(blueLight.lane().reserve()) == 0
                || workers.busy(blueLight.lane()) < Shares.workers(policies, blueLight.lane());
        if (idle) {
            waiting.fire(new JobWaiting(blueLight.jobId(), blueLight.lane(), Priority.BLUE_LIGHT));
        }
        inTheWay(blueLight, idle).ifPresent(rule -> workers.giveWay(blueLight.lane(), rule));
    }

    /** What has to stop for it: nothing, where it only has to be picked up. */
    private Optional<Predicate<Job>> inTheWay(Waiting blueLight, boolean idle) {
        Long sameStudy = blueLight.sameStudy();
        if (sameStudy != null) {
            long rival = sameStudy;
            return Optional.of(job -> job.id() == rival);
        }
        if (blueLight.nodeFull()) {
            return Optional.of(job -> job.nodeId() == blueLight.nodeId());
        }
        int allowed = Shares.of(policies, blueLight.lane(), blueLight.institutionId(), clock.instant())
                .everything();
        if (blueLight.institutionJobs() >= allowed) {
            return Optional.of(job -> job.institutionId() == blueLight.institutionId());
        }
        return idle ? Optional.empty() : Optional.of(job -> true);
    }
}
