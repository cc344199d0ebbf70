package org.openiep.connector.api;

/**
 * Names an object (PS3.3 table 10-11).
 *
 * @param sopClassUid Referenced SOP Class UID (0008,1150)
 * @param sopInstanceUid Referenced SOP Instance UID (0008,1155)
 */
public record ObjectReference(String sopClassUid, String sopInstanceUid) {}
