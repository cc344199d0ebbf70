package org.openiep.exchange;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/** The ladder of a blue light that is not delivered (requirement H2), from the bottom. */
public enum LadderStep {
    /** The sender's PACS team is told. */
    OPERATOR(1, Policy.BLUE_LIGHT_OPERATOR),
    /** The sender's administrators are told. */
    LEAD(2, Policy.BLUE_LIGHT_LEAD),
    /** The receiver's PACS team is told. */
    RECEIVER(3, Policy.BLUE_LIGHT_RECEIVER),
    /** It is overdue; everybody is told, and the administrators of the exchange. */
    OVERDUE(4, Policy.BLUE_LIGHT_TARGET);

    private final int number;
    private final Policy policy;

    LadderStep(int number, Policy policy) {
        this.number = number;
        this.policy = policy;
    }

    /** As stored, from 1. */
    int number() {
        return number;
    }

    /** When it is taken, for a blue light of the institution that has been one since then; empty for never. */
    Optional<Instant> due(Policies policies, long institution, Instant since) {
        Duration after = policies.time(policy, institution);
        return after.isZero() ? Optional.empty() : Optional.of(since.plus(after));
    }
}
