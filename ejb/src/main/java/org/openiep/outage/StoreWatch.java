package org.openiep.outage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.problem.Conflict;

/** Looks whether the exchange's own store takes images, tells when it does not, and lets work go on when it does again. */
@ApplicationScoped
public class StoreWatch {
    private static final Logger LOG = Logger.getLogger(StoreWatch.class.getName());

    private static final Duration FORGET_EVERY = Duration.ofHours(1);

    @Inject
    Clock clock;

    @Inject
    StoreHealth health;

    @Inject
    StoreTroubles troubles;

    @Inject
    Outages outages;

    private Instant forgetAt = Instant.MIN;

    /** One round. It may take long where the store is on a file system that hangs. */
    public void look() {
        Optional<Diagnosis> problem = health.problem();
        troubles.see(problem);
        if (problem.isEmpty()) {
            outages.resumableWithStore().forEach(this::resume);
        }
        forget();
    }

    private void forget() {
        Instant now = clock.instant();
        if (!now.isBefore(forgetAt)) {
            int spells = troubles.forget();
            forgetAt = now.plus(FORGET_EVERY);
            if (spells > 0) {
                LOG.log(Level.INFO, "{0} old spell(s) without space or database are forgotten.", spells);
            }
        }
    }

    private void resume(long transaction) {
        try {
            outages.resumeWithStore(transaction);
        } catch (Conflict e) {
            LOG.log(Level.FINE, "A transaction has moved on meanwhile.", e);
        }
    }
}
