package org.openiep.transfer;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.logging.Level;
import java.util.logging.Logger;

/**
 * Sees to it that no job waits for ever: renews the leases of the workers here, puts back jobs whose worker is gone,
 * and wakes workers for jobs whose wake-up was lost or whose time has come.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Watchdog {
    private static final Logger LOG = Logger.getLogger(Watchdog.class.getName());

    @Inject
    Jobs jobs;

    @Inject
    Workers workers;

    private final AtomicBoolean earlierLivesAreOver = new AtomicBoolean();
    private final AtomicBoolean renewing = new AtomicBoolean();
    private final AtomicBoolean looking = new AtomicBoolean();

    /** Apart from the other round, so that nothing slow there costs a lease. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void renew() {
        once(renewing, () -> {
            List<Long> inHand = workers.inHand();
            if (!inHand.isEmpty()) {
                workers.renewed(inHand, jobs.renew());
            }
        });
    }

    /** One round; the first after a start gives back at once what the server held when it ended. */
    @Schedule(hour = "*", minute = "*", second = "*/2", persistent = false)
    public void look() {
        once(looking, () -> {
            if (!earlierLivesAreOver.get()) {
                tell(jobs.giveBackOfEarlierLives(), "left by an earlier life of this server");
                earlierLivesAreOver.set(true);
            }
            tell(jobs.giveBackExpired(), "whose worker was silent");
            if (!workers.stopping()) {
                jobs.wake();
            }
        });
    }

    @PreDestroy
    void stop() {
        workers.stop();
    }

    private static void tell(int jobs, String which) {
        if (jobs > 0) {
            LOG.log(Level.INFO, "{0} job(s) {1} went back to the queue.", new Object[] {jobs, which});
        }
    }

    /** A round that takes longer than the interval is not run twice; an outage only costs the round. */
    private static void once(AtomicBoolean running, Runnable round) {
        if (!running.compareAndSet(false, true)) {
            return;
        }
        try {
            round.run();
        } catch (RuntimeException e) {
            LOG.log(Outage.causes(e) ? Level.FINE : Level.WARNING, "A round of the watchdog failed.", e);
        } finally {
            running.set(false);
        }
    }
}
