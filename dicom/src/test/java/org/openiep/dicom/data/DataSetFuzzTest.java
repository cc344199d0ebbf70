package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;

/** The first byte of an input chooses the transfer syntax, the others are the data set. */
@DisplayName("Data sets from anybody")
class DataSetFuzzTest {
    private static final TransferSyntax LITTLE = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;
    private static final TransferSyntax BIG = TransferSyntax.EXPLICIT_BIG_ENDIAN;

    private static final List<TransferSyntax> SYNTAXES = List.of(
            LITTLE,
            TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
            BIG,
            TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN,
            TransferSyntax.of(Uids.JPEG_BASELINE));

    /** What the reader may take of memory here, so that a run with little heap finds one that takes more. */
    private static final ReadOptions BOUNDED = ReadOptions.WHOLE.maxTotal(4 << 20);

    static Stream<byte[]> dataSets() throws IOException {
        Stream.Builder<byte[]> seeds = Stream.builder();
        for (int i = 0; i < SYNTAXES.size(); i++) {
            seeds.add(seed(i, Samples.encoded(Samples.image(), SYNTAXES.get(i))));
        }
        DataSet fragments = new DataSet()
                .put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[4], new byte[] {1, 2, 3, 4})));
        seeds.add(seed(4, Samples.encoded(fragments, LITTLE)));
        seeds.add(seed(0, nested(LITTLE)));
        seeds.add(seed(
                2,
                new Wire().bigEndian().longForm(0x00091003, "UN", 0xFFFFFFFFL).bytes()));
        return seeds.build();
    }

    private static byte[] nested(TransferSyntax syntax) {
        Wire wire = new Wire();
        for (int i = 0; i < 5; i++) {
            wire.longForm(Tag.CONTENT_SEQUENCE, i == 3 ? "UN" : "SQ", 0xFFFFFFFFL)
                    .tag(Tag.ITEM)
                    .u32(0xFFFFFFFFL);
        }
        assertThat(syntax.explicitVr()).isTrue();
        for (int i = 0; i < 5; i++) {
            wire.tag(Tag.ITEM_DELIMITATION)
                    .u32(0)
                    .tag(Tag.SEQUENCE_DELIMITATION)
                    .u32(0);
        }
        return wire.bytes();
    }

    private static byte[] seed(int syntax, byte[] dataSet) {
        byte[] seed = new byte[dataSet.length + 1];
        seed[0] = (byte) syntax;
        System.arraycopy(dataSet, 0, seed, 1, dataSet.length);
        return seed;
    }

    private static TransferSyntax syntax(byte[] input) {
        return SYNTAXES.get(input.length == 0 ? 0 : Math.floorMod(input[0], SYNTAXES.size()));
    }

    private static InputStream dataSet(byte[] input) {
        return new BufferedInputStream(new ByteArrayInputStream(input, Math.min(1, input.length), input.length));
    }

    @DisplayName("are read or refused in words; what was read, written and read again is the same")
    @MethodSource("dataSets")
    @FuzzTest
    void read(byte[] input) throws IOException {
        DataSet read;
        try {
            read = DataSetReader.read(dataSet(input), syntax(input), BOUNDED);
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        for (Element element : read) {
            // Asking for a value of any kind never fails.
            read.strings(element.tag());
            read.items(element.tag());
            read.date(element.tag());
            read.time(element.tag());
        }
        byte[] written = Samples.encoded(read, LITTLE);
        DataSet again = DataSetReader.read(new ByteArrayInputStream(written), LITTLE);
        assertThat(Samples.encoded(again, LITTLE)).isEqualTo(written);
    }

    @DisplayName("are copied byte for byte or refused, whatever they are")
    @MethodSource("dataSets")
    @FuzzTest
    void copy(byte[] input) throws IOException {
        TransferSyntax syntax = syntax(input);
        if (syntax.deflated()) {
            return;
        }
        try {
            assertThat(copied(dataSet(input), syntax, syntax))
                    .isEqualTo(Arrays.copyOfRange(input, Math.min(1, input.length), input.length));
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }

    @DisplayName("are put into another encoding or refused; and there and back again they are the same")
    @MethodSource("dataSets")
    @FuzzTest
    void convert(byte[] input) throws IOException {
        byte[] big;
        try {
            // From big endian by way of little endian, since else nothing is converted.
            big = syntax(input).equals(BIG)
                    ? converted(copied(dataSet(input), BIG, LITTLE), LITTLE, BIG)
                    : copied(dataSet(input), syntax(input), BIG);
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        assertThat(converted(converted(big, BIG, LITTLE), LITTLE, BIG)).isEqualTo(big);
        assertThat(DataSetReader.read(new ByteArrayInputStream(big), BIG, ReadOptions.WHOLE))
                .isNotNull();
    }

    private static byte[] converted(byte[] bytes, TransferSyntax from, TransferSyntax to) throws IOException {
        return copied(new ByteArrayInputStream(bytes), from, to);
    }

    private static byte[] copied(InputStream in, TransferSyntax from, TransferSyntax to) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetCopier.copy(in, from, out, to, new Changes());
        return out.toByteArray();
    }
}
