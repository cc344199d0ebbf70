package org.openiep.dicom.data;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnmappableCharacterException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Writes text with ISO 2022 code extensions (PS3.5 6.1.2.5.3): an escape sequence before the first character of
 * another set, and back to the first set before each delimiter, control character and the end.
 */
final class CodeExtensionEncoder {
    /** How a defined term's set is called in: escape sequence, charset, and what is done with the charset's bytes. */
    private record Extension(String escape, Charset charset, boolean lowerHalf) {}

    /** Defined terms (PS3.3 tables C.12-3 and C.12-4), bare; escape sequences without ESC; charset; G0 or G1. */
    private static final Map<String, String[]> TERMS = Map.ofEntries(
            Map.entry("IR 100", new String[] {"-A", "ISO-8859-1", "G1"}),
            Map.entry("IR 101", new String[] {"-B", "ISO-8859-2", "G1"}),
            Map.entry("IR 109", new String[] {"-C", "ISO-8859-3", "G1"}),
            Map.entry("IR 110", new String[] {"-D", "ISO-8859-4", "G1"}),
            Map.entry("IR 144", new String[] {"-L", "ISO-8859-5", "G1"}),
            Map.entry("IR 127", new String[] {"-G", "ISO-8859-6", "G1"}),
            Map.entry("IR 126", new String[] {"-F", "ISO-8859-7", "G1"}),
            Map.entry("IR 138", new String[] {"-H", "ISO-8859-8", "G1"}),
            Map.entry("IR 148", new String[] {"-M", "ISO-8859-9", "G1"}),
            Map.entry("IR 203", new String[] {"-b", "ISO-8859-15", "G1"}),
            Map.entry("IR 166", new String[] {"-T", "TIS-620", "G1"}),
            Map.entry("IR 149", new String[] {"$)C", "EUC-KR", "G1"}),
            Map.entry("IR 58", new String[] {"$)A", "GB2312", "G1"}),
            Map.entry("IR 87", new String[] {"$B", "EUC-JP", "G0"}));

    private static final int ESCAPE = 0x1B;

    private final boolean name;
    private final List<Extension> extensions = new ArrayList<>();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private Extension current;
    private final Extension start;

    /** @param terms of Specific Character Set, bare, without "ISO 2022 " */
    CodeExtensionEncoder(Charset initial, List<String> terms, boolean name) {
        this.name = name;
        this.start = new Extension("", initial, false);
        this.current = start;
        for (String term : terms) {
            String[] found = TERMS.get(term);
            if (found != null && Charset.isSupported(found[1])) {
                extensions.add(new Extension(found[0], Charset.forName(found[1]), found[2].equals("G0")));
            }
        }
    }

    /** @throws CharacterCodingException when a character is in none of the sets */
    byte[] encode(String text) throws CharacterCodingException {
        for (int at = 0; at < text.length(); ) {
            int end = text.offsetByCodePoints(at, 1);
            character(text.substring(at, end));
            at = end;
        }
        reset();
        return bytes.toByteArray();
    }

    private void character(String character) throws CharacterCodingException {
        char c = character.charAt(0);
        if (isDelimiter(c)) {
            reset();
            bytes.write(c);
            return;
        }
        if (c < 0x80) {
            if (current.lowerHalf) {
                reset();
            }
            bytes.write(c);
            return;
        }
        byte[] encoded = inSet(current, character);
        for (int i = 0; encoded.length == 0 && i < extensions.size(); i++) {
            encoded = inSet(extensions.get(i), character);
            if (encoded.length > 0) {
                change(extensions.get(i));
            }
        }
        if (encoded.length == 0 && current.lowerHalf) {
            // The upper half is still that of the first set.
            reset();
            encoded = inSet(start, character);
        }
        if (encoded.length == 0) {
            throw new UnmappableCharacterException(1);
        }
        bytes.writeBytes(encoded);
    }

    /** The character's bytes; none when the set does not have it. */
    private static byte[] inSet(Extension set, String character) {
        try {
            ByteBuffer buffer = set.charset
                    .newEncoder()
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .encode(CharBuffer.wrap(character));
            byte[] encoded = new byte[buffer.remaining()];
            buffer.get(encoded);
            if (!set.lowerHalf) {
                return encoded;
            }
            // EUC has a third set, in three bytes, and half-width signs, which this escape sequence does not reach.
            if (encoded.length != 2 || (encoded[0] & 0xFF) == 0x8E) {
                return new byte[0];
            }
            return new byte[] {(byte) (encoded[0] & 0x7F), (byte) (encoded[1] & 0x7F)};
        } catch (CharacterCodingException e) {
            return new byte[0];
        }
    }

    private boolean isDelimiter(char c) {
        return c < ' ' || c == '\\' || (name && (c == '^' || c == '='));
    }

    private void change(Extension next) {
        if (current.lowerHalf) {
            reset();
        }
        escape(next.escape);
        current = next;
    }

    /** Back to what a value begins with. G1 goes back by itself at a delimiter (PS3.5 6.1.2.5.3). */
    private void reset() {
        if (current.lowerHalf) {
            escape("(B");
        }
        current = start;
    }

    private void escape(String sequence) {
        bytes.write(ESCAPE);
        bytes.writeBytes(sequence.getBytes(StandardCharsets.US_ASCII));
    }
}
