package org.openiep.connector.inbound;

import java.util.HexFormat;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a complete file in the incoming folder: what must be known after a restart, and cannot be read from its
 * content or must be checked against it. For example {@code 12-525482-9ae1f00c-m7.dcm}.
 *
 * @param number within the association
 * @param size of the file in bytes
 * @param crc32c of the file
 * @param moveMessageId Move Originator Message ID, where the sender gave it
 */
record FileName(int number, long size, int crc32c, OptionalInt moveMessageId) {
    static final String PART = ".part";
    static final String COMPLETE = ".dcm";

    private static final HexFormat HEXADECIMAL = HexFormat.of();
    private static final Pattern FORM = Pattern.compile("(\\d{1,9})-(\\d{1,18})-([0-9a-f]{8})(?:-m(\\d{1,5}))?\\.dcm");

    String text() {
        String move = moveMessageId.isPresent() ? "-m" + moveMessageId.getAsInt() : "";
        return number + "-" + size + "-" + HEXADECIMAL.toHexDigits(crc32c) + move + COMPLETE;
    }

    /** Absent for any other file. */
    static Optional<FileName> parse(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        return Optional.of(new FileName(
                Integer.parseInt(form.group(1)),
                Long.parseLong(form.group(2)),
                Integer.parseUnsignedInt(form.group(3), 16),
                form.group(4) == null ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(form.group(4)))));
    }
}
