package org.openiep.dicom.dcmtk;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.SequenceElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.data.ValueElement;

/** A data set as dcmdump prints it, one line an element: from a file by dcmdump itself, or from our reading of it. */
public final class Dump {
    private static final Pattern LINE =
            Pattern.compile("( *)\\(([0-9a-f]{4}),([0-9a-f]{4})\\) (\\S\\S) (.*?) *# +(\\S+), *\\d+ .*");

    /** What dcmdump calls, in implicit VR, what it has not in its dictionary or has with several VRs. */
    private static final Map<String, String> IMPLICIT = Map.of("??", "UN", "xs", "US", "lt", "OW");

    private Dump() {}

    /** What dcmdump prints of a file's data set. */
    public static List<String> byDcmtk(Path file) throws IOException {
        return Dcmtk.run("dcmdump", "-q", "+L", "-Un", "-uc", file.toString())
                .lines()
                .map(LINE::matcher)
                .filter(Matcher::matches)
                .filter(m -> !m.group(2).equals("0002"))
                .filter(m -> !m.group(3).equals("e00d") && !m.group(3).equals("e0dd"))
                .map(Dump::line)
                .toList();
    }

    private static String line(Matcher m) {
        String vr = IMPLICIT.getOrDefault(m.group(4), m.group(4));
        String start = m.group(1) + "(" + m.group(2) + "," + m.group(3) + ") " + vr;
        boolean structure = m.group(4).equals("SQ")
                || (m.group(4).equals("na") && m.group(5).startsWith("(Item"));
        boolean fragments = m.group(5).startsWith("(PixelSequence");
        return structure || fragments ? start : start + " " + m.group(5) + " #" + m.group(6);
    }

    /** What dcmdump should print of the data set. */
    public static List<String> of(DataSet set) {
        List<String> lines = new ArrayList<>();
        add(lines, "", set);
        return lines;
    }

    private static void add(List<String> lines, String indent, DataSet set) {
        for (Element element : set) {
            String start = indent + Tag.format(element.tag()).toLowerCase(Locale.ROOT) + " " + element.vr();
            if (element instanceof SequenceElement sequence) {
                lines.add(start);
                for (DataSet item : sequence.items()) {
                    lines.add(indent + "  (fffe,e000) na");
                    add(lines, indent + "    ", item);
                }
            } else if (element instanceof FragmentsElement fragments) {
                lines.add(start);
                for (byte[] fragment : fragments.fragments()) {
                    lines.add(indent + "  (fffe,e000) pi " + bytes(fragment) + " #" + fragment.length);
                }
            } else if (element instanceof ValueElement value) {
                lines.add(start + " " + value(set, value) + " #" + value.bytes().length);
            }
        }
    }

    private static String value(DataSet set, ValueElement value) {
        if (value.isEmpty()) {
            return "(no value available)";
        }
        return switch (value.vr().kind()) {
            case TEXT, LOCAL_TEXT -> "[" + text(value) + "]";
            case BYTES -> value.vr() == VR.OW ? words(value.bytes()) : bytes(value.bytes());
            case FLOAT -> String.join("\\", set.strings(value.tag())).replaceAll("\\.0(?=\\\\|$)", "");
            default -> String.join("\\", set.strings(value.tag())).toLowerCase(Locale.ROOT);
        };
    }

    private static String text(ValueElement value) {
        String text = new String(value.bytes(), StandardCharsets.ISO_8859_1);
        int end = text.length();
        char padding = (char) value.vr().padding();
        while (end > 0 && text.charAt(end - 1) == padding) {
            end--;
        }
        return text.substring(0, end);
    }

    private static String bytes(byte[] bytes) {
        return bytes.length == 0
                ? "(no value available)"
                : HexFormat.ofDelimiter("\\").formatHex(bytes);
    }

    private static String words(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
        List<String> words = new ArrayList<>();
        while (buffer.remaining() >= 2) {
            words.add(String.format("%04x", buffer.getShort()));
        }
        return String.join("\\", words);
    }
}
