package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("Reading as far as the options say")
class ReadOptionsTest {
    private static final TransferSyntax EXPLICIT = TransferSyntax.EXPLICIT_LITTLE_ENDIAN;

    @ParameterizedTest
    @MethodSource("org.openiep.dicom.data.Samples#plainSyntaxes")
    @DisplayName("stops before a tag, and says where")
    void stopsBefore(TransferSyntax syntax) throws IOException {
        DataSet image = Samples.image();
        DataSetReader reader =
                new DataSetReader(new ByteArrayInputStream(Samples.encoded(image, syntax)), syntax, ReadOptions.HEADER);

        DataSet header = reader.read();

        assertThat(header.contains(Tag.PIXEL_DATA)).isFalse();
        assertThat(header.contains(0x60003000)).isTrue();
        image.remove(Tag.PIXEL_DATA);
        assertThat(header).isEqualTo(image);
        TransferSyntax inflated = syntax.deflated() ? EXPLICIT : syntax;
        assertThat(reader.position()).isEqualTo(Samples.encoded(image, inflated).length);
    }

    @Test
    @DisplayName("takes no byte beyond the tag it stops at")
    void takesNoMore() throws IOException {
        byte[] bytes = new Wire()
                .element(Tag.PATIENT_ID, "LO", "AB")
                .element(Tag.STUDY_ID, "SH", "CD")
                .bytes();
        InputStream in = new ByteArrayInputStream(bytes);

        DataSetReader.read(in, EXPLICIT, ReadOptions.WHOLE.stopBefore(Tag.STUDY_ID));

        assertThat(in.readAllBytes()).asString().isEqualTo("SH\2\0CD");
    }

    @Test
    @DisplayName("leaves long values out, at every depth, and knows that and how long they were")
    void leavesOut() throws IOException {
        DataSet icon = new DataSet().putInt(Tag.ROWS, 64).putBytes(Tag.PIXEL_DATA, VR.OB, new byte[4096]);
        DataSet set =
                new DataSet().putItems(Tag.ICON_IMAGE_SEQUENCE, icon).putBytes(Tag.PIXEL_DATA, VR.OW, new byte[102]);

        DataSet read = DataSetReader.read(
                new ByteArrayInputStream(Samples.encoded(set, EXPLICIT)),
                EXPLICIT,
                ReadOptions.WHOLE.maxValueLength(100));

        assertThat(read.get(Tag.PIXEL_DATA)).contains(new OmittedElement(Tag.PIXEL_DATA, VR.OW, 102));
        DataSet item = read.items(Tag.ICON_IMAGE_SEQUENCE).get(0);
        assertThat(item.get(Tag.PIXEL_DATA)).contains(new OmittedElement(Tag.PIXEL_DATA, VR.OB, 4096));
        assertThat(item.integer(Tag.ROWS)).hasValue(64);
        assertThatThrownBy(() -> DataSetWriter.write(read, new ByteArrayOutputStream(), EXPLICIT))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("left out");
    }

    @Test
    @DisplayName("leaves fragments out as a whole, and goes on behind them")
    void leavesFragmentsOut() throws IOException {
        TransferSyntax jpeg = TransferSyntax.of(Uids.JPEG_BASELINE);
        DataSet set = new DataSet()
                .put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[60], new byte[60])))
                .putBytes(Tag.DATA_SET_TRAILING_PADDING, VR.OB, new byte[4]);

        DataSet read = DataSetReader.read(
                new ByteArrayInputStream(Samples.encoded(set, jpeg)), jpeg, ReadOptions.WHOLE.maxValueLength(100));

        assertThat(read.get(Tag.PIXEL_DATA)).contains(new OmittedElement(Tag.PIXEL_DATA, VR.OB, -1));
        assertThat(read.contains(Tag.DATA_SET_TRAILING_PADDING)).isTrue();
    }

    @Test
    @DisplayName("passes a value of 4 GB without holding it")
    void fourGigabytes() throws IOException {
        byte[] head = new Wire()
                .element(Tag.PATIENT_ID, "LO", "AB")
                .longForm(Tag.PIXEL_DATA, "OW", 0xFFFFFFFEL)
                .bytes();
        InputStream in = new SequenceInputStream(new ByteArrayInputStream(head), new Zeros(0xFFFFFFFEL));

        DataSet read = DataSetReader.read(in, EXPLICIT, ReadOptions.WHOLE.maxValueLength(1 << 16));

        assertThat(read.get(Tag.PIXEL_DATA)).contains(new OmittedElement(Tag.PIXEL_DATA, VR.OW, 0xFFFFFFFEL));
    }

    /** So many zeros that no array would hold them. */
    private static final class Zeros extends InputStream {
        private long left;

        Zeros(long length) {
            left = length;
        }

        @Override
        public int read() {
            return left-- > 0 ? 0 : -1;
        }

        @Override
        public int read(byte[] bytes, int from, int length) {
            int given = (int) Math.min(left, length);
            left -= given;
            return given == 0 && length > 0 ? -1 : given;
        }

        @Override
        public long skip(long length) {
            long skipped = Math.min(left, length);
            left -= skipped;
            return skipped;
        }
    }
}
