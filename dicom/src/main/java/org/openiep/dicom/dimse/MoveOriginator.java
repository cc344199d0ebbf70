package org.openiep.dicom.dimse;

/**
 * On whose C-MOVE an object is sent (PS3.7 9.1.1.1).
 *
 * @param aeTitle who asked for the move
 * @param messageId of the C-MOVE-RQ, 0 to FFFFH
 */
public record MoveOriginator(String aeTitle, int messageId) {}
