package org.openiep.dicom.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Random;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.file.Part10Writer;

/** Invented images for the tests. */
final class Objects {
    static final String STUDY = "2.25.101";
    static final String SERIES = "2.25.102";

    private Objects() {}

    static DataSet image(int number, int pixelBytes) {
        byte[] pixels = new byte[pixelBytes];
        new Random(number).nextBytes(pixels);
        return new DataSet()
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "2.25.103." + number)
                .put(Tag.STUDY_DATE, "20261122")
                .put(Tag.MODALITY, "CT")
                .put(Tag.PATIENT_NAME, "INVENTED^Patient")
                .put(Tag.PATIENT_ID, "T-1")
                .put(Tag.STUDY_INSTANCE_UID, STUDY)
                .put(Tag.SERIES_INSTANCE_UID, SERIES)
                .put(Tag.INSTANCE_NUMBER, Integer.toString(number))
                .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putInt(Tag.SAMPLES_PER_PIXEL, 1)
                .putInt(Tag.ROWS, pixelBytes / 2 / 64)
                .putInt(Tag.COLUMNS, 64)
                .putInt(Tag.BITS_ALLOCATED, 16)
                .putInt(Tag.BITS_STORED, 16)
                .putInt(Tag.HIGH_BIT, 15)
                .putInt(Tag.PIXEL_REPRESENTATION, 0)
                .putBytes(Tag.PIXEL_DATA, VR.OW, pixels);
    }

    static Path file(Path folder, int number, int pixelBytes) throws IOException {
        return file(folder, number, pixelBytes, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    static Path file(Path folder, int number, int pixelBytes, TransferSyntax syntax) throws IOException {
        Path file = folder.resolve("image-" + number + ".dcm");
        Part10Writer.write(image(number, pixelBytes), syntax, file);
        return file;
    }
}
