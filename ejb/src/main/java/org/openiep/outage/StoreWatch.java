package org.openiep.outage;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.problem.Conflict;

/** Looks whether the exchange's own store takes images, tells when it does not, and lets work go on when it does again. */
@ApplicationScoped
public class StoreWatch {
    private static final Logger LOG = Logger.getLogger(StoreWatch.class.getName());

    @Inject
    StoreHealth health;

    @Inject
    StoreTroubles troubles;

    @Inject
    Outages outages;

    /** One round. It may take long where the store is on a file system that hangs. */
    public void look() {
        Optional<Diagnosis> problem = health.problem();
        troubles.see(problem);
        if (problem.isEmpty()) {
            outages.resumableWithStore().forEach(this::resume);
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
