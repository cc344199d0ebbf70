package org.openiep.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.file.Part10Writer;

/** Files as they lie on a disk from a scanner. */
final class TestDisk {
    static final String STUDY = "1.2.826.0.1.3680043.8.498.7";

    private static final String MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";

    private final Path folder;

    TestDisk(Path folder) {
        this.folder = folder;
    }

    /** An image of the study; of another one where the test changes that. */
    static DataSet image(int number) {
        return new DataSet()
                .put(Tag.SOP_CLASS_UID, MR_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, STUDY + ".1." + number)
                .put(Tag.STUDY_DATE, "20261127")
                .put(Tag.STUDY_TIME, "091500")
                .put(Tag.ACCESSION_NUMBER, "A1")
                .put(Tag.MODALITY, "MR")
                .put(Tag.STUDY_DESCRIPTION, "MR head")
                .put(Tag.PATIENT_NAME, "Fairweather^Elinor")
                .put(Tag.PATIENT_ID, "S4471902")
                .put(Tag.PATIENT_BIRTH_DATE, "19570314")
                .put(Tag.PATIENT_SEX, "F")
                .put(Tag.STUDY_INSTANCE_UID, STUDY)
                .put(Tag.SERIES_INSTANCE_UID, STUDY + ".1");
    }

    byte[] file(DataSet object) throws IOException {
        Path file = folder.resolve("object.dcm");
        Part10Writer.write(object, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        byte[] bytes = Files.readAllBytes(file);
        Files.delete(file);
        return bytes;
    }

    byte[] file(int number) throws IOException {
        return file(image(number));
    }
}
