package org.openiep.exchange;

import java.util.List;

/**
 * What a disk is to be made of, and what is to stand on it.
 *
 * @param from the institution that sends, by name
 * @param to the institution that is to have it, by name
 * @param studyEntries whose images go onto it
 * @param expected images in all; 0 while not known
 */
public record DiskOrder(String reference, String from, String to, List<Long> studyEntries, int expected) {}
