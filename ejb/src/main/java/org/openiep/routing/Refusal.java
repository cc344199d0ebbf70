package org.openiep.routing;

import java.time.Instant;

/**
 * Studies of a known node that nobody waited for and no route took.
 *
 * @param modality of the first image; empty when it had none
 * @param times associations on which it happened
 */
public record Refusal(
        String callingNode, String institution, String calledAeTitle, String modality, int times, Instant last) {}
