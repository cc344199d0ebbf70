package org.openiep.web.lanes;

import java.util.Locale;

/** Patients' names as the lists show them. */
final class Names {

    private Names() {}

    /** "FAIRWEATHER, Eleanor" of "Fairweather, Eleanor". */
    static String of(String name) {
        int comma = name.indexOf(',');
        if (comma < 0) {
            return name.toUpperCase(Locale.UK);
        }
        String first = name.substring(comma + 1).strip();
        String last = name.substring(0, comma).toUpperCase(Locale.UK);
        return first.isEmpty() ? last : last + ", " + first;
    }
}
