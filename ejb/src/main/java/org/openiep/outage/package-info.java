/** Nodes that cannot be reached, and how their work goes on when they answer again. */
package org.openiep.outage;
