package org.openiep.exchange;

/** A transaction took a step; fired inside the database transaction that makes it. */
public record TransactionMoved(long id, String reference, Status from, Status to) {}
