package org.openiep.exchange;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Schedule;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.logging.Level;
import java.util.logging.Logger;

/** Looks every few seconds whether a blue light has to climb its {@link Ladder}. */
@Singleton
@Startup
@PermitAll
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class BlueLightClock {
    private static final Logger LOG = Logger.getLogger(BlueLightClock.class.getName());

    @Inject
    Ladder ladder;

    @Schedule(hour = "*", minute = "*", second = "*/3", persistent = false)
    void look() {
        try {
            ladder.unfinished().forEach(ladder::climb);
        } catch (RuntimeException e) {
            // The next look makes good for it.
            LOG.log(Level.WARNING, "A look at the blue lights failed: {0}", e.getMessage());
        }
    }
}
