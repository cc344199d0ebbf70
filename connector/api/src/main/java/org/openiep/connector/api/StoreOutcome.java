package org.openiep.connector.api;

/**
 * A node's answer to one C-STORE (PS3.4 table B.2-1).
 *
 * @param status DIMSE status, 0 to FFFFH
 * @param comment Error Comment (0000,0902), empty when absent
 */
public record StoreOutcome(int status, String comment) {
    /** Success, or a warning (Bxxx): the node holds the object either way. */
    public boolean stored() {
        return status == 0 || (status & 0xF000) == 0xB000;
    }
}
