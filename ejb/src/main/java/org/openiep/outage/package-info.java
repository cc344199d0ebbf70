/**
 * Nodes that cannot be reached, the exchange's own store and database when they take no images, and how work goes on
 * afterwards.
 */
package org.openiep.outage;
