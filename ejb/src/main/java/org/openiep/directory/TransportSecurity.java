package org.openiep.directory;

/** How associations with a node are protected on their way, both ways. */
public enum TransportSecurity {
    PLAIN,
    /** TLS 1.2 or 1.3 (PS3.15 B.9 and B.10, BCP 195). */
    TLS
}
