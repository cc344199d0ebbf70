package org.openiep.dicom.data;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Decodes and encodes text by Specific Character Set (0008,0005) (PS3.3 C.12.1.1.2, PS3.5 6.1). Decoding never fails:
 * what is not known, or not what it says, is read as Latin-1, which it mostly is.
 */
public final class SpecificCharacterSet {
    /** The default repertoire: no Specific Character Set (0008,0005) is present. */
    public static final SpecificCharacterSet DEFAULT = new SpecificCharacterSet(StandardCharsets.US_ASCII, false);

    /** Defined terms, without the "ISO 2022 " or "ISO_" before them. */
    private static final Map<String, String> CHARSETS = Map.ofEntries(
            Map.entry("IR 6", "US-ASCII"),
            Map.entry("IR 100", "ISO-8859-1"),
            Map.entry("IR 101", "ISO-8859-2"),
            Map.entry("IR 109", "ISO-8859-3"),
            Map.entry("IR 110", "ISO-8859-4"),
            Map.entry("IR 144", "ISO-8859-5"),
            Map.entry("IR 127", "ISO-8859-6"),
            Map.entry("IR 126", "ISO-8859-7"),
            Map.entry("IR 138", "ISO-8859-8"),
            Map.entry("IR 148", "ISO-8859-9"),
            Map.entry("IR 203", "ISO-8859-15"),
            Map.entry("IR 166", "TIS-620"),
            Map.entry("IR 13", "JIS_X0201"),
            Map.entry("IR 192", "UTF-8"),
            Map.entry("GB18030", "GB18030"),
            Map.entry("GBK", "GBK"));

    private final Charset initial;
    private final boolean extended;

    private SpecificCharacterSet(Charset initial, boolean extended) {
        this.initial = initial;
        this.extended = extended;
    }

    /** The character set of the values of (0008,0005); an empty first value stands for the default repertoire. */
    public static SpecificCharacterSet of(List<String> terms) {
        if (terms.isEmpty()) {
            return DEFAULT;
        }
        boolean extended =
                terms.size() > 1 || terms.get(0).toUpperCase(Locale.ROOT).contains("2022");
        return new SpecificCharacterSet(charset(terms.get(0)), extended);
    }

    private static Charset charset(String term) {
        String bare = term.strip()
                .toUpperCase(Locale.ROOT)
                .replace('_', ' ')
                .replace("ISO 2022 ", "")
                .replace("ISO ", "");
        if (bare.isEmpty()) {
            return StandardCharsets.US_ASCII;
        }
        String name = CHARSETS.get(bare);
        // The multi-byte sets of ISO 2022 are reached by escapes only: before the first one, text is ASCII.
        return name != null && Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.US_ASCII;
    }

    /** The text of a value, all values of a multiple one with their backslashes; unpadded it is not. */
    public String decode(byte[] bytes, VR vr) {
        if (vr.kind() != VR.Kind.LOCAL_TEXT) {
            return new String(bytes, StandardCharsets.ISO_8859_1);
        }
        return extended
                ? new CodeExtensions(initial, vr == VR.PN).decode(bytes)
                : decode(bytes, 0, bytes.length, initial);
    }

    static String decode(byte[] bytes, int from, int to, Charset charset) {
        String text;
        try {
            text = charset.newDecoder()
                    .decode(ByteBuffer.wrap(bytes, from, to - from))
                    .toString();
        } catch (CharacterCodingException e) {
            text = new String(bytes, from, to - from, StandardCharsets.ISO_8859_1);
        }
        // In JIS X 0201 the delimiter's place is taken by the yen sign (PS3.5 6.1.2.3).
        return charset.name().equals("JIS_X0201") ? text.replace('\u00A5', '\\') : text;
    }

    /**
     * Text as bytes, in the first of the character sets.
     *
     * @throws IllegalArgumentException when it has a character that is not in the set
     */
    public byte[] encode(String text, VR vr) {
        Charset charset = vr.kind() == VR.Kind.LOCAL_TEXT ? initial : StandardCharsets.US_ASCII;
        String encodable = charset.name().equals("JIS_X0201") ? text.replace('\\', '\u00A5') : text;
        try {
            ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(encodable));
            byte[] bytes = new byte[encoded.remaining()];
            encoded.get(bytes);
            return bytes;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The text has a character that " + charset.name() + " has not; "
                            + "Specific Character Set (0008,0005) ISO_IR 192 has all",
                    e);
        }
    }
}
