package org.openiep.connector.api;

/**
 * How a search ended.
 *
 * @param status DIMSE status (PS3.4 table C.4-1)
 * @param comment Error Comment (0000,0902), empty when there is none
 */
public record QueryOutcome(int status, String comment) {
    public static final QueryOutcome SUCCESS = new QueryOutcome(0, "");
}
