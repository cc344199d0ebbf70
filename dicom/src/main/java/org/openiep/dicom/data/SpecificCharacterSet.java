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
    public static final SpecificCharacterSet DEFAULT = new SpecificCharacterSet(StandardCharsets.US_ASCII, List.of());

    /** Unicode in UTF-8, ISO_IR 192: has every character. */
    public static final SpecificCharacterSet UTF_8 = new SpecificCharacterSet(StandardCharsets.UTF_8, List.of());

    /** Western Europe, ISO_IR 100. */
    public static final SpecificCharacterSet LATIN_1 = new SpecificCharacterSet(StandardCharsets.ISO_8859_1, List.of());

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

    /** Defined terms, bare, between which escape sequences choose; none when there are no code extensions. */
    private final List<String> extensions;

    private SpecificCharacterSet(Charset initial, List<String> extensions) {
        this.initial = initial;
        this.extensions = extensions;
    }

    /** The character set of the values of (0008,0005); an empty first value stands for the default repertoire. */
    public static SpecificCharacterSet of(List<String> terms) {
        if (terms.isEmpty()) {
            return DEFAULT;
        }
        boolean extended =
                terms.size() > 1 || terms.get(0).toUpperCase(Locale.ROOT).contains("2022");
        List<String> bare = terms.stream().map(SpecificCharacterSet::bare).toList();
        return new SpecificCharacterSet(charset(bare.get(0)), extended ? bare : List.of());
    }

    private static String bare(String term) {
        return term.strip()
                .toUpperCase(Locale.ROOT)
                .replace('_', ' ')
                .replace("ISO 2022 ", "")
                .replace("ISO ", "");
    }

    private static Charset charset(String bare) {
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
        return !extensions.isEmpty()
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

    /** Is this the default repertoire, ASCII alone? */
    public boolean isDefault() {
        return initial.equals(StandardCharsets.US_ASCII) && extensions.isEmpty();
    }

    /** Does this set have all characters of the text? */
    public boolean canEncode(String text) {
        try {
            bytes(text, VR.PN);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    /**
     * Text as bytes: in the first of the character sets or, with code extensions, in any of them.
     *
     * @throws IllegalArgumentException when it has a character that is in none; the message does not repeat the text
     */
    public byte[] encode(String text, VR vr) {
        try {
            return bytes(text, vr);
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException(
                    "The text has a character that " + initial.name() + " has not; "
                            + "Specific Character Set (0008,0005) ISO_IR 192 has all",
                    e);
        }
    }

    private byte[] bytes(String text, VR vr) throws CharacterCodingException {
        boolean local = vr.kind() == VR.Kind.LOCAL_TEXT;
        if (local && !extensions.isEmpty()) {
            return new CodeExtensionEncoder(initial, extensions, vr == VR.PN).encode(text);
        }
        Charset charset = local ? initial : StandardCharsets.US_ASCII;
        String encodable = charset.name().equals("JIS_X0201") ? text.replace('\\', '\u00A5') : text;
        ByteBuffer encoded = charset.newEncoder().encode(CharBuffer.wrap(encodable));
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
