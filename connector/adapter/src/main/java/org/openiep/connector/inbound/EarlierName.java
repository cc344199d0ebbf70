package org.openiep.connector.inbound;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openiep.connector.api.ReceivedMark;

/**
 * The names that received files had before they bore a mark, for example {@code 12-525482-9ae1f00c-m7.dcm}: an upgrade may
 * find some.
 */
final class EarlierName {
    private static final String PART = ".part";
    private static final Pattern COMPLETE =
            Pattern.compile("\\d{1,9}-(\\d{1,18})-([0-9a-f]{8})(?:-m(\\d{1,5}))?\\.dcm");

    private EarlierName() {}

    /** Is it a file that was never complete? */
    static boolean isPart(String name) {
        return name.endsWith(PART);
    }

    /** What the name says of a complete file; absent for any other name. */
    static Optional<ReceivedMark> parse(String name) {
        Matcher form = COMPLETE.matcher(name);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new ReceivedMark(
                Long.parseLong(form.group(1)),
                Integer.parseUnsignedInt(form.group(2), 16),
                form.group(3) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(form.group(3)))));
    }
}
