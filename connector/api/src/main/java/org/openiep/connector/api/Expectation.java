package org.openiep.connector.api;

/** What the application means to do with the objects of a study that a party sends. */
public enum Expectation {
    /** Nobody waits for them: refused with status 0124H, never swallowed. */
    NONE,
    /** We asked their source for them and it still has them: they may be confirmed before they are on disk. */
    FETCHED,
    /** The same, and nobody is about to read them: they need not stay in the operating system's memory. */
    FETCHED_TO_REST,
    /** Their sender may delete them once they are confirmed: they are forced to disk before. */
    PUSHED
}
