/**
 * What hospitals send to us: whether it is expected or routed (I11), and how it comes into the store and the rows.
 */
package org.openiep.arrival;
