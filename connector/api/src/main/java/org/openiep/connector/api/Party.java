package org.openiep.connector.api;

/**
 * Who speaks on an inbound association.
 *
 * @param callingAeTitle as sent, without padding, 1 to 16 characters
 * @param calledAeTitle as sent, without padding, 1 to 16 characters
 * @param address the caller's IP address, textual
 */
public record Party(String callingAeTitle, String calledAeTitle, String address) {}
