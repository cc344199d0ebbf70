package org.openiep.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.directory.Nodes;
import org.openiep.exchange.Progress;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.outage.Outages;
import org.openiep.problem.Conflict;
import org.openiep.problem.Outage;
import org.openiep.queue.GaveWay;
import org.openiep.queue.Job;
import org.openiep.queue.JobRun;
import org.openiep.queue.JobTaken;
import org.openiep.queue.Jobs;
import org.openiep.queue.Lane;
import org.openiep.queue.Pace;
import org.openiep.queue.Run;
import org.openiep.queue.Stopped;
import org.openiep.queue.Workers;

/**
 * What a worker of a lane does when it is woken: jobs, one after the other, until there is none that it may take. It
 * runs without a transaction; whatever it changes is a short one of its own.
 */
@ApplicationScoped
public class LaneWorker {
    private static final Logger LOG = Logger.getLogger(LaneWorker.class.getName());

    @Inject
    Jobs jobs;

    @Inject
    Progress progress;

    @Inject
    Nodes nodes;

    @Inject
    Workers workers;

    @Inject
    Collector collector;

    @Inject
    Deliverer deliverer;

    @Inject
    Pace pace;

    @Inject
    Outages outages;

    /** Works until nothing is left that the lane may take. Never throws: the rows say what happened. */
    public void work(Lane lane) {
        try {
            while (!workers.stopping()) {
                Optional<Job> job = jobs.claim(lane);
                if (job.isEmpty()) {
                    return;
                }
                carryOut(job.get(), lane);
            }
        } catch (RuntimeException e) {
            LOG.log(
                    Outage.causes(e) ? Level.WARNING : Level.SEVERE,
                    "A lane's worker stops until it is woken again.",
                    e);
        }
    }

    private void carryOut(Job job, Lane lane) {
        try (Workers.Ticket ticket = workers.take(job, lane)) {
            Optional<Diagnosis> failure = attempt(job, ticket);
            if (failure.isPresent()) {
                end(job, failure.get(), ticket);
            }
        } catch (JobTaken e) {
            LOG.log(Level.INFO, "{0}", e.getMessage());
        } catch (Stopped e) {
            LOG.log(Level.INFO, "Job {0} goes back to the queue: the server is stopping.", job.id());
            jobs.giveBack(job, OwnDiagnoses.interrupted());
        } catch (GaveWay e) {
            LOG.log(Level.INFO, "{0}", e.getMessage());
            jobs.giveBack(job, e.why());
        }
    }

    private Optional<Diagnosis> attempt(Job job, Workers.Ticket ticket) {
        try {
            TransferOrder order = JobRun.waitingOut(() -> progress.order(job.transactionId()), ticket::goOn);
            Run run = new JobRun(job, order, jobs, nodes, ticket, pace);
            int images = move(run);
            run.patientlyDo(() -> jobs.done(job, images));
            return Optional.empty();
        } catch (TransferFailure e) {
            // What breaks because we stop is nobody's failure.
            ticket.goOn();
            return Optional.of(e.diagnosis());
        } catch (JobTaken | Stopped | GaveWay e) {
            throw e;
        } catch (Conflict e) {
            LOG.log(Level.INFO, "Job {0} ends: its transaction has moved on.", job.id());
            throw new JobTaken(job);
        } catch (RuntimeException e) {
            ticket.goOn();
            if (Outage.causes(e)) {
                return Optional.of(OwnDiagnoses.database());
            }
            LOG.log(Level.SEVERE, "Job " + job.id() + " met a fault.", e);
            return Optional.of(OwnDiagnoses.ownFault(e.getClass().getSimpleName()));
        }
    }

    private int move(Run run) throws TransferFailure {
        Set<String> studies = run.order().studies().stream()
                .map(TransferOrder.Study::studyInstanceUid)
                .collect(Collectors.toSet());
        pace.begin(run.job(), studies);
        try {
            return run.job().step() == Step.COLLECT ? collector.collect(run) : deliverer.deliver(run);
        } finally {
            pace.end(run.job());
        }
    }

    private void end(Job job, Diagnosis diagnosis, Workers.Ticket ticket) {
        LOG.log(Level.WARNING, "Job {0}, attempt {1}: {2} ({3}) {4}", new Object[] {
            job.id(), job.run(), diagnosis.cause(), diagnosis.failure(), diagnosis.technical()
        });
        JobRun.waitingOut(
                () -> {
                    if (diagnosis.failure().nodeAway()) {
                        outages.begin(job.nodeId(), diagnosis.cause());
                    }
                    jobs.failed(job, diagnosis);
                    return true;
                },
                ticket::goOn);
        if (diagnosis.failure().concernsNode()) {
            noteHealth(job, diagnosis);
        }
    }

    private void noteHealth(Job job, Diagnosis diagnosis) {
        try {
            nodes.failed(job.nodeId(), diagnosis.cause());
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "A node's health could not be noted.", e);
        }
    }
}
