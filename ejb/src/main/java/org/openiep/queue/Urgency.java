package org.openiep.queue;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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
            List<Hold> holds = new HoldRows(sql).list();
            pace.moving(rows.moving());
            rows.waiting(clock.instant()).forEach(waiting -> help(waiting, Hold.workers(holds, waiting.lane())));
            holds.stream()
                    .filter(hold -> hold.mode() == Hold.Mode.PAUSE)
                    .forEach(hold -> workers.pause(job -> stops(hold, job)));
        }
    }

    /** Only a node stops blue light as well. */
    static boolean stops(Hold hold, Job job) {
        Long node = hold.nodeId();
        if (node != null) {
            return Objects.equals(node, job.nodeId());
        }
        Integer worker = hold.worker();
        return JobRows.lane(job.step()) == hold.lane()
                && job.priority() != Priority.BLUE_LIGHT
                && (worker == null || worker == job.worker());
    }

    private void help(Waiting blueLight, Set<Integer> held) {
        boolean idle = workers.busy(blueLight.lane().reserve()) == 0 || standardIdle(blueLight.lane(), held);
        if (idle) {
            waiting.fire(new JobWaiting(blueLight.jobId(), blueLight.lane(), Priority.BLUE_LIGHT));
        }
        inTheWay(blueLight, idle, held).ifPresent(rule -> workers.giveWay(blueLight.lane(), rule));
    }

    private boolean standardIdle(Lane lane, Set<Integer> held) {
        return workers.busy(lane) < Shares.workers(policies, lane) && workers.anyIdle(lane, held);
    }

    /** What has to stop for it: nothing, where it only has to be picked up. */
    private Optional<Predicate<Job>> inTheWay(Waiting blueLight, boolean idle, Set<Integer> held) {
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
        // Who is held takes nothing new, so that it would stop in vain.
        return idle ? Optional.empty() : Optional.of(job -> !held.contains(job.worker()));
    }
}
