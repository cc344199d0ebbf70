package org.openiep.web.api;

/**
 * The answer to the creation of a transaction.
 *
 * @param reference what people call it, such as IEP-26-0001234
 */
public record TransactionCreated(String reference) {}
