package org.openiep.reconciliation;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.imaging.ImageStore;
import org.openiep.queue.JobRun;
import org.openiep.queue.Stopped;
import org.openiep.queue.Workers;

/**
 * Compares rows, files and jobs after each start, in the background, and puts right what a crash left apart: nothing
 * that was confirmed to a sender is forgotten, and nothing waits for what will never come.
 */
@ApplicationScoped
public class Reconciler {
    private static final Logger LOG = Logger.getLogger(Reconciler.class.getName());

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ExecutorService executor;

    @Inject
    Repairs repairs;

    @Inject
    ImageStore store;

    @Inject
    Workers workers;

    @Inject
    Clock clock;

    /** Begins, and answers at once. */
    public void start() {
        executor.execute(this::run);
    }

    private void run() {
        Findings found = new Findings(workers.server(), clock.instant());
        long id = JobRun.waitingOut(() -> repairs.begin(found), this::goOn);
        try {
            compare(found);
        } catch (Stopped e) {
            found.problem = "The server was stopped.";
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.SEVERE, "Rows and files could not be compared to the end.", e);
            found.problem = e.getClass().getSimpleName();
        }
        repairs.end(id, found);
        LOG.log(Level.INFO, "Rows, files and jobs are compared: {0}", found.at(null));
    }

    private void compare(Findings found) throws IOException {
        patiently(() -> repairs.jobs(found));
        for (long transaction : store.transactions()) {
            goOn();
            repairs.orphans(transaction, found);
        }
        for (long transaction : repairs.unfinished()) {
            goOn();
            patiently(() -> repairs.files(transaction, found));
        }
    }

    private void patiently(Runnable repair) {
        JobRun.waitingOut(
                () -> {
                    repair.run();
                    return true;
                },
                this::goOn);
    }

    private void goOn() {
        if (workers.stopping()) {
            throw new Stopped();
        }
    }
}
