package org.openiep.exchange;

/**
 * Images of one study of a transaction.
 *
 * @param expected what the source promised; 0 while not known
 * @param held on IEP
 * @param delivered confirmed by the destination
 * @param refused by the destination
 */
public record Counts(int expected, int held, int delivered, int refused) {}
