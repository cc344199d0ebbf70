package org.openiep.routing;

import java.time.Instant;

/**
 * A route with its names.
 *
 * @param from institution that sends
 * @param to institution that receives
 * @param editable by the caller: the sending institution's administrators keep it
 */
public record RouteView(
        long id,
        RouteForm form,
        String callingNodeName,
        String from,
        String destinationNodeName,
        String to,
        boolean editable,
        String changedBy,
        Instant changed) {}
