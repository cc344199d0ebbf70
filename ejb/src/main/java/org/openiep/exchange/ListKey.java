package org.openiep.exchange;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.openiep.problem.InvalidInput;

/**
 * Where a page of the list ends: the next begins after it, whatever was added meanwhile.
 *
 * @param urgent 1 for blue light that is not finished, else 0
 */
record ListKey(int urgent, Instant changed, long id) {
    static ListKey after(Transaction last) {
        return new ListKey(last.isUrgent() ? 1 : 0, last.changed(), last.id());
    }

    static ListKey parse(String text) {
        if (!text.matches("[01]\\.\\d{1,18}\\.\\d{1,18}")) {
            throw new InvalidInput("after", "Use the key that the page before gave, unchanged.");
        }
        String[] parts = text.split("\\.", -1);
        Instant changed = Instant.EPOCH.plus(Long.parseLong(parts[1]), ChronoUnit.MICROS);
        return new ListKey(Integer.parseInt(parts[0]), changed, Long.parseLong(parts[2]));
    }

    /** What {@link #parse} reads. */
    String text() {
        return urgent + "." + ChronoUnit.MICROS.between(Instant.EPOCH, changed) + "." + id;
    }
}
