package org.openiep.exchange;

/** Where a transaction is. {@link Moves} is the one table of what may follow what. */
public enum Status {
    NEW,
    ACCEPTED,
    NEEDS_DETAILS,
    UPLOADING,
    ON_IEP,
    DOWNLOAD_REQUESTED,
    DOWNLOADING,
    DELIVERED,
    FIXED_UP,
    FAILED,
    DECLINED,
    CANCELLED,
    PURGED
}
