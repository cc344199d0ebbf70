package org.openiep.dicom.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Samples;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;

@DisplayName("PS3.10: a DICOM file")
class Part10FileTest {
    private static final FileMetaInformation META = FileMetaInformation.of(
                    Uids.CT_IMAGE, "2.25.5", Uids.JPEG_LOSSLESS_SV1)
            .withSource("RXX_PACS");

    @TempDir
    private Path folder;

    @Test
    @DisplayName("is read again as it was written, as a whole and up to the pixel data")
    void roundTrip() throws IOException {
        Path path = folder.resolve("a.dcm");
        Part10Writer.write(Samples.image(), TransferSyntax.EXPLICIT_BIG_ENDIAN, path);

        Part10File file = Part10File.open(path);

        assertThat(file.meta().transferSyntax()).isEqualTo(TransferSyntax.EXPLICIT_BIG_ENDIAN);
        assertThat(file.meta().sopClassUid()).isEqualTo(Uids.CT_IMAGE);
        assertThat(file.meta().source()).isEmpty();
        assertThat(file.read(ReadOptions.WHOLE)).isEqualTo(Samples.image());
        assertThat(file.header()).isEqualTo(Samples.image().remove(Tag.PIXEL_DATA));
        assertThatThrownBy(() -> Part10Writer.write(Samples.image(), TransferSyntax.EXPLICIT_BIG_ENDIAN, path))
                .isInstanceOf(FileAlreadyExistsException.class);
    }

    @Test
    @DisplayName("of 40 000 frames has a header that is read in little memory, without what is told of each frame")
    void manyFrames() throws IOException {
        DataSet image = Samples.image();
        DataSet frame = new DataSet();
        for (int i = 0; i < 8; i++) {
            frame.putItems(0x00209111 + i, new DataSet().put(Tag.STUDY_ID, "X").put(Tag.PATIENT_ID, "Y"));
        }
        image.putItems(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE, Collections.nCopies(40_000, frame));
        Path path = folder.resolve("frames.dcm");
        Part10Writer.write(image, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, path);

        DataSet header = Part10File.open(path).header();

        assertThat(header.items(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE)).isEmpty();
        assertThat(header.remove(Tag.PER_FRAME_FUNCTIONAL_GROUPS_SEQUENCE))
                .isEqualTo(Samples.image().remove(Tag.PIXEL_DATA));
    }

    @Test
    @DisplayName("takes a data set from a stream byte for byte")
    void copies() throws IOException {
        byte[] dataSet = "any bytes at all".getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream out = new ByteArrayOutputStream();

        assertThat(Part10Writer.copy(META, new ByteArrayInputStream(dataSet), out))
                .isEqualTo(16);

        Path path = Files.write(folder.resolve("b.dcm"), out.toByteArray());
        Part10File file = Part10File.open(path);
        try (InputStream in = file.dataSet()) {
            assertThat(in.readAllBytes()).isEqualTo(dataSet);
        }
        assertThat(file.meta().source()).contains("RXX_PACS");
        assertThat(file.meta().transferSyntax().encapsulated()).isTrue();
        assertThat(file.meta().group().string(Tag.IMPLEMENTATION_CLASS_UID)).contains(Uids.IMPLEMENTATION_CLASS);
    }

    @Test
    @DisplayName("leaves a stream at the first byte of the data set, also when the group length is wrong")
    void wrongGroupLength() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Part10Writer.copy(META, new ByteArrayInputStream(new byte[] {8, 0, 5, 0, 'C', 'S'}), out);
        byte[] bytes = out.toByteArray();
        bytes[128 + 4 + 8] ^= 20;

        InputStream in = new BufferedInputStream(new ByteArrayInputStream(bytes));
        FileMetaInformation meta = FileMetaInformation.read(in);

