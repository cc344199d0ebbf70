package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A data set that is copied from stream to stream")
class DataSetCopierTest {
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax BIG = TransferSyntax.EXPLICIT_BIG_ENDIAN;
    private static final TransferSyntax DEFLATED = TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN;
    private static final List<TransferSyntax> NATIVE = List.of(IMPLICIT, EXPLICIT, BIG, DEFLATED);
    private static final long UNDEFINED = 0xFFFFFFFFL;

    static Stream<Arguments> pairs() {
        return NATIVE.stream().flatMap(from -> NATIVE.stream().map(to -> Arguments.of(from, to)));
    }

    private static byte[] copied(byte[] bytes, TransferSyntax from, TransferSyntax to, Changes changes)
            throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetCopier.copy(new BufferedInputStream(new ByteArrayInputStream(bytes)), from, out, to, changes);
        return out.toByteArray();
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @DisplayName("is the same element for element in every other encoding, pixels, private elements and all")
    void everyPair(TransferSyntax from, TransferSyntax to) throws IOException {
        byte[] bytes = Samples.encoded(Samples.image(), from);

        byte[] copy = copied(bytes, from, to, new Changes());

        assertThat(Samples.decoded(copy, to)).isEqualTo(Samples.image());
        if (from.equals(to) && !to.deflated()) {
            assertThat(copy).isEqualTo(bytes);
        }
    }

    @Test
    @DisplayName("keeps what means nothing: reserved bytes, lengths of delimiters, delimiters where none should be")
    void meaningless() throws IOException {
        byte[] wire = new Wire()
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.PROCEDURE_CODE_SEQUENCE)
                .text("SQ")
                .u16(0x2020)
                .u32(UNDEFINED)
                .tag(Tag.ITEM)
                .u32(UNDEFINED)
                .tag(0x00091010)
                .text("UN")
                .u16(7)
                .u32(2)
                .u16(1)
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(4)
                .element(Tag.STUDY_ID, "SH", "AB")
                .bytes();

