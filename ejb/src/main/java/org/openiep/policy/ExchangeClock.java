package org.openiep.policy;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;

/**
 * The one clock, in the zone of the rules, to the microsecond that the database keeps. A server that was started with
 * {@code -Diep.test.clock=true} reads the system property {@code iep.test.clock.offset} (ISO 8601 duration) at every
 * look, so that a test can move time; any other ignores it.
 */
public final class ExchangeClock extends Clock implements Serializable {
    private static final long serialVersionUID = 1L;

    /** Where days begin and end, and deadlines are read. */
    public static final ZoneId ZONE = ZoneId.of("Europe/London");

    private static final boolean MOVABLE = Boolean.getBoolean("iep.test.clock");

    private final ZoneId zone;

    ExchangeClock(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new ExchangeClock(other);
    }

    @Override
    public Instant instant() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return MOVABLE ? now.plus(Duration.parse(System.getProperty("iep.test.clock.offset", "PT0S"))) : now;
    }

    /** Gives the clock to whoever injects one. */
    @ApplicationScoped
    public static class Source {
        /** The clock in the rules' zone. */
        @Produces
        public Clock clock() {
            return new ExchangeClock(ZONE);
        }
    }
}
