package org.openiep.upload;

/**
 * How far a file has come.
 *
 * @param bytes of it that are here
 * @param whole is that all of it?
 */
public record Received(long bytes, boolean whole) {}
