package org.openiep.dicom.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Samples;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

@DisplayName("I12: a disc of images")
class DicomDiscTest {
    private static final Instant MADE = Instant.parse("2026-06-02T13:11:12Z");

    @TempDir
    private Path folder;

    private final DicomDisc disc = new DicomDisc("IEP_26_0001234", MADE);

    private Path object(String study, String series, TransferSyntax syntax) throws IOException {
        String uid = Uids.generate();
        DataSet object = Samples.image()
                .put(Tag.SOP_INSTANCE_UID, uid)
                .put(Tag.STUDY_INSTANCE_UID, study)
                .put(Tag.SERIES_INSTANCE_UID, series);
        Path path = folder.resolve(uid);
        Part10Writer.write(object, syntax, path);
        return path;
    }

    /** Noise, of which compression leaves a good deal. */
    private Path picture() throws IOException {
        byte[] pixels = new byte[64 * 64];
        new Random(12).nextBytes(pixels);
        DataSet object = new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, Uids.generate())
                .put(Tag.CONVERSION_TYPE, "WSD")
                .put(Tag.PATIENT_ID, "S0012345")
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1")
                .put(Tag.SERIES_INSTANCE_UID, "2.25.1.9")
                .putInt(Tag.SAMPLES_PER_PIXEL, 1)
                .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putInt(Tag.ROWS, 64)
                .putInt(Tag.COLUMNS, 64)
                .putInt(Tag.BITS_ALLOCATED, 8)
                .putInt(Tag.BITS_STORED, 8)
                .putInt(Tag.HIGH_BIT, 7)
                .putInt(Tag.PIXEL_REPRESENTATION, 0)
                .putBytes(Tag.PIXEL_DATA, VR.OB, pixels);
        Path path = folder.resolve(object.string(Tag.SOP_INSTANCE_UID).orElseThrow());
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, path);
        return path;
    }

    private static Path lossless(Path picture) throws IOException {
        Path compressed = picture.resolveSibling(picture.getFileName() + ".jpg");
        Dcmtk.run("dcmcjpeg", "+e1", picture.toString(), compressed.toString());
        return compressed;
    }

    private MediaDirectory unpacked() throws IOException {
        Path unpacked = Disc.unpack(disc.finish(), folder);
        assertThat(Dcmtk.run("dcmftest", unpacked.resolve("DICOMDIR").toString()))
                .startsWith("yes");
        return MediaDirectory.read(unpacked.resolve("DICOMDIR"));
    }

    private Path on(DirectoryRecord record) throws IOException {
        return MediaDirectory.locate(folder.resolve("unpacked"), record);
    }

    @Test
    @DisplayName("has a DICOMDIR at its root that names every image, by study and series")
    void directory() throws IOException {
        Path first = object("2.25.1", "2.25.1.1", TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        disc.add(first);
        disc.add(object("2.25.1", "2.25.1.2", TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        disc.add(object("2.25.2", "2.25.2.1", TransferSyntax.EXPLICIT_LITTLE_ENDIAN));
        disc.add(first);
        disc.addText("README.TXT", "What this is.\r\n");

        List<DirectoryRecord> files = unpacked().files().toList();

        assertThat(files)
                .extracting(DirectoryRecord::fileId)
                .containsExactly(
                        List.of("IMAGES", "ST000001", "SE000001", "IM000001"),
                        List.of("IMAGES", "ST000001", "SE000002", "IM000001"),
                        List.of("IMAGES", "ST000002", "SE000003", "IM000001"));
        assertThat(on(files.get(0))).hasSameBinaryContentAs(first);
        assertThat(folder.resolve("unpacked/README.TXT")).hasContent("What this is.\r\n");
        assertThat(disc.objects()).isEqualTo(3);
        assertThat(disc.compressed()).isZero();
    }

    @Test
    @DisplayName("has images in explicit VR little endian, however they came")
    void converted() throws IOException {
        for (TransferSyntax syntax : List.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN)) {
            disc.add(object("2.25.1", "2.25.1.1", syntax));
        }
        Path plain = picture();
        disc.add(lossless(plain));

        List<DirectoryRecord> files = unpacked().files().toList();

        assertThat(files).hasSize(4);
        for (DirectoryRecord file : files) {
            assertThat(Part10File.open(on(file)).meta().transferSyntax())
                    .isEqualTo(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
            assertThat(file.keys().string(Tag.REFERENCED_TRANSFER_SYNTAX_UID_IN_FILE))
                    .contains(TransferSyntax.EXPLICIT_LITTLE_ENDIAN.uid());
            assertThat(Part10File.open(on(file)).meta().sopInstanceUid()).isEqualTo(file.sopInstanceUid());
        }
        String dump =
                Dcmtk.run("dcmdump", "+P", "PixelData", "+L", on(files.get(3)).toString());
        assertThat(dump).isEqualTo(Dcmtk.run("dcmdump", "+P", "PixelData", "+L", plain.toString()));
    }

    @Test
    @DisplayName("has no place for an image of more than 4 GiB")
    void tooLarge() throws IOException {
        Path large = object("2.25.1", "2.25.1.1", TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        try (RandomAccessFile file = new RandomAccessFile(large.toFile(), "rw")) {
            // Nothing is written for what lies between.
            file.setLength((4L << 30) + 1);
        }
        assertThatThrownBy(() -> disc.add(large)).isInstanceOf(TooLargeForDiscException.class);
    }

    @Test
    @DisplayName("keeps as it is what was compressed with loss, and what is damaged, and counts it")
    void keptCompressed() throws IOException {
        Path lossy = folder.resolve("lossy");
        Dcmtk.run("dcmcjpeg", "+eb", picture().toString(), lossy.toString());
        disc.add(lossy);
        byte[] bytes = Files.readAllBytes(lossless(picture()));
        Arrays.fill(bytes, bytes.length - 500, bytes.length - 20, (byte) 0xFF);
        Path broken = Files.write(folder.resolve("broken"), bytes);
        disc.add(broken);

        List<DirectoryRecord> files = unpacked().files().toList();

        assertThat(on(files.get(0))).hasSameBinaryContentAs(lossy);
        assertThat(on(files.get(1))).hasSameBinaryContentAs(broken);
        assertThat(disc.compressed()).isEqualTo(2);
    }
}
