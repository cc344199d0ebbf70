package org.openiep.dicom.data;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.openiep.dicom.dcmtk.LocalTexts;

/** Data sets of all that may occur, and of what should not and does. */
public final class EdgeCases {
    static final long UNDEFINED = 0xFFFFFFFFL;
    private static final int PRIVATE_CREATOR = 0x00090010;
    private static final int OVERLAY_DATA = 0x60003000;
    private static final int DATA_SET_TRAILING_PADDING = 0xFFFCFFFC;

    /** A tag of each VR that the dictionary knows, so that they survive implicit VR too. */
    private static final Map<VR, Integer> TAGS = Map.ofEntries(
            Map.entry(VR.AE, 0x00080054),
            Map.entry(VR.AS, 0x00101010),
            Map.entry(VR.AT, 0x00280009),
            Map.entry(VR.CS, 0x00080008),
            Map.entry(VR.DA, 0x00080020),
            Map.entry(VR.DS, 0x00180050),
            Map.entry(VR.DT, 0x0008002A),
            Map.entry(VR.FD, 0x00189306),
            Map.entry(VR.FL, 0x00089459),
            Map.entry(VR.IS, 0x00200013),
            Map.entry(VR.LO, 0x00081030),
            Map.entry(VR.LT, 0x00104000),
            Map.entry(VR.OB, 0x00282000),
            Map.entry(VR.OD, 0x00701A09),
            Map.entry(VR.OF, 0x00640009),
            Map.entry(VR.OL, 0x00660129),
            Map.entry(VR.OV, 0x7FE00001),
            Map.entry(VR.OW, 0x00281201),
            Map.entry(VR.PN, 0x00081070),
            Map.entry(VR.SH, 0x00200010),
            Map.entry(VR.SL, 0x00186020),
            Map.entry(VR.SS, 0x00189219),
            Map.entry(VR.ST, 0x00080081),
            Map.entry(VR.SV, 0x00720082),
            Map.entry(VR.TM, 0x00080030),
            Map.entry(VR.UC, 0x00080119),
            Map.entry(VR.UI, 0x0008001A),
            Map.entry(VR.UL, 0x00186016),
            Map.entry(VR.UN, 0x00091001),
            Map.entry(VR.UR, 0x00081190),
            Map.entry(VR.US, 0x00280106),
            Map.entry(VR.UT, 0x0040A160),
            Map.entry(VR.UV, 0x00720083));

    /** A data set, and what is special about it. */
    public static final class Case {
        private final String name;
        private final TransferSyntax syntax;
        private final byte[] bytes;
        private final boolean legal;

        Case(String name, TransferSyntax syntax, byte[] bytes, boolean legal) {
            this.name = name;
            this.syntax = syntax;
            this.bytes = bytes;
            this.legal = legal;
        }

        /** What it says it is in. */
        public TransferSyntax syntax() {
            return syntax;
        }

        /** As it is encoded. */
        public byte[] bytes() {
            return bytes;
        }

        /** Is it what the standard says? */
        public boolean legal() {
            return legal;
        }

        @Override
        public String toString() {
            return name + ", " + UidNames.describe(syntax.uid());
        }
    }

    private EdgeCases() {}

    /** All of them. SOP Instance UIDs are 2.25.9 and a number each. */
    public static List<Case> all() throws IOException {
        List<Case> cases = new ArrayList<>();
        for (TransferSyntax syntax : List.of(
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN)) {
            add(cases, "every VR with a value", syntax, everyVr(1));
            add(cases, "every VR with several values", syntax, everyVr(3));
            add(cases, "every VR empty", syntax, everyVr(0));
            add(cases, "overlays", syntax, overlays());
            add(cases, "private creators and groups", syntax, privates());
            add(cases, "sequences of defined lengths", syntax, sequences());
            add(
                    cases,
                    "no pixels in pixel data",
                    syntax,
                    begin(cases.size()).putBytes(Tag.PIXEL_DATA, VR.OW, new byte[0]));
            add(
                    cases,
                    "padding behind the data set",
                    syntax,
                    begin(cases.size()).putBytes(DATA_SET_TRAILING_PADDING, VR.OB, new byte[50]));
            add(cases, "a long text", syntax, begin(cases.size()).put(0x0040A160, "x".repeat(100_000)));
        }
        characterSets(cases);
        fragments(cases);
        undefinedLengths(cases);
        VendorQuirks.addTo(cases);
        return cases;
    }

