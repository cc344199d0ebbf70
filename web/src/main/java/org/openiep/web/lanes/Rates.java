package org.openiep.web.lanes;

import org.jspecify.annotations.Nullable;

/** Images a second as people read them. */
final class Rates {

    private Rates() {}

    /** "38/s", "4.2/s"; empty while nothing is measured. */
    static String of(@Nullable Double rate) {
        if (rate == null || rate <= 0) {
            return "";
        }
        return rate < 10 ? "%.1f/s".formatted(rate) : "%.0f/s".formatted(rate);
    }
}
