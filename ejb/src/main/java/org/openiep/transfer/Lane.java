package org.openiep.transfer;

/** Which work a worker takes (requirement H1). */
public enum Lane {
    /** Collections that are blue light, nothing else: one worker that routine work never holds. */
    BLUE_LIGHT,
    /** Every collection, hospital to exchange; blue light first. */
    OUTBOUND,
    /** Every delivery, exchange to hospital; blue light first. */
    INBOUND
}
