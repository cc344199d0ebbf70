package org.openiep.dicom.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Samples;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dcmtk.Dcmtk;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

@DisplayName("PS3.10: a media directory")
class MediaDirectoryTest {
    @TempDir
    private Path folder;

    private int files;

    private void add(MediaDirectoryWriter writer, DataSet object) throws IOException {
        String name = String.format("IM%06d", ++files);
        Path path = Files.createDirectories(folder.resolve("IMAGES")).resolve(name);
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, path);
        writer.add(Part10File.open(path), List.of("IMAGES", name));
    }

    private static DataSet object(String sopClass, String patient, int study, int series) {
        return Samples.image()
                .put(Tag.SOP_CLASS_UID, sopClass)
                .put(Tag.SOP_INSTANCE_UID, Uids.generate())
                .put(Tag.PATIENT_ID, patient)
                .put(Tag.STUDY_ID, "S" + study)
                .putInt(Tag.SERIES_NUMBER, series)
                .put(Tag.STUDY_INSTANCE_UID, "2.25.7." + study)
                .put(Tag.SERIES_INSTANCE_UID, "2.25.7." + study + "." + series);
    }

    private Path write(MediaDirectoryWriter writer) throws IOException {
        Path path = folder.resolve("DICOMDIR");
        try (OutputStream out = Files.newOutputStream(path)) {
            writer.write(out);
        }
        return path;
    }

    private Path mixed() throws IOException {
        MediaDirectoryWriter writer = new MediaDirectoryWriter("IEP_1");
        add(writer, object(Uids.CT_IMAGE, "A1", 1, 1));
        add(writer, object(Uids.CT_IMAGE, "A1", 1, 1));
        add(writer, object(Uids.ENHANCED_SR, "A1", 1, 2));
        add(writer, object(Uids.GRAYSCALE_PRESENTATION_STATE, "A1", 1, 3));
        add(writer, object(Uids.KEY_OBJECT_SELECTION, "A1", 2, 1));
        add(writer, object(Uids.ENCAPSULATED_PDF, "B2", 3, 1));
        add(writer, object(Uids.RT_STRUCTURE_SET, "B2", 3, 2));
        add(writer, object("1.2.840.10008.5.1.4.1.1.9.1.1", "B2", 3, 3));
        add(
                writer,
                object("1.3.12.2.1107.5.9.1", "B2", 3, 4).put(Tag.STUDY_DATE).put(Tag.STUDY_ID));
        return write(writer);
    }

    @Test
    @DisplayName("is read again with patients, studies, series and objects in order")
    void roundTrip() throws IOException {
        MediaDirectory read = MediaDirectory.read(mixed());

        assertThat(read.fileSetId()).isEqualTo("IEP_1");
        assertThat(read.root()).extracting(DirectoryRecord::type).containsExactly("PATIENT", "PATIENT");
        assertThat(read.root().get(0).below()).hasSize(2);
        assertThat(read.files())
                .extracting(DirectoryRecord::type)
                .containsExactly(
                        "IMAGE",
                        "IMAGE",
                        "SR DOCUMENT",
                        "PRESENTATION",
                        "KEY OBJECT DOC",
                        "ENCAP DOC",
                        "RT STRUCTURE SET",
                        "WAVEFORM",
                        "PRIVATE");
        assertThat(read.root().get(0).keys().string(Tag.PATIENT_NAME)).contains("Fairweather^El\u00E9onore^^Dr");
        for (DirectoryRecord file : read.files().toList()) {
            Path path = MediaDirectory.locate(folder, file);
            assertThat(Part10File.open(path).meta().sopInstanceUid()).isEqualTo(file.sopInstanceUid());
        }
    }

    @Test
    @DisplayName("is what DCMTK takes for a directory, and appends to")
    void dcmtk() throws IOException {
        Path dicomdir = mixed();

        assertThat(Dcmtk.run("dcmftest", dicomdir.toString())).startsWith("yes");
        String dump = Dcmtk.run("dcmdump", dicomdir.toString());
        assertThat(dump).doesNotContain("W:", "E:").contains("IEP_1").contains("KEY OBJECT DOC");
        // DCMTK resolves the offsets, so a wrong one would be an error here.
        DataSet more = object(Uids.CT_IMAGE, "A1", 1, 1);
        Path added = folder.resolve("IMAGES").resolve("MORE");
        Part10Writer.write(more, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, added);
        Dcmtk.run("dcmmkdir", "+A", "+I", "+D", dicomdir.toString(), "+id", folder.toString(), "IMAGES/MORE");

        MediaDirectory read = MediaDirectory.read(dicomdir);
        assertThat(read.files()).hasSize(10);
        assertThat(read.root().get(0).below().get(0).below().get(0).below()).hasSize(3);
    }

    @Test
    @DisplayName("that DCMTK made is read")
    void madeByDcmtk() throws IOException {
        add(new MediaDirectoryWriter(""), object(Uids.CT_IMAGE, "A1", 1, 1));
        add(new MediaDirectoryWriter(""), object(Uids.CT_IMAGE, "A2", 2, 1));
        Path dicomdir = folder.resolve("DICOMDIR");
        Dcmtk.run("dcmmkdir", "+r", "+I", "+D", dicomdir.toString(), "+id", folder.toString(), "IMAGES");

        assertThat(MediaDirectory.read(dicomdir).files())
                .extracting(DirectoryRecord::fileId)
                .containsExactlyInAnyOrder(List.of("IMAGES", "IM000001"), List.of("IMAGES", "IM000002"));
    }

    @Test
    @DisplayName("has nothing against it that dciodvfy of dicom3tools would say")
    void dciodvfy() throws IOException {
        MediaDirectoryWriter writer = new MediaDirectoryWriter("IEP_1");
        add(writer, object(Uids.CT_IMAGE, "A1", 1, 1));
        add(writer, object(Uids.ENCAPSULATED_PDF, "A1", 1, 2));
        assertThat(Dcmtk.run("dciodvfy", write(writer).toString())).doesNotContain("Error");
    }

    @Test
    @DisplayName("without a file is empty")
    void empty() throws IOException {
        Path dicomdir = write(new MediaDirectoryWriter(""));
        assertThat(MediaDirectory.read(dicomdir).root()).isEmpty();
        assertThat(Dcmtk.run("dcmftest", dicomdir.toString())).startsWith("yes");
    }

    @Test
    @DisplayName("is refused when its records go round in a circle, and does not lead out of the disc")
    void hostile() throws IOException {
        byte[] bytes = Files.readAllBytes(mixed());
        Random random = new Random(3);
        Path file = folder.resolve("HOSTILE");
        for (int round = 0; round < 300; round++) {
            byte[] changed = bytes.clone();
            for (int i = 0; i < 5; i++) {
                changed[300 + random.nextInt(changed.length - 300)] = (byte) random.nextInt(256);
            }
            Files.write(file, changed);
            try {
                for (DirectoryRecord record : MediaDirectory.read(file).files().toList()) {
                    assertThat(MediaDirectory.locate(folder, record).normalize())
                            .startsWithRaw(folder);
                }
            } catch (DicomFormatException expected) {
                assertThat(expected.getMessage()).isNotEmpty();
            }
        }
        DataSet keys = new DataSet().put(Tag.REFERENCED_FILE_ID, "..", "passwd");
        DirectoryRecord outside = new DirectoryRecord("IMAGE", keys, List.of());
        assertThatThrownBy(() -> MediaDirectory.locate(folder, outside)).isInstanceOf(DicomFormatException.class);
    }

    @Test
    @DisplayName("has paths of eight components of eight characters only")
    void paths() throws IOException {
        MediaDirectoryWriter writer = new MediaDirectoryWriter("");
        add(writer, object(Uids.CT_IMAGE, "A1", 1, 1));
        Part10File file = Part10File.open(folder.resolve("IMAGES").resolve("IM000001"));
        for (List<String> wrong : List.of(List.<String>of(), List.of("lower"), List.of("TOOLONGNAME"), List.of(".."))) {
            assertThatThrownBy(() -> writer.add(file, wrong)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
