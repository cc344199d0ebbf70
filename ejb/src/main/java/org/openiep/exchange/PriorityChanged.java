package org.openiep.exchange;

/** A transaction has another priority; fired inside the database transaction that gives it. */
public record PriorityChanged(long id, Priority priority) {}
