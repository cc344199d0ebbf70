package org.openiep.dicom.file;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.provider.MethodSource;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Samples;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.media.DirectoryRecord;
import org.openiep.dicom.media.MediaDirectory;
import org.openiep.dicom.media.MediaDirectoryWriter;

@DisplayName("Files from anybody")
class FilesFuzzTest {
    private static Path folder = Path.of("");

    @BeforeAll
    static void folder() throws IOException {
        folder = Files.createTempDirectory("fuzz");
    }

    @AfterAll
    static void clear() throws IOException {
        Files.deleteIfExists(folder.resolve("file"));
        Files.delete(folder);
    }

    static Stream<byte[]> objects() throws IOException {
        byte[] big = object(TransferSyntax.EXPLICIT_BIG_ENDIAN);
        byte[] deflated = object(TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN);
        int dataSet = (int) Part10FileTest.offset(big);
        return Stream.of(
                big, deflated, Arrays.copyOfRange(big, 132, big.length), Arrays.copyOfRange(big, dataSet, big.length));
    }

    private static byte[] object(TransferSyntax syntax) throws IOException {
        Path made = Files.createTempDirectory("seed").resolve("object");
        try {
            Part10Writer.write(Samples.image(), syntax, made);
            return Files.readAllBytes(made);
        } finally {
            Files.deleteIfExists(made);
            Files.delete(made.getParent());
        }
    }

    @DisplayName("are opened or refused in words; a group 0002 that was read, written and read again is the same")
    @MethodSource("objects")
    @FuzzTest
    void open(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("file"), input);
        Part10File opened;
        try {
            opened = Part10File.open(file);
            assertThat(opened.dataSetOffset()).isBetween(0L, (long) input.length);
            opened.read(ReadOptions.HEADER.maxTotal(1 << 20));
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
            return;
        }
        byte[] written = written(opened.meta());
        FileMetaInformation again;
        try (InputStream in = new BufferedInputStream(new ByteArrayInputStream(written))) {
            again = FileMetaInformation.read(in);
            assertThat(in.read()).isEqualTo(-1);
        }
        assertThat(written(again)).isEqualTo(written);
    }

    private static byte[] written(FileMetaInformation meta) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        meta.write(out);
        return out.toByteArray();
    }

    static Stream<byte[]> directories() throws IOException {
        MediaDirectoryWriter writer = new MediaDirectoryWriter("IEP");
        for (int i = 0; i < 4; i++) {
            writer.add(
                    FileMetaInformation.of(Uids.CT_IMAGE, "2.25." + i, Uids.EXPLICIT_VR_LITTLE_ENDIAN),
                    Samples.image()
                            .remove(Tag.PIXEL_DATA)
                            .put(Tag.PATIENT_ID, "P" + i / 2)
                            .put(Tag.SERIES_INSTANCE_UID, "2.25.3" + i),
                    List.of("IMAGES", "IM" + i));
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (OutputStream stream = out) {
            writer.write(stream);
        }
        return Stream.of(out.toByteArray());
    }

    @DisplayName("are media directories, which do not lead out of their folder, or refused in words")
    @MethodSource("directories")
    @FuzzTest
    void directory(byte[] input) throws IOException {
        Path file = Files.write(folder.resolve("file"), input);
        try {
            for (DirectoryRecord record : MediaDirectory.read(file).files().toList()) {
                assertThat(MediaDirectory.locate(folder, record).normalize()).startsWithRaw(folder);
            }
        } catch (DicomFormatException e) {
            assertThat(e.getMessage()).isNotEmpty();
        }
    }
}
