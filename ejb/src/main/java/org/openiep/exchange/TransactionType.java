package org.openiep.exchange;

/** What a transaction is (requirement G15). */
public enum TransactionType {
    TRANSFER,
    REQUEST,
    DIRECT_ROUTING
}
