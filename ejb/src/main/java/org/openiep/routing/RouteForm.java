package org.openiep.routing;

import org.openiep.exchange.Priority;

/**
 * A route as it is edited.
 *
 * @param callingNode id of the node that sends
 * @param calledAeTitle which of our AE titles it sends to
 * @param modality modalities that are taken, such as {@code CT, MR}; empty for any
 * @param description part of the study description that is taken, in capital or small letters, with {@code *} for any
 *     letters and {@code ?} for one; empty for any
 * @param destinationNode id of the node that gets the studies, of another institution
 * @param place 1 to 999: of several routes that match, the one with the lowest is taken
 */
public record RouteForm(
        long callingNode,
        String calledAeTitle,
        String modality,
        String description,
        long destinationNode,
        Priority priority,
        int place,
        boolean active) {}
