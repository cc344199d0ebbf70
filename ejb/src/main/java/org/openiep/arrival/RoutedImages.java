package org.openiep.arrival;

import org.openiep.exchange.DirectRouting.Place;

/**
 * Images of a routed study have been recorded on this server; observe it after success. It only saves time: the delivery
 * that follows the end of the study sends whatever nobody has sent before.
 *
 * @param routedId the study as a route took it on
 */
public record RoutedImages(long routedId, Place place) {}
