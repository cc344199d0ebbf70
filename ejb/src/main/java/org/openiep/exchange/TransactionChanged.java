package org.openiep.exchange;

/** Something that a list or a page shows of a transaction has changed; observe it after success. */
public record TransactionChanged(String reference, long fromInstitution, long toInstitution) {}
