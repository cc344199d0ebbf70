package org.openiep.exchange;

/** The two halves of a transfer's way. */
public enum Step {
    /** From the source to the exchange. */
    COLLECT,
    /** From the exchange to the destination. */
    DELIVER
}
