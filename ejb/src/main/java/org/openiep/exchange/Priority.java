package org.openiep.exchange;

/** How soon (requirement E3). The order is the order of work. */
public enum Priority {
    /** Emergencies only; never waits behind anything. */
    BLUE_LIGHT,
    NORMAL,
    /** Overnight. */
    BATCH;

    /** As rows keep it: the lower, the sooner. */
    public int rank() {
        return switch (this) {
            case BLUE_LIGHT -> 0;
            case NORMAL -> 1;
            case BATCH -> 2;
        };
    }

    /** The priority that a row keeps as that rank. */
    public static Priority ofRank(int rank) {
        return switch (rank) {
            case 0 -> BLUE_LIGHT;
            case 1 -> NORMAL;
            default -> BATCH;
        };
    }
}
