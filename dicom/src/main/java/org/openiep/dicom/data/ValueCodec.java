package org.openiep.dicom.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalLong;

/** Turns the bytes of a value into texts and back (PS3.5 6.2, 6.4). Bytes are little endian. */
final class ValueCodec {
    private ValueCodec() {}

    /** All values as text, numbers in decimal, tags as "(gggg,eeee)"; none for an empty value and for plain bytes. */
    static List<String> strings(VR vr, byte[] bytes, SpecificCharacterSet charset) {
        if (bytes.length == 0) {
            return List.of();
        }
        return switch (vr.kind()) {
            case TEXT, LOCAL_TEXT -> texts(vr, charset.decode(bytes, vr));
            case SIGNED, UNSIGNED, FLOAT, TAG -> numbers(vr, bytes);
            case BYTES, SEQUENCE -> List.of();
        };
    }

    private static List<String> texts(VR vr, String text) {
        if (!vr.isMultiple()) {
            return List.of(trim(vr, text));
        }
        List<String> values = new ArrayList<>();
        int start = 0;
        for (int end = text.indexOf('\\'); end >= 0; end = text.indexOf('\\', start)) {
            values.add(trim(vr, text.substring(start, end)));
            start = end + 1;
        }
        values.add(trim(vr, text.substring(start)));
        return values.size() == 1 && values.get(0).isEmpty() ? List.of() : values;
    }

    private static String trim(VR vr, String text) {
        int end = text.length();
        while (end > 0 && isPadding(text.charAt(end - 1))) {
            end--;
        }
        int start = 0;
        while (vr.ignoresLeadingSpaces() && start < end && isPadding(text.charAt(start))) {
            start++;
        }
        return text.substring(start, end);
    }

    /** Some devices pad text with nulls and identifiers with spaces. */
    private static boolean isPadding(char c) {
        return c == ' ' || c == 0;
    }

    private static List<String> numbers(VR vr, byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        int length = vr == VR.AT ? 4 : vr.wordLength();
        List<String> values = new ArrayList<>(bytes.length / length);
        while (buffer.remaining() >= length) {
            values.add(
                    switch (vr) {
                        case AT -> Tag.format(tag(buffer));
                        case FL -> Float.toString(buffer.getFloat());
                        case FD -> Double.toString(buffer.getDouble());
                        case US -> Integer.toString(Short.toUnsignedInt(buffer.getShort()));
                        case SS -> Short.toString(buffer.getShort());
                        case UL -> Integer.toUnsignedString(buffer.getInt());
                        case SL -> Integer.toString(buffer.getInt());
                        case UV -> Long.toUnsignedString(buffer.getLong());
                        case SV -> Long.toString(buffer.getLong());
                        default -> throw new IllegalArgumentException(vr + " is not a number");
                    });
        }
        return values;
    }

    /** Is it a whole number in binary, of 16 or 32 bits? */
    static boolean isShortInteger(VR vr) {
        return vr == VR.US || vr == VR.SS || vr == VR.UL || vr == VR.SL;
    }

    /** The first value of a {@linkplain #isShortInteger short integer}, without a detour by text; absent when there is none. */
    static OptionalLong firstInteger(VR vr, byte[] bytes) {
        if (bytes.length < vr.wordLength()) {
            return OptionalLong.empty();
        }
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        return OptionalLong.of(
                switch (vr) {
                    case US -> Short.toUnsignedInt(buffer.getShort());
                    case SS -> buffer.getShort();
                    case UL -> Integer.toUnsignedLong(buffer.getInt());
                    case SL -> buffer.getInt();
                    default -> throw new IllegalArgumentException(vr + " is not a short integer");
                });
    }

    private static int tag(ByteBuffer buffer) {
        int group = Short.toUnsignedInt(buffer.getShort());
        return group << 16 | Short.toUnsignedInt(buffer.getShort());
    }

    /**
     * The bytes of values given as text, not padded.
     *
     * @throws IllegalArgumentException when a value is no number where one is needed, has a backslash, or a character
     *     that the character set has not; the message does not repeat the value
     */
    static byte[] bytes(int tag, VR vr, SpecificCharacterSet charset, String... values) {
        return switch (vr.kind()) {
            case TEXT, LOCAL_TEXT -> text(tag, vr, charset, values);
            case SIGNED, UNSIGNED, FLOAT, TAG -> binary(tag, vr, values);
            case BYTES, SEQUENCE -> {
                if (values.length > 0) {
                    throw new IllegalArgumentException(Tag.format(tag) + ": a value of " + vr + " is not text");
                }
                yield new byte[0];
            }
        };
    }

    private static byte[] text(int tag, VR vr, SpecificCharacterSet charset, String... values) {
        for (String value : values) {
            if (vr.isMultiple() && value.indexOf('\\') >= 0) {
                throw new IllegalArgumentException(Tag.format(tag) + ": a value of " + vr + " has no backslash");
            }
        }
        if (!vr.isMultiple() && values.length > 1) {
            throw new IllegalArgumentException(Tag.format(tag) + ": " + vr + " has one value only");
        }
        try {
            return charset.encode(String.join("\\", values), vr);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(Tag.format(tag) + ": " + e.getMessage(), e);
        }
    }

    private static byte[] binary(int tag, VR vr, String... values) {
        int length = vr == VR.AT ? 4 : vr.wordLength();
        ByteBuffer buffer = ByteBuffer.allocate(values.length * length).order(ByteOrder.LITTLE_ENDIAN);
        for (String value : values) {
            try {
                put(buffer, vr, value.strip());
            } catch (NumberFormatException e) {
                throw new IllegalArgumentException(Tag.format(tag) + ": not a value of " + vr, e);
            }
        }
        return buffer.array();
    }

    private static void put(ByteBuffer buffer, VR vr, String value) {
        switch (vr) {
            case AT -> putTag(buffer, value);
            case FL -> buffer.putFloat(Float.parseFloat(value));
            case FD -> buffer.putDouble(Double.parseDouble(value));
            case US -> buffer.putShort((short) bounded(value, 0, 0xFFFF));
            case SS -> buffer.putShort((short) bounded(value, Short.MIN_VALUE, Short.MAX_VALUE));
            case UL -> buffer.putInt((int) bounded(value, 0, 0xFFFFFFFFL));
            case SL -> buffer.putInt((int) bounded(value, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case UV -> buffer.putLong(Long.parseUnsignedLong(value));
            case SV -> buffer.putLong(Long.parseLong(value));
            default -> throw new IllegalArgumentException(vr + " is not a number");
        }
    }

    private static long bounded(String value, long min, long max) {
        long number = Long.parseLong(value);
        if (number < min || number > max) {
            throw new NumberFormatException("not from " + min + " to " + max);
        }
        return number;
    }

    private static void putTag(ByteBuffer buffer, String value) {
        String digits = value.toUpperCase(Locale.ROOT).replaceAll("[(),]", "");
        int tag = Integer.parseUnsignedInt(digits, 16);
        buffer.putShort((short) (tag >>> 16)).putShort((short) tag);
    }
}
