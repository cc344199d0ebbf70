package org.openiep.exchange;

import jakarta.ejb.Stateless;
import java.util.Map;

/** The lists on Home. */
@Stateless
public class TransactionList {
    /** One page of what the caller may see. */
    public ListPage page(ListQuery query) {
        throw new UnsupportedOperationException();
    }

    /** How many rows each tab has under the same filters; the query's tab and key do not matter. */
    public Map<Tab, Long> counts(ListQuery filters) {
        throw new UnsupportedOperationException();
    }
}
