package org.openiep.audit;

import org.jspecify.annotations.Nullable;

/**
 * Who did it.
 *
 * @param userId null for the exchange itself and for people who are not signed in
 * @param name as shown beside the change
 * @param institution whose chain the record belongs to; null for the exchange's own
 */
public record Actor(
        @Nullable Long userId, String name, @Nullable Long institution) {
    /** The exchange itself: a job, a clock, a policy. */
    public static final Actor EXCHANGE = new Actor(null, "Exchange", null);

    /** The exchange, acting for an institution. */
    public static Actor exchangeFor(long institution) {
        return new Actor(null, "Exchange", institution);
    }
}
