package org.openiep.connector.api;

/**
 * On whose C-MOVE an object is sent (PS3.7 9.1.1.1).
 *
 * @param aeTitle who asked for the move
 * @param messageId of its C-MOVE-RQ, 0 to FFFFH
 */
public record MoveOrigin(String aeTitle, int messageId) {}
