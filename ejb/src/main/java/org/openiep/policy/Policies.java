package org.openiep.policy;

import jakarta.ejb.Stateless;
import java.time.Duration;
import java.util.List;

/** The values of the policies in force. Needs no caller. */
@Stateless
public class Policies {
    public int number(Policy policy) {
        throw new UnsupportedOperationException();
    }

    /** The institution's own value, or the exchange's where it has none. */
    public int number(Policy policy, long institution) {
        throw new UnsupportedOperationException();
    }

    public Duration time(Policy policy) {
        throw new UnsupportedOperationException();
    }

    public List<Duration> times(Policy policy) {
        throw new UnsupportedOperationException();
    }

    public boolean flag(Policy policy, long institution) {
        throw new UnsupportedOperationException();
    }
}
