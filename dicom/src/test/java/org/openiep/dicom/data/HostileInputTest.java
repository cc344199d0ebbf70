package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Data that is wrong, by accident or on purpose")
class HostileInputTest {
    private static final TransferSyntax IMPLICIT = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    private static final long UNDEFINED = 0xFFFFFFFFL;

    @Test
    @DisplayName("a length of 2 GB before nothing is refused, naming tag and offset, without taking the memory")
    void announcedLength() {
        refused(new Wire().longForm(Tag.PIXEL_DATA, "OW", 0x7FFFFFF0), EXPLICIT, "(7FE0,0010)", "67108864 bytes");
        assertThatThrownBy(() -> DataSetReader.read(
                        new Wire().longForm(Tag.PIXEL_DATA, "OW", 0x7FFFFFF0).text("abc").stream(),
                        EXPLICIT,
                        ReadOptions.WHOLE.maxTotal(Long.MAX_VALUE)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("(7FE0,0010)")
                .hasMessageContaining("ends at offset 15");
    }

    @Test
    @DisplayName("a length beyond what can be in memory at all is refused")
    void unreachableLength() {
        assertThatThrownBy(() -> DataSetReader.read(
                        new Wire().longForm(Tag.PIXEL_DATA, "OW", 0xFFFFFFFEL).stream(),
                        EXPLICIT,
                        ReadOptions.WHOLE.maxTotal(Long.MAX_VALUE)))
                .isInstanceOf(DicomFormatException.class);
    }

    @Test
    @DisplayName("many small elements together are bounded too")
    void total() {
        Wire wire = new Wire();
        for (int i = 0; i < 1000; i++) {
            wire.element(0x00200000 + 2 * i, "SH", "abcd");
        }
        assertThatThrownBy(() -> DataSetReader.read(wire.stream(), EXPLICIT, ReadOptions.WHOLE.maxTotal(20_000)))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("more than 20000 bytes");
        assertThatThrownBy(() ->
                        DataSetReader.read(manyItems(1000).stream(), EXPLICIT, ReadOptions.WHOLE.maxTotal(20_000)))
                .isInstanceOf(DicomFormatException.class);
    }

    private static Wire manyItems(int count) {
        Wire wire = new Wire().longForm(Tag.CONTENT_SEQUENCE, "SQ", UNDEFINED);
        for (int i = 0; i < count; i++) {
            wire.tag(Tag.ITEM).u32(0);
        }
        return wire.tag(Tag.SEQUENCE_DELIMITATION).u32(0);
    }

    @Test
    @DisplayName("sequences in sequences without end are refused before the stack is full")
    void depth() {
        Wire wire = new Wire();
        for (int i = 0; i < 100_000; i++) {
            wire.longForm(Tag.CONTENT_SEQUENCE, "SQ", UNDEFINED).tag(Tag.ITEM).u32(UNDEFINED);
        }
        refused(wire, EXPLICIT, "(0040,A730)", "nested more than 64 deep");
    }

    @Test
    @DisplayName("64 sequences in sequences are read")
    void allowedDepth() throws IOException {
        DataSet set = new DataSet().put(Tag.TEXT_VALUE, "innermost");
        for (int i = 0; i < 64; i++) {
            set = new DataSet().putItems(Tag.CONTENT_SEQUENCE, set);
        }
        assertThat(Samples.decoded(Samples.encoded(set, EXPLICIT), EXPLICIT)).isEqualTo(set);
    }

    @Test
    @DisplayName("an element that is longer than its item is refused")
    void elementBeyondItem() {
        refused(
                new Wire()
                        .longForm(Tag.CONTENT_SEQUENCE, "SQ", 18)
                        .tag(Tag.ITEM)
                        .u32(10)
                        .element(Tag.STUDY_ID, "SH", "12345678"),
                EXPLICIT,
                "(0020,0010)",
                "offset 20",
                "length 8");
    }

    @Test
    @DisplayName("an item that is longer than its sequence is refused")
    void itemBeyondSequence() {
        refused(
                new Wire()
                        .longForm(Tag.CONTENT_SEQUENCE, "SQ", 10)
                        .tag(Tag.ITEM)
                        .u32(10)
                        .element(Tag.STUDY_ID, "SH", "12"),
                EXPLICIT,
                "(0040,A730)",
                "length 10");
    }

    @Test
    @DisplayName("an undefined length inside does not run over the end of a defined one outside")
    void undefinedInsideDefined() {
        refused(
                new Wire()
                        .longForm(Tag.CONTENT_SEQUENCE, "SQ", 12)
                        .tag(Tag.ITEM)
                        .u32(UNDEFINED)
                        .element(Tag.STUDY_ID, "SH", "12")
                        .tag(Tag.ITEM_DELIMITATION)
                        .u32(0),
                EXPLICIT,
                "(0040,A730)",
                "should end at offset 24");
    }

    @Test
    @DisplayName("something else than an item in a sequence is refused")
    void noItem() {
        refused(
                new Wire().longForm(Tag.CONTENT_SEQUENCE, "SQ", UNDEFINED).element(Tag.STUDY_ID, "SH", "12"),
                EXPLICIT,
                "(0020,0010)",
                "(0040,A730)",
                "an item or the end of the sequence was expected");
    }

    @Test
    @DisplayName("an undefined length where none may be is refused")
    void undefinedText() {
        refused(new Wire().longForm(Tag.TEXT_VALUE, "UT", UNDEFINED), EXPLICIT, "(0040,A160)", "undefined length");
    }

    @Test
    @DisplayName("implicit VR read as explicit is refused by what stands in the place of the VR")
    void wrongSyntax() throws IOException {
        byte[] bytes = Samples.encoded(Samples.image(), IMPLICIT);
        assertThatThrownBy(() -> Samples.decoded(bytes, EXPLICIT))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining("(0008,0005) at offset 0")
                .hasMessageContaining("value representation");
    }

    @ParameterizedTest
    @MethodSource("org.openiep.dicom.data.Samples#plainSyntaxes")
    @DisplayName("a stream cut anywhere is refused or ends between two elements; nothing else happens")
    void truncated(TransferSyntax syntax) throws IOException {
        byte[] bytes = Samples.encoded(Samples.image(), syntax);
        int whole = 0;
        for (int length = 0; length < bytes.length; length++) {
            try {
                DataSet read = Samples.decoded(Arrays.copyOf(bytes, length), syntax);
                assertThat(read.size()).isLessThan(Samples.image().size() + (syntax.deflated() ? 1 : 0));
                whole++;
            } catch (DicomFormatException expected) {
                assertThat(expected).hasMessageContaining("offset");
            }
        }
        assertThat(whole).isLessThanOrEqualTo(Samples.image().size() + 1);
    }

    @ParameterizedTest
    @MethodSource("org.openiep.dicom.data.Samples#plainSyntaxes")
    @DisplayName("bytes changed at random are read or refused; nothing else happens")
    void mutated(TransferSyntax syntax) throws IOException {
        byte[] bytes = Samples.encoded(Samples.image(), syntax);
        Random random = new Random(20260301);
        for (int round = 0; round < 1_000; round++) {
            byte[] changed = bytes.clone();
            for (int i = 0; i <= random.nextInt(4); i++) {
                changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
            }
            try {
                DataSet read = Samples.decoded(changed, syntax);
                for (Element element : read) {
                    read.strings(element.tag());
                    read.integer(element.tag());
                    read.date(element.tag());
                }
            } catch (DicomFormatException expected) {
                assertThat(expected).hasMessageContaining("offset");
            }
        }
    }

    @Test
    @DisplayName("odd lengths, delimiters for no reason and elements out of order are taken; of two, the first counts")
    void oddities() throws IOException {
        byte[] bytes = new Wire()
                .element(Tag.STUDY_ID, "SH", "abc")
                .element(Tag.PATIENT_ID, "LO", "S1")
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .element(Tag.PATIENT_ID, "LO", "S2")
                .longForm(Tag.CONTENT_SEQUENCE, "SQ", 8)
                .tag(Tag.SEQUENCE_DELIMITATION)
                .u32(0)
                .element(Tag.ROWS, "US", "abc")
                .bytes();

        DataSet read = Samples.decoded(bytes, EXPLICIT);

        assertThat(read.string(Tag.STUDY_ID)).contains("abc");
        assertThat(read.string(Tag.PATIENT_ID)).contains("S1");
        assertThat(read.items(Tag.CONTENT_SEQUENCE)).isEmpty();
        assertThat(read.contains(Tag.CONTENT_SEQUENCE)).isTrue();
        assertThat(Samples.tags(read)).isSorted();
    }

    @Test
    @DisplayName("the highest tag there is does not pass for the end of the data")
    void highestTag() throws IOException {
        byte[] bytes = new Wire().element(0xFFFFFFFF, "SH", "ab").bytes();
        assertThat(Samples.decoded(bytes, EXPLICIT).string(0xFFFFFFFF)).contains("ab");
    }

    private static void refused(Wire wire, TransferSyntax syntax, String... parts) {
        assertThatThrownBy(() -> DataSetReader.read(new ByteArrayInputStream(wire.bytes()), syntax))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContainingAll(parts);
    }
}
