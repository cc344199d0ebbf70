package org.openiep.web.api;

/**
 * Why a transaction is called off.
 *
 * @param reason for the other side; must not be empty
 */
public record Cancellation(String reason) {}
