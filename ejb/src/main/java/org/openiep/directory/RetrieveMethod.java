package org.openiep.directory;

/** How studies are fetched from a node (PS3.4 C.4). */
public enum RetrieveMethod {
    /** It sends them to us on associations that it opens itself: it must know our AE title, host and port. */
    C_MOVE,
    /** It sends them on the association that asks for them: it need not know where we are. */
    C_GET
}
