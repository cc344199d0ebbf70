package org.openiep.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;

/** A clock that stands still until a test moves it. */
public final class MovedClock extends Clock {
    private Instant now;

    /** Shows that time. */
    public MovedClock(Instant now) {
        this.now = now;
    }

    /** So much time goes by. */
    public void pass(Duration time) {
        now = now.plus(time);
    }

    @Override
    public Instant instant() {
        return now;
    }

    @Override
    public ZoneId getZone() {
        return ExchangeClock.ZONE;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