    /** What everything begins with. */
    static DataSet begin(int number) {
        return new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "2.25.9" + number);
    }

    private static void add(List<Case> cases, String name, TransferSyntax syntax, DataSet set) throws IOException {
        set.put(Tag.SOP_INSTANCE_UID, "2.25.9" + cases.size());
        cases.add(new Case(name, syntax, Samples.encoded(set, syntax), true));
    }

    private static DataSet everyVr(int values) {
        DataSet set = begin(0).put(PRIVATE_CREATOR, VR.LO, "ACME 1.0");
        TAGS.forEach((vr, tag) -> {
            byte[] one = value(vr);
            boolean several = vr.isMultiple() || !vr.isText();
            byte[] all = new byte[0];
            for (int i = 0; i < (several ? values : Math.min(1, values)); i++) {
                boolean separated = vr.isText() && i > 0;
                byte[] longer = Arrays.copyOf(all, all.length + (separated ? 1 : 0) + one.length);
                if (separated) {
                    longer[all.length] = '\\';
                }
                System.arraycopy(one, 0, longer, longer.length - one.length, one.length);
                all = longer;
            }
            set.putBytes(tag, vr, all);
        });
        return set;
    }

    private static byte[] value(VR vr) {
        String text = switch (vr) {
            case AE -> "RXX_PACS";
            case AS -> "043Y";
            case CS -> "ORIGINAL";
            case DA -> "20261122";
            case DS -> "-1.25e-3";
            case DT -> "20261122134501.5+0000";
            case IS -> "-2147483648";
            case TM -> "134501.999999";
            case UI -> "1.2.840.10008.1.2";
            case UR -> "https://pacs.example/a?b=%20c";
            case LT, ST, UT -> "two lines\r\n with a \\ and \u00E9 ";
            case PN -> "Fairweather^El\u00E9onore^^Dr^MB";
            case LO, SH, UC -> " \u00C9cho 3";
            default -> "";
        };
        if (vr.isText()) {
            return text.getBytes(StandardCharsets.ISO_8859_1);
        }
        byte[] number = new byte[Math.max(vr == VR.AT ? 4 : 2, vr.wordLength())];
        for (int i = 0; i < number.length; i++) {
            number[i] = (byte) (0x81 + 17 * i);
        }
        return number;
    }

    private static DataSet overlays() {
        DataSet set = begin(0);
        for (int group = 0; group < 0x20; group += 2) {
            int base = (OVERLAY_DATA & 0xFFFF0000) | group << 16;
            set.putInt(base | 0x0010, 8).putInt(base | 0x0011, 9);
            set.putBytes(base | 0x3000, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 0});
        }
        return set;
    }

    private static DataSet privates() {
        DataSet set = begin(0).put(PRIVATE_CREATOR, VR.LO, "ACME 1.0")
                .put(0x00090011, VR.LO, "OTHER")
                .putBytes(0x000910FF, VR.UN, new byte[] {1, 2, 3, 4})
                .putBytes(0x00091101, VR.UN, new byte[0])
                // No creator: nobody can say whose it is.
                .putBytes(0x00111001, VR.UN, new byte[] {9, 9})
                .put(0x70010010, VR.LO, "HIGH");
        DataSet item = set.newItem().put(0x70010010, VR.LO, "HIGH").putBytes(0x70011002, VR.UN, new byte[] {7, 7});
        return set.putItems(Tag.CONTENT_SEQUENCE, item);
    }

    private static DataSet sequences() {
        DataSet deep = new DataSet().put(Tag.TEXT_VALUE, VR.UT, "innermost");
        for (int i = 0; i < 20; i++) {
            deep = new DataSet().putItems(Tag.CONTENT_SEQUENCE, new DataSet(), deep);
        }
        return begin(0).putItems(Tag.PROCEDURE_CODE_SEQUENCE)
                .putItems(Tag.REFERENCED_STUDY_SEQUENCE, new DataSet())
                .putItems(Tag.CONTENT_SEQUENCE, deep, new DataSet(), new DataSet().put(Tag.STUDY_ID, "X"));
    }

    private static void characterSets(List<Case> cases) throws IOException {
        for (Map.Entry<String, String> text : LocalTexts.all().toList()) {
            byte[] bytes = text.getValue().getBytes(StandardCharsets.ISO_8859_1);
            DataSet set = begin(0).put(Tag.SPECIFIC_CHARACTER_SET, text.getKey().split("\\\\"))
                    .putBytes(Tag.PATIENT_NAME, VR.PN, bytes)
                    .putBytes(0x0040A160, VR.UT, bytes);
            add(cases, "text in " + text.getKey(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, set);
        }
    }

    private static void fragments(List<Case> cases) throws IOException {
        TransferSyntax jpeg = TransferSyntax.of(Uids.JPEG_LOSSLESS_SV1);
        byte[] one = {1, 2, 3, 4};
        byte[] two = {5, 6};
        byte[] table = {0, 0, 0, 0, 12, 0, 0, 0};
        for (List<byte[]> fragments : List.of(
                List.of(new byte[0]),
                List.of(new byte[0], one),
                List.of(table, one, two),
                List.of(new byte[0], one, new byte[0], two, new byte[0]))) {
            DataSet set = begin(0).put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, fragments));
            add(cases, "fragments: " + fragments.size(), jpeg, set);
        }
        DataSet extended = begin(0).putBytes(
                        Tag.EXTENDED_OFFSET_TABLE, VR.OV, new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0})
                .putBytes(Tag.EXTENDED_OFFSET_TABLE_LENGTHS, VR.OV, new byte[] {
                    4, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0
                })
                .put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], one, two)));
        add(cases, "fragments with an extended offset table", jpeg, extended);
        DataSet icon = begin(0).put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], two)));
        DataSet outer = begin(0).putItems(Tag.ICON_IMAGE_SEQUENCE, icon)
                .put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(table, one, two)));
        add(cases, "fragments within an item", jpeg, outer);
    }

    static Wire raw(int number) {
        String uid = "2.25.9" + number;
        return new Wire()
                .element(Tag.SOP_CLASS_UID, "UI", Uids.CT_IMAGE + "\0")
                .element(Tag.SOP_INSTANCE_UID, "UI", uid + (uid.length() % 2 == 0 ? "" : "\0"));
    }

    private static void undefinedLengths(List<Case> cases) {
        Wire wire = raw(cases.size())
                .longForm(Tag.PROCEDURE_CODE_SEQUENCE, "SQ", UNDEFINED)
                .tag(Tag.ITEM)
                .u32(UNDEFINED)
                .element(0x00080100, "SH", "7747")
                .longForm(Tag.REFERENCED_STUDY_SEQUENCE, "SQ", 8)
                .tag(Tag.ITEM)
                .u32(0)
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.ITEM)
                .u32(UNDEFINED)
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.ITEM)
                .u32(0)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .element(PRIVATE_CREATOR, "LO", "ACME 1.0")
                .longForm(0x00091003, "UN", UNDEFINED)
                .tag(Tag.ITEM)
                .u32(UNDEFINED)
                .tag(Tag.STUDY_ID)
                .u32(2)
                .text("AB")
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .element(Tag.PATIENT_ID, "LO", "S1");
        legal(cases, "sequences of undefined and defined lengths, one unknown", wire);
        Wire groups = new Wire()
                .tag(0x00080000)
                .text("UL")
                .u16(4)
                .u32(raw(cases.size()).bytes().length)
                .raw(raw(cases.size()).bytes())
                .tag(0x00100000)
                .text("UL")
                .u16(4)
                .u32(10)
                .element(Tag.PATIENT_ID, "LO", "S1");
        legal(cases, "group lengths", groups);
    }

    private static void legal(List<Case> cases, String name, Wire wire) {
        cases.add(new Case(name, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, wire.bytes(), true));
    }

    /** The same, for tests with parameters. */
    public static Stream<Case> stream() throws IOException {
        return all().stream();
    }
}
