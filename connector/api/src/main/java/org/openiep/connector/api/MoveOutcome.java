package org.openiep.connector.api;

/**
 * Sub-operation counts of a C-MOVE response (PS3.4 C.4.2.1.6); a count that the node did not send is -1.
 *
 * @param status DIMSE status, 0 to FFFFH
 * @param comment Error Comment (0000,0902), empty when absent
 */
public record MoveOutcome(int status, int remaining, int completed, int failed, int warning, String comment) {}
