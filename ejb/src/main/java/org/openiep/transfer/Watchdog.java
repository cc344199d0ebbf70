package org.openiep.transfer;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.Timer;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.arrival.Routing;
import org.openiep.outage.Probes;
import org.openiep.outage.StoreWatch;
import org.openiep.problem.Outage;
import org.openiep.queue.Jobs;
import org.openiep.queue.Urgency;
import org.openiep.queue.Workers;
import org.openiep.reconciliation.Reconciler;
import org.openiep.retention.Retention;

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

    private static final long EVERY_MILLIS = 2000;
    private static final long URGENT_EVERY_MILLIS = 500;

    @Resource
    TimerService timers;

    @Inject
    Jobs jobs;

    @Inject
    Workers workers;

    @Inject
    Routing routing;

    @Inject
    RoutedAhead routedAhead;

    @Inject
    Urgency urgency;

    @Inject
    Probes probes;

    @Inject
    StoreWatch store;

    @Inject
    Retention retention;

    @Inject
    Reconciler reconciler;

    private volatile boolean earlierLivesAreOver;

    /** The rounds are apart, so that nothing slow in one costs a lease. */
    private enum Round {
        RENEW,
        LOOK,
        URGENT,
        PROBE,
        STORE,
        PURGE
    }

    @PostConstruct
    void start() {
        for (Round round : Round.values()) {
            arm(round);
        }
    }

    /** The container begins with timers when the application is up. One at a time: a slow round is not overtaken. */
    private void arm(Round round) {
        long pause = round == Round.URGENT ? URGENT_EVERY_MILLIS : EVERY_MILLIS;
        timers.createSingleActionTimer(pause, new TimerConfig(round, false));
    }

    @Timeout
    void go(Timer timer) {
        Round round = (Round) timer.getInfo();
        try {
            go(round);
        } catch (RuntimeException e) {
            // An outage only costs the round.
            LOG.log(Outage.causes(e) ? Level.FINE : Level.WARNING, "A round of the watchdog failed.", e);
        } finally {
            if (!workers.stopping()) {
                arm(round);
            }
        }
    }

    private void go(Round round) {
        switch (round) {
            case RENEW -> renew();
            case LOOK -> look();
            case URGENT -> urgency.look();
            case PROBE -> probes.look();
            case STORE -> store.look();
            case PURGE -> retention.look();
        }
    }

    private void renew() {
        List<Long> inHand = workers.inHand();
        if (!inHand.isEmpty()) {
            workers.renewed(inHand, jobs.renew());
        }
        routedAhead.renew();
    }

    /** The first round after a start gives back at once what the server held when it ended. */
    private void look() {
        if (!earlierLivesAreOver) {
            tell(jobs.giveBackOfEarlierLives(), "left by an earlier life of this server");
            routing.earlierLivesSendNoLonger();
            earlierLivesAreOver = true;
            reconciler.start();
        }
        tell(jobs.giveBackExpired(), "whose worker was silent");
        if (!workers.stopping()) {
            jobs.wake();
        }
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
}
