package org.openiep.queue;

/** Which work a worker takes (requirement H1). */
public enum Lane {
    /** Collections that are blue light, nothing else: one worker that routine work never holds. */
    BLUE_LIGHT,
    /** Every collection, hospital to exchange; blue light first. */
    OUTBOUND,
    /** Every delivery, exchange to hospital; blue light first. */
    INBOUND,
    /** Deliveries that are blue light, nothing else: one worker that routine work never holds. */
    BLUE_LIGHT_INBOUND;

    /** Sessions of the listener of a lane that takes anything, and so its workers on each server. */
    public static final int SESSIONS = 4;

    /** Takes nothing but blue light. */
    public boolean reserved() {
        return this == BLUE_LIGHT || this == BLUE_LIGHT_INBOUND;
    }

    /** Where its jobs stand: those of a reserved lane stand in the same queue as all others of that direction. */
    public Lane queue() {
        return switch (this) {
            case BLUE_LIGHT, OUTBOUND -> OUTBOUND;
            case BLUE_LIGHT_INBOUND, INBOUND -> INBOUND;
        };
    }

    /** The number of its first worker on each server: in each direction, number 1 is the one kept for blue light. */
    public int firstWorker() {
        return reserved() ? 1 : 2;
    }

    /** The number of its last worker. */
    public int lastWorker() {
        return reserved() ? 1 : 1 + SESSIONS;
    }

    /** The lane of the same direction that takes blue light only. */
    public Lane reserve() {
        return queue() == OUTBOUND ? BLUE_LIGHT : BLUE_LIGHT_INBOUND;
    }
}
