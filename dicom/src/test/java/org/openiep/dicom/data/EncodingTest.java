package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("PS3.5 7 and A: what is written in an encoding")
class EncodingTest {
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax BIG_ENDIAN = TransferSyntax.EXPLICIT_BIG_ENDIAN;
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN;

    @ParameterizedTest
    @MethodSource("org.openiep.dicom.data.Samples#plainSyntaxes")
    @DisplayName("is read again as it was, element for element")
    void roundTrip(TransferSyntax syntax) throws IOException {
        DataSet image = Samples.image();

        DataSet read = Samples.decoded(Samples.encoded(image, syntax), syntax);

        assertThat(read).isEqualTo(image);
        assertThat(read.string(Tag.PATIENT_NAME)).contains("Fairweather^El\u00E9onore^^Dr");
        assertThat(read.items(Tag.PROCEDURE_CODE_SEQUENCE)).hasSize(3);
        assertThat(read.items(Tag.PROCEDURE_CODE_SEQUENCE).get(0).string(Tag.CODE_MEANING))
                .as("an item's text is in the character set of the data set around it")
                .contains("Tomodensitom\u00E9trie");
    }

    @Test
    @DisplayName("is, byte for byte, what the standard draws")
    void layout() throws IOException {
        DataSet set = new DataSet().putInt(Tag.ROWS, 0x0102).putBytes(Tag.PIXEL_DATA, VR.OW, new byte[] {1, 2});

        assertThat(Samples.encoded(set, IMPLICIT))
                .isEqualTo(new Wire()
                        .tag(Tag.ROWS)
                        .u32(2)
                        .u16(0x0102)
                        .tag(Tag.PIXEL_DATA)
                        .u32(2)
                        .raw((byte) 1, (byte) 2)
                        .bytes());
        assertThat(Samples.encoded(set, EXPLICIT))
                .isEqualTo(new Wire()
                        .tag(Tag.ROWS)
                        .text("US")
                        .u16(2)
                        .u16(0x0102)
                        .longForm(Tag.PIXEL_DATA, "OW", 2)
                        .raw((byte) 1, (byte) 2)
                        .bytes());
        assertThat(Samples.encoded(set, BIG_ENDIAN))
                .isEqualTo(new Wire()
                        .bigEndian()
                        .tag(Tag.ROWS)
                        .text("US")
                        .u16(2)
                        .u16(0x0102)
                        .longForm(Tag.PIXEL_DATA, "OW", 2)
                        .raw((byte) 2, (byte) 1)
                        .bytes());
    }

    @Test
    @DisplayName("PS3.5 A.5: is deflated without a zlib header, to an even length")
    void deflated() throws IOException {
        for (int n = 0; n < 8; n++) {
            DataSet set = new DataSet().put(Tag.PATIENT_ID, "x".repeat(n * 3));
            byte[] bytes = Samples.encoded(set, DEFLATED);
            assertThat(bytes.length % 2).isZero();
            assertThat(Samples.decoded(bytes, DEFLATED)).isEqualTo(set);
        }
        byte[] bytes = Samples.encoded(Samples.image(), DEFLATED);
        assertThatThrownBy(() -> Samples.decoded(Arrays.copyOf(bytes, bytes.length / 2), DEFLATED))
                .isInstanceOf(DicomFormatException.class);
        bytes[bytes.length / 2] ^= 0x55;
        bytes[bytes.length / 2 + 1] ^= 0x55;
        assertThatThrownBy(() -> Samples.decoded(bytes, DEFLATED)).isInstanceOf(DicomFormatException.class);
    }

    @Test
    @DisplayName("PS3.5 7.5: sequences and items of defined and of undefined length are the same when read")
    void sequenceLengths() throws IOException {
        Wire item = new Wire().element(Tag.STUDY_ID, "SH", "1 ");
        long length = item.bytes().length;
        byte[] defined = new Wire()
                .longForm(Tag.REFERENCED_STUDY_SEQUENCE, "SQ", 8 + length)
                .tag(Tag.ITEM)
                .u32(length)
                .raw(item.bytes())
                .element(Tag.PATIENT_ID, "LO", "AB")
                .bytes();
        byte[] undefined = new Wire()
                .longForm(Tag.REFERENCED_STUDY_SEQUENCE, "SQ", 0xFFFFFFFFL)
                .tag(Tag.ITEM)
                .u32(0xFFFFFFFFL)
                .raw(item.bytes())
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .element(Tag.PATIENT_ID, "LO", "AB")
                .bytes();
        byte[] mixed = new Wire()
                .longForm(Tag.REFERENCED_STUDY_SEQUENCE, "SQ", 16 + length)
                .tag(Tag.ITEM)
                .u32(0xFFFFFFFFL)
                .raw(item.bytes())
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .element(Tag.PATIENT_ID, "LO", "AB")
                .bytes();
        DataSet expected = new DataSet()
                .putItems(Tag.REFERENCED_STUDY_SEQUENCE, new DataSet().put(Tag.STUDY_ID, "1"))
                .put(Tag.PATIENT_ID, "AB");

        for (byte[] bytes : List.of(defined, undefined, mixed)) {
            assertThat(Samples.decoded(bytes, EXPLICIT)).isEqualTo(expected);
        }
    }