        assertThat(meta.sopInstanceUid()).isEqualTo("2.25.5");
        assertThat(in.readAllBytes()).containsExactly(8, 0, 5, 0, 'C', 'S');
    }

    @Test
    @DisplayName("is read without a preamble too, as some programs write it")
    void withoutPreamble() throws IOException {
        Path whole = folder.resolve("whole.dcm");
        Part10Writer.write(Samples.image(), TransferSyntax.EXPLICIT_LITTLE_ENDIAN, whole);
        byte[] bytes = Files.readAllBytes(whole);
        Path bare = Files.write(folder.resolve("bare.dcm"), Arrays.copyOfRange(bytes, 132, bytes.length));

        Part10File file = Part10File.open(bare);

        assertThat(file.meta().sopInstanceUid()).isEqualTo("2.25.1234567890");
        assertThat(file.dataSetOffset()).isEqualTo(Part10File.open(whole).dataSetOffset() - 132);
        assertThat(file.read(ReadOptions.WHOLE)).isEqualTo(Samples.image());
    }

    @ParameterizedTest
    @MethodSource("bareSyntaxes")
    @DisplayName("is read without file meta information too, with and without a preamble, where nothing is compressed")
    void bare(TransferSyntax syntax) throws IOException {
        Path whole = folder.resolve("whole.dcm");
        Part10Writer.write(Samples.image(), syntax, whole);
        byte[] bytes = Files.readAllBytes(whole);
        byte[] dataSet = Arrays.copyOfRange(bytes, (int) offset(bytes), bytes.length);
        ByteArrayOutputStream withPreamble = new ByteArrayOutputStream();
        withPreamble.write(bytes, 0, 132);
        withPreamble.write(dataSet);

        for (byte[] file : List.of(dataSet, withPreamble.toByteArray())) {
            Part10File opened = Part10File.open(Files.write(folder.resolve("bare.dcm"), file));

            assertThat(opened.meta().transferSyntax()).isEqualTo(syntax);
            assertThat(opened.meta().sopClassUid()).isEqualTo(Uids.CT_IMAGE);
            assertThat(opened.meta().sopInstanceUid()).isEqualTo("2.25.1234567890");
            assertThat(opened.read(ReadOptions.WHOLE)).isEqualTo(Samples.image());
            assertThat(opened.dataSetOffset()).isEqualTo(file.length - dataSet.length);
        }
    }

    static Stream<TransferSyntax> bareSyntaxes() {
        return Stream.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN);
    }

    /** Where the data set begins. */
    static long offset(byte[] file) throws IOException {
        return FileMetaInformation.readFrom(new BufferedInputStream(new ByteArrayInputStream(file)))
                .size();
    }

    @Test
    @DisplayName("without file meta information is refused in a sentence when it is compressed, or names no object")
    void bareRefusals() throws IOException {
        DataSet compressed = Samples.image()
                .put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, List.of(new byte[0], new byte[] {1, 2})));
        refused(bytes(compressed), "only there is told how");
        refused(bytes(Samples.image().remove(Tag.SOP_INSTANCE_UID)), "nor SOP Instance UID (0008,0018)");
    }

    private static byte[] bytes(DataSet set) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(set, out, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        return out.toByteArray();
    }

    @Test
    @DisplayName("is refused in a sentence when it is something else, cut, or lacks what it must have")
    void refusals() throws IOException {
        refused("just text".getBytes(StandardCharsets.US_ASCII), "no DICOM file");
        refused(new byte[0], "no DICOM file");
        refused(new byte[4096], "no DICOM file");
        refused(Arrays.copyOf(header(META), header(META).length - 3), "offset");

        ByteArrayOutputStream bare = new ByteArrayOutputStream();
        bare.write(header(META), 0, 132);
        refused(bare.toByteArray(), "no Media Storage SOP Class UID (0002,0002)");
    }

    private static byte[] header(FileMetaInformation meta) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        meta.write(out);
        return out.toByteArray();
    }

    private void refused(byte[] bytes, String message) throws IOException {
        Path path = Files.write(folder.resolve("refused.dcm"), bytes);
        assertThatThrownBy(() -> Part10File.open(path))
                .isInstanceOf(DicomFormatException.class)
                .hasMessageContaining(message);
    }

    @Test
    @DisplayName("is not written without the UIDs that name the object")
    void needsUids() {
        DataSet nameless = Samples.image().remove(Tag.SOP_INSTANCE_UID);
        Path path = folder.resolve("c.dcm");

        assertThatThrownBy(() -> Part10Writer.write(nameless, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, path))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("SOP Instance UID (0008,0018)");
        assertThat(path).doesNotExist();
    }
}
