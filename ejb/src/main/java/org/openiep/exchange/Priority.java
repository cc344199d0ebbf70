package org.openiep.exchange;

/** How soon (requirement E3). The order is the order of work. */
public enum Priority {
    /** Emergencies only; never waits behind anything. */
    BLUE_LIGHT,
    NORMAL,
    /** Overnight. */
    BATCH
}
