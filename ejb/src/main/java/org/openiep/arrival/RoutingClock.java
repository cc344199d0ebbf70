package org.openiep.arrival;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ConcurrencyManagement;
import jakarta.ejb.ConcurrencyManagementType;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.Timeout;
import jakarta.ejb.TimerConfig;
import jakarta.ejb.TimerService;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.problem.Outage;
import org.openiep.queue.Workers;

/**
 * Finds the ends of routed studies: no association that brought images of it is open, on any server, and nothing has
 * come for the idle time. Each server keeps telling the rows which of its associations are open, so one that dies is
 * silent like an association that ended.
 */
@Singleton
@Startup
@PermitAll
@ConcurrencyManagement(ConcurrencyManagementType.BEAN)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class RoutingClock {
    private static final Logger LOG = Logger.getLogger(RoutingClock.class.getName());
    private static final long EVERY_MILLIS = 1000;

    @Resource
    TimerService timers;

    @Inject
    Routing routing;

    @Inject
    OpenSendings open;

    @Inject
    Policies policies;

    @Inject
    Workers workers;

    @PostConstruct
    void arm() {
        timers.createSingleActionTimer(EVERY_MILLIS, new TimerConfig(null, false));
    }

    @Timeout
    void look() {
        try {
            List<SentStudy> sending = open.all();
            if (!sending.isEmpty()) {
                routing.stillOpen(sending);
            }
            routing.quietFor(policies.time(Policy.ROUTING_IDLE)).forEach(this::settle);
        } catch (RuntimeException e) {
            // An outage only costs the round.
            LOG.log(Outage.causes(e) ? Level.FINE : Level.WARNING, "A round of Direct Routing failed.", e);
        } finally {
            if (!workers.stopping()) {
                arm();
            }
        }
    }

    /** One that cannot be settled must not keep the others. */
    private void settle(long routedId) {
        try {
            routing.settle(routedId);
        } catch (RuntimeException e) {
            LOG.log(
                    Outage.causes(e) ? Level.FINE : Level.WARNING,
                    "The end of routed study " + routedId + " is looked at again.",
                    e);
        }
    }
}
