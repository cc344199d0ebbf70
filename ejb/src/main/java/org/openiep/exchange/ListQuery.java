package org.openiep.exchange;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * What the list is asked for.
 *
 * @param search free text: patient name, NHS number, patient ID, reference or institution; empty for all (G17)
 * @param from created on or after that day, Europe/London
 * @param to created on or before that day
 * @param after the {@link ListPage#next()} of the page before; empty for the first
 * @param size rows a page, 1 to 200
 */
public record ListQuery(
        Tab tab,
        String search,
        @Nullable TransactionType type,
        @Nullable Direction direction,
        @Nullable Long institution,
        @Nullable LocalDate from,
        @Nullable LocalDate to,
        String after,
        int size) {
    /** The first page of a tab. */
    public static ListQuery of(Tab tab) {
        return new ListQuery(tab, "", null, null, null, null, null, "", 50);
    }
}
