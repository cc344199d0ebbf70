package org.openiep.web.api;

import org.openiep.exchange.Priority;

/**
 * Another priority for a transaction.
 *
 * @param reason why, up to 200 characters; for blue light what the emergency is
 */
public record PriorityChange(Priority priority, String reason) {}
