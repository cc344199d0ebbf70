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

    /** The lane of the same direction that takes blue light only. */
    public Lane reserve() {
        return queue() == OUTBOUND ? BLUE_LIGHT : BLUE_LIGHT_INBOUND;
    }
}
