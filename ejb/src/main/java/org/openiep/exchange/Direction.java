package org.openiep.exchange;

/** Seen from the caller's institution: do the images leave it, or come to it? */
public enum Direction {
    IN,
    OUT
}
