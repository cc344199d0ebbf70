package org.openiep.transfer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
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

    private static final int EVERY_SECONDS = 2;

    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    ScheduledExecutorService scheduler;

    @Inject
    Jobs jobs;

    @Inject
    Workers workers;

    private final List<ScheduledFuture<?>> rounds = new ArrayList<>();
    private volatile boolean earlierLivesAreOver;

    @PostConstruct
    void start() {
        // Apart, so that nothing slow in one costs a lease.
        repeat(this::renew);
        repeat(this::look);
    }

    private void repeat(Runnable round) {
        rounds.add(
                scheduler.scheduleWithFixedDelay(() -> orSkip(round), EVERY_SECONDS, EVERY_SECONDS, TimeUnit.SECONDS));
    }

    private void renew() {
        List<Long> inHand = workers.inHand();
        if (!inHand.isEmpty()) {
            workers.renewed(inHand, jobs.renew());
        }
    }

    /** The first round after a start gives back at once what the server held when it ended. */
    private void look() {
        if (!earlierLivesAreOver) {
            tell(jobs.giveBackOfEarlierLives(), "left by an earlier life of this server");
            earlierLivesAreOver = true;
        }
        tell(jobs.giveBackExpired(), "whose worker was silent");
        if (!workers.stopping()) {
            jobs.wake();
        }
    }

    @PreDestroy
    void stop() {
        workers.stop();
        rounds.forEach(round -> round.cancel(false));
    }

    private static void tell(int jobs, String which) {
        if (jobs > 0) {
            LOG.log(Level.INFO, "{0} job(s) {1} went back to the queue.", new Object[] {jobs, which});
        }
    }

    /** An outage only costs the round. */
    private static void orSkip(Runnable round) {
        try {
            round.run();
        } catch (RuntimeException e) {
            LOG.log(Outage.causes(e) ? Level.FINE : Level.WARNING, "A round of the watchdog failed.", e);
        }
    }
}
