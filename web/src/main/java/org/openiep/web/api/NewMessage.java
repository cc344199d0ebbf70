package org.openiep.web.api;

/**
 * A message to the other side.
 *
 * @param text must not be empty
 */
public record NewMessage(String text) {}
