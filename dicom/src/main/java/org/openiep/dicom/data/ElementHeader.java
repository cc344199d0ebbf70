package org.openiep.dicom.data;

import java.io.IOException;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * What stands before the value of an element (PS3.5 7.1).
 *
 * @param letters the two bytes of the VR as they came, the first in the upper byte; 0 in implicit VR
 * @param longForm were there two reserved bytes and a length of 32 bits?
 * @param reserved these two bytes, which should be 0
 * @param length bytes of the value, 0 to FFFFFFFEH, or {@link #UNDEFINED}
 * @param start offset of the tag
 */
record ElementHeader(int tag, VR vr, int letters, boolean longForm, int reserved, long length, long start) {
    static final long UNDEFINED = 0xFFFFFFFFL;

    boolean hasUndefinedLength() {
        return length == UNDEFINED;
    }

    /**
     * Reads what follows the tag.
     *
     * @param signed does "US or SS" mean signed here? Asked in implicit VR only
     */
    static ElementHeader read(ByteSource source, boolean explicit, int tag, long start, BooleanSupplier signed)
            throws IOException {
        if (!explicit) {
            return new ElementHeader(tag, implicitVr(tag, signed), 0, true, 0, source.unsigned32(tag), start);
        }
        int first = source.unsigned8(tag);
        int second = source.unsigned8(tag);
        int letters = first << 8 | second;
        VR vr = VR.of(first, second).orElse(VR.UN);
        boolean longForm = vr.longForm();
        if (!isLetter(first) || !isLetter(second)) {
            // Some devices write these where they do not know the VR, with a length of two bytes.
            if (letters != ('?' << 8 | '?') && letters != ('-' << 8 | '-') && letters != (' ' << 8 | ' ')) {
                throw new DicomFormatException(String.format(
                        "%s at offset %d has %02X%02XH where two letters of a value representation were expected",
                        Tag.format(tag), start, first, second));
            }
            longForm = false;
        }
        // All VRs that may yet come are of the long form (PS3.5 7.1.2).
        int reserved = longForm ? source.unsigned16(tag) : 0;
        long length = longForm ? source.unsigned32(tag) : source.unsigned16(tag);
        return new ElementHeader(tag, vr, letters, longForm, reserved, length, start);
    }

    private static boolean isLetter(int c) {
        return c >= 'A' && c <= 'Z';
    }

    private static VR implicitVr(int tag, BooleanSupplier signed) {
        List<VR> vrs = Dictionary.find(tag).map(Dictionary.Entry::vrs).orElse(List.of(VR.UN));
        return vrs.contains(VR.SS) && signed.getAsBoolean() ? VR.SS : vrs.get(0);
    }
}
