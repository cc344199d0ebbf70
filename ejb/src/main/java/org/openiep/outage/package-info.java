/**
 * Nodes that cannot be reached, the exchange's own store when it takes no images, and how work goes on afterwards.
 */
package org.openiep.outage;