        assertThat(copied(wire, EXPLICIT, EXPLICIT, new Changes())).isEqualTo(wire);
    }

    @Test
    @DisplayName("PS3.5 7.3: has every word of every VR the other way round, also in values longer than a buffer")
    void words() throws IOException {
        Random random = new Random(7);
        for (VR vr : List.of(VR.OW, VR.OF, VR.OL, VR.OD, VR.OV, VR.SV, VR.UV, VR.OB, VR.UN)) {
            for (int length : new int[] {0, 8, 65_536, 200_000}) {
                byte[] value = new byte[length];
                random.nextBytes(value);
                DataSet set = new DataSet().putBytes(0x00091010, vr, value);
                byte[] little = Samples.encoded(set, EXPLICIT);
                byte[] big = Samples.encoded(set, BIG);

                assertThat(copied(little, EXPLICIT, BIG, new Changes())).isEqualTo(big);
                assertThat(copied(big, BIG, EXPLICIT, new Changes())).isEqualTo(little);
            }
        }
    }

    @Test
    @DisplayName("PS3.5 6.2.2: has unknown sequences read in implicit VR, and unknown values untouched")
    void unknown() throws IOException {
        byte[] wire = new Wire()
                .longForm(0x00091010, "UN", UNDEFINED)
                .tag(Tag.ITEM)
                .u32(UNDEFINED)
                .tag(Tag.STUDY_ID)
                .u32(2)
                .text("AB")
                .tag(0x00091011)
                .u32(UNDEFINED)
                .tag(Tag.ITEM)
                .u32(10)
                .tag(Tag.ROWS)
                .u32(2)
                .u16(512)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .longForm(0x00091012, "UN", 18)
                .tag(Tag.ITEM)
                .u32(10)
                .tag(Tag.ROWS)
                .u32(2)
                .u16(640)
                .bytes();
        for (TransferSyntax to : NATIVE) {
            DataSet read = Samples.decoded(copied(wire, EXPLICIT, to, new Changes()), to);

            DataSet item = read.items(0x00091010).get(0);
            assertThat(item.string(Tag.STUDY_ID)).contains("AB");
            assertThat(item.items(0x00091011).get(0).integer(Tag.ROWS)).hasValue(512);
            assertThat(read.items(0x00091012).get(0).integer(Tag.ROWS)).hasValue(640);
        }
    }

    @Test
    @DisplayName("PS3.5 6.2.2: has a text that is too long for its short form as UN, and reads it back")
    void tooLongForShortForm() throws IOException {
        byte[] value = "long text ".repeat(7000).getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] wire = new Wire()
                .tag(Tag.IMAGE_COMMENTS)
                .u32(value.length)
                .raw(value)
                .tag(Tag.ROWS)
                .u32(2)
                .u16(7)
                .bytes();
        for (TransferSyntax to : List.of(EXPLICIT, BIG)) {
            byte[] copy = copied(wire, IMPLICIT, to, new Changes());
            DataSet read = Samples.decoded(copy, to);
            assertThat(read.get(Tag.IMAGE_COMMENTS).orElseThrow().vr()).isEqualTo(VR.UN);
            assertThat(read.strings(Tag.IMAGE_COMMENTS).get(0)).hasSize(value.length - 1);
            assertThat(copied(copy, to, IMPLICIT, new Changes())).isEqualTo(wire);
        }
    }

    @Test
    @DisplayName("keeps odd lengths where nothing is converted, and pads them where it is")
    void oddLengths() throws IOException {
        byte[] wire = new Wire()
                .element(Tag.STUDY_ID, "SH", "abc")
                .element(Tag.PATIENT_POSITION, "??", "xy")
                .longForm(Tag.PIXEL_DATA, "OB", 3)
                .raw((byte) 1, (byte) 2, (byte) 3)
                .bytes();

        assertThat(copied(wire, EXPLICIT, EXPLICIT, new Changes())).isEqualTo(wire);

        DataSet read = Samples.decoded(copied(wire, EXPLICIT, IMPLICIT, new Changes()), IMPLICIT);
        assertThat(read.string(Tag.STUDY_ID)).contains("abc");
        assertThat(read.bytes(Tag.PIXEL_DATA).orElseThrow()).containsExactly(1, 2, 3, 0);
    }

    @Test
    @DisplayName("keeps fragments, padding at the end and undefined lengths byte for byte while elements change")
    void untouched() throws IOException {
        Wire rest = new Wire()
                .longForm(Tag.CONTENT_SEQUENCE, "SQ", UNDEFINED)
                .tag(Tag.ITEM)
                .u32(UNDEFINED)
                .element(Tag.VALUE_TYPE, "CS", "TEXT")
                .longForm(Tag.STUDY_ID, "QQ", 0)
                .tag(Tag.ITEM_DELIMITATION)
                .u32(0)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .longForm(Tag.PIXEL_DATA, "OB", UNDEFINED)
                .tag(Tag.ITEM)
                .u32(4)
                .u32(0)
                .tag(Tag.ITEM)
                .u32(6)
                .text("abcdef")
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .longForm(Tag.DATA_SET_TRAILING_PADDING, "OB", 4)
                .u32(0);
        byte[] before = concat(new Wire().element(Tag.STUDY_ID, "SH", "old1"), rest);
        Changes changes = new Changes()
                .put(new DataSet().put(Tag.STUDY_ID, "new").get(Tag.STUDY_ID).orElseThrow());
        TransferSyntax jpeg = TransferSyntax.of(Uids.JPEG_LOSSLESS_SV1);

        assertThat(copied(before, jpeg, jpeg, changes))
                .isEqualTo(concat(new Wire().element(Tag.STUDY_ID, "SH", "new "), rest));
    }

    private static byte[] concat(Wire first, Wire second) {
        return new Wire().raw(first.bytes()).raw(second.bytes()).bytes();
    }

    @Test
    @DisplayName("has a value that is made on the way, in the byte order of the target and of even length")
    void streamed() throws IOException {
        byte[] before = Samples.encoded(Samples.image(), EXPLICIT);
        Changes changes = new Changes().stream(Tag.PIXEL_DATA, VR.OW, 5, out -> {
            out.write(1);
            out.write(new byte[] {2, 3, 4, 5});
        });
        assertThat(Samples.decoded(copied(before, EXPLICIT, BIG, changes), BIG)
                        .bytes(Tag.PIXEL_DATA)
                        .orElseThrow())
                .startsWith(1, 2, 3, 4);
        assertThatThrownBy(() -> copied(
                        before,
                        EXPLICIT,
                        EXPLICIT,
                        new Changes().stream(Tag.PIXEL_DATA, VR.OW, 4, out -> out.write(1))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("(7FE0,0010)");
    }

    @Test
    @DisplayName("with fragments is not put into an encoding that has no place for them")
    void noPlaceForFragments() {
        byte[] wire = new Wire()
                .longForm(Tag.PIXEL_DATA, "OB", UNDEFINED)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .bytes();
        TransferSyntax jpeg = TransferSyntax.of(Uids.JPEG_LOSSLESS_SV1);
        assertThatThrownBy(() -> copied(wire, jpeg, IMPLICIT, new Changes()))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("fragments");
    }

    @ParameterizedTest
    @MethodSource("pairs")
    @DisplayName("damaged at random is copied or refused; nothing else happens")
    void mutated(TransferSyntax from, TransferSyntax to) throws IOException {
        byte[] bytes = Samples.encoded(Samples.image(), from);
        Random random = new Random(20260302);
        Changes changes = new Changes().append(Tag.PROCEDURE_CODE_SEQUENCE, new DataSet().put(Tag.CODE_VALUE, "1"));
        for (int round = 0; round < 300; round++) {
            byte[] changed = bytes.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                copied(changed, from, to, changes);
            } catch (DicomFormatException expected) {
                assertThat(expected).hasMessageContaining("offset");
            }
        }
    }
}
