package org.openiep.dicom.dcmtk;

import java.util.Map;
import java.util.stream.Stream;

/** Names in the character sets that occur in the United Kingdom. */
public final class LocalTexts {
    private LocalTexts() {}

    /** Specific Character Set, and a text that uses it, each of its bytes a character. */
    public static Stream<Map.Entry<String, String>> all() {
        return Stream.of(
                Map.entry("ISO_IR 6", "Fairweather^Eleanor"),
                Map.entry("ISO_IR 100", "Fairweather^El\u00e9onore"),
                Map.entry("ISO_IR 101", "Wa\u00b3\u00easa^Zbigniew"),
                Map.entry("ISO_IR 109", "\u00c6\u00e6^\u00bb"),
                Map.entry("ISO_IR 110", "\u00c0\u00e0^\u00bf"),
                Map.entry("ISO_IR 144", "\u00bb\u00ee\u00da^\u00de"),
                Map.entry("ISO_IR 127", "\u00e2\u00c8\u00c7\u00e6^\u00e4\u00e6"),
                Map.entry("ISO_IR 126", "\u00c4\u00e9\u00ef\u00ed"),
                Map.entry("ISO_IR 138", "\u00f9\u00f8\u00e5\u00ef^\u00e3"),
                Map.entry("ISO_IR 148", "\u00d0\u00fd\u00fe^\u00dd"),
                Map.entry("ISO_IR 166", "\u00ca\u00c1^\u00e0\u00a1"),
                Map.entry("ISO_IR 13", "\u00d4\u00cf\u00c0\u00de^\u00c0\u00db\u00b3"),
                Map.entry("ISO_IR 192", "Wang^XiaoDong=\u00e7\u008e\u008b^\u00e5\u00b0\u008f\u00e4\u00b8\u009c"),
                Map.entry("GB18030", "Wang^XiaoDong=\u00cd\u00f5^\u00d0\u00a1\u00b6\u00ab"),
                Map.entry("GBK", "Wang^XiaoDong=\u00cd\u00f5^\u00d0\u00a1\u00b6\u00ab"),
                Map.entry(
                        "ISO 2022 IR 6\\ISO 2022 IR 100\\ISO 2022 IR 144",
                        "A\u001b-A\u00e9^\u001b-L\u00bb\u00ee\u00da"),
                Map.entry(
                        "\\ISO 2022 IR 149",
                        "Hong^Gildong=\u001b$)C\u00fb\u00f3^\u001b$)C\u00d1\u00ce\u00d4\u00d7="
                                + "\u001b$)C\u00c8\u00ab^\u001b$)C\u00b1\u00e6\u00b5\u00bf"),
                Map.entry(
                        "\\ISO 2022 IR 58", "Zhang^XiaoDong=\u001b$)A\u00d5\u00c5^\u001b$)A\u00d0\u00a1\u00b6\u00ab"));
    }
}