    @Test
    @DisplayName("PS3.5 6.2.2: UN of undefined length is a sequence, implicit little endian inside in every syntax")
    void unknownSequence() throws IOException {
        for (TransferSyntax syntax : List.of(EXPLICIT, BIG_ENDIAN)) {
            Wire wire = new Wire();
            if (syntax.bigEndian()) {
                wire.bigEndian();
            }
            wire.longForm(0x00091002, "UN", 0xFFFFFFFFL).littleEndian();
            wire.tag(Tag.ITEM)
                    .u32(0xFFFFFFFFL)
                    .tag(Tag.ROWS)
                    .u32(2)
                    .u16(512)
                    .tag(Tag.ITEM_DELIMITATION)
                    .u32(0);
            wire.tag(Tag.SEQUENCE_DELIMITATION).u32(0);
            if (syntax.bigEndian()) {
                wire.bigEndian();
            }
            wire.tag(Tag.COLUMNS).text("US").u16(2).u16(256);

            DataSet read = Samples.decoded(wire.bytes(), syntax);

            assertThat(read.items(0x00091002)).hasSize(1);
            assertThat(read.items(0x00091002).get(0).integer(Tag.ROWS)).hasValue(512);
            assertThat(read.integer(Tag.COLUMNS)).hasValue(256);
        }
    }

    @Test
    @DisplayName("PS3.5 A.4: fragments stay as they are")
    void fragments() throws IOException {
        TransferSyntax jpeg = TransferSyntax.of(Uids.JPEG_LOSSLESS_SV1);
        DataSet set = new DataSet()
                .putInt(Tag.ROWS, 1)
                .put(new FragmentsElement(
                        Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[] {1, 2, 3, 4}, new byte[] {5, 6})))
                .putBytes(Tag.DATA_SET_TRAILING_PADDING, VR.OB, new byte[4]);

        assertThat(Samples.decoded(Samples.encoded(set, jpeg), jpeg)).isEqualTo(set);
        assertThatThrownBy(() -> Samples.encoded(set, BIG_ENDIAN))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("(7FE0,0010)");
    }

    @Test
    @DisplayName("PS3.5 6.2.2: a value too long for its short form is written as UN, and read as what it was")
    void longValueOfShortForm() throws IOException {
        DataSet set = new DataSet().put(Tag.OTHER_PATIENT_IDS, VR.LO, "S1", "x".repeat(70_000));

        DataSet read = Samples.decoded(Samples.encoded(set, EXPLICIT), EXPLICIT);

        assertThat(read.get(Tag.OTHER_PATIENT_IDS))
                .get()
                .extracting(Element::vr)
                .isEqualTo(VR.UN);
        assertThat(read.strings(Tag.OTHER_PATIENT_IDS)).hasSize(2).startsWith("S1");
    }

    @Test
    @DisplayName("PS3.5 7.2: has right group lengths in groups 0000 and 0002, and none elsewhere")
    void groupLengths() throws IOException {
        DataSet set = new DataSet()
                .put(Tag.AFFECTED_SOP_CLASS_UID, Uids.VERIFICATION)
                .putInt(Tag.STATUS, 0)
                .put(0x00080000, VR.UL, "999")
                .put(Tag.MODALITY, "CT");

        DataSet read = Samples.decoded(Samples.encoded(set, IMPLICIT), IMPLICIT);

        assertThat(read.integer(Tag.COMMAND_GROUP_LENGTH)).hasValue(8 + 18 + 8 + 2);
        assertThat(read.contains(0x00080000)).isFalse();
        assertThat(read.string(Tag.MODALITY)).contains("CT");
    }

    @Test
    @DisplayName(
            "PS3.5 A.1: in implicit VR, Pixel Representation decides whether a pixel value has a sign, in items too")
    void signOfPixelValues() throws IOException {
        DataSet item = new DataSet().put(Tag.LUT_DESCRIPTOR, VR.SS, "256", "-5", "16");
        DataSet set = new DataSet()
                .putInt(Tag.PIXEL_REPRESENTATION, 1)
                .put(Tag.PIXEL_PADDING_VALUE, VR.SS, "-2000")
                .putItems(Tag.MODALITY_LUT_SEQUENCE, item);

        assertThat(Samples.decoded(Samples.encoded(set, IMPLICIT), IMPLICIT)).isEqualTo(set);

        set.putInt(Tag.PIXEL_REPRESENTATION, 0);
        DataSet unsigned = Samples.decoded(Samples.encoded(set, IMPLICIT), IMPLICIT);
        assertThat(unsigned.integer(Tag.PIXEL_PADDING_VALUE)).hasValue(65536 - 2000);
    }

    @Test
    @DisplayName("with private and unknown elements passes untouched")
    void unknownElements() throws IOException {
        byte[] bytes = new Wire()
                .element(0x00190010, "LO", "MAKER ")
                .element(0x00191001, "DS", "1.5 ")
                .longForm(0x00191002, "UN", 2)
                .text("ab")
                .longForm(0x0099FFFE, "ZZ", 2)
                .text("cd")
                .element(0x12340002, "SH", "ef")
                .bytes();

        DataSet read = Samples.decoded(bytes, EXPLICIT);

        assertThat(read.string(0x00191001)).contains("1.5");
        assertThat(read.get(0x0099FFFE)).get().extracting(Element::vr).isEqualTo(VR.UN);
        assertThat(Samples.tags(read)).containsExactly(0x00190010, 0x00191001, 0x00191002, 0x0099FFFE, 0x12340002);
        byte[] again = Samples.encoded(read, EXPLICIT);
        assertThat(new String(again, StandardCharsets.ISO_8859_1))
                .isEqualTo(new String(bytes, StandardCharsets.ISO_8859_1).replace("ZZ", "UN"));
    }
}
