package org.openiep.dicom.data;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * Text with ISO 2022 code extensions (PS3.5 6.1.2.5): escape sequences switch what the lower (G0) and the upper half
 * (G1) of the code table mean; a delimiter or a control character switches back to the start.
 */
final class CodeExtensions {
    private static final int ESCAPE = 0x1B;

    /** Escape sequences for G1 (PS3.3 tables C.12-3 and C.12-4); each of these charsets has ASCII as its lower half. */
    private static final Map<String, String> UPPER = Map.ofEntries(
            Map.entry("-A", "ISO-8859-1"),
            Map.entry("-B", "ISO-8859-2"),
            Map.entry("-C", "ISO-8859-3"),
            Map.entry("-D", "ISO-8859-4"),
            Map.entry("-L", "ISO-8859-5"),
            Map.entry("-G", "ISO-8859-6"),
            Map.entry("-F", "ISO-8859-7"),
            Map.entry("-H", "ISO-8859-8"),
            Map.entry("-M", "ISO-8859-9"),
            Map.entry("-b", "ISO-8859-15"),
            Map.entry("-T", "TIS-620"),
            Map.entry(")I", "JIS_X0201"),
            Map.entry("$)C", "EUC-KR"),
            Map.entry("$)A", "GB2312"));

    private enum Lower {
        SINGLE,
        JIS_X0208,
        JIS_X0212
    }

    private final Charset initial;
    private final boolean name;
    private final StringBuilder text = new StringBuilder();
    private Charset upper;
    private Lower lower = Lower.SINGLE;

    /** @param name do the delimiters of person names count too? */
    CodeExtensions(Charset initial, boolean name) {
        this.initial = initial;
        this.name = name;
        this.upper = initial;
    }

    String decode(byte[] bytes) {
        int at = 0;
        while (at < bytes.length) {
            if (bytes[at] == ESCAPE) {
                at = escape(bytes, at + 1);
            } else if (isDelimiter(bytes[at])) {
                upper = initial;
                lower = Lower.SINGLE;
                text.append((char) bytes[at++]);
            } else {
                at = lower == Lower.SINGLE ? run(bytes, at) : pair(bytes, at);
            }
        }
        return text.toString();
    }

    private boolean isDelimiter(byte b) {
        if (b >= 0 && b < ' ') {
            return true;
        }
        // Inside of a two-byte set these values are halves of characters.
        return lower == Lower.SINGLE && (b == '\\' || (name && (b == '^' || b == '=')));
    }

    /** Takes the escape sequence whose first byte after ESC is at {@code at}; one that is not known is dropped. */
    private int escape(byte[] bytes, int at) {
        int end = at;
        while (end < bytes.length && bytes[end] >= 0x20 && bytes[end] <= 0x2F) {
            end++;
        }
        end = Math.min(end + 1, bytes.length);
        String sequence = new String(bytes, at, end - at, StandardCharsets.ISO_8859_1);
        switch (sequence) {
            case "(B", "(J" -> lower = Lower.SINGLE;
            case "$B", "$@" -> lower = Lower.JIS_X0208;
            case "$(D" -> lower = Lower.JIS_X0212;
            default -> {
                String charset = UPPER.get(sequence);
                if (charset != null && Charset.isSupported(charset)) {
                    upper = Charset.forName(charset);
                }
            }
        }
        return end;
    }

    private int run(byte[] bytes, int from) {
        int to = from;
        while (to < bytes.length && bytes[to] != ESCAPE && !isDelimiter(bytes[to])) {
            to++;
        }
        text.append(SpecificCharacterSet.decode(bytes, from, to, upper));
        return to;
    }

    /** One character of a Japanese set: EUC has the same two bytes with their high bits on. */
    private int pair(byte[] bytes, int at) {
        if (at + 1 >= bytes.length) {
            text.append('\uFFFD');
            return bytes.length;
        }
        byte first = (byte) (bytes[at] | 0x80);
        byte second = (byte) (bytes[at + 1] | 0x80);
        byte[] euc = lower == Lower.JIS_X0208 ? new byte[] {first, second} : new byte[] {(byte) 0x8F, first, second};
        text.append(new String(euc, Charset.forName("EUC-JP")));
        return at + 2;
    }
}
