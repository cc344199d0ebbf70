package org.openiep.exchange;

import java.util.List;

/**
 * One page, blue light that is not finished first, then latest change.
 *
 * @param next key for the page that follows; empty on the last
 */
public record ListPage(List<TransactionRow> rows, String next) {}
