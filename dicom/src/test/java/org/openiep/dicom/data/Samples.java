package org.openiep.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Data sets with something of everything, of invented patients. */
public final class Samples {
    private Samples() {}

    /** Every transfer syntax in which pixel data is not in fragments, but for those whose pixels are elsewhere. */
    static Stream<TransferSyntax> plainSyntaxes() {
        return Stream.of(
                TransferSyntax.IMPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.EXPLICIT_BIG_ENDIAN,
                TransferSyntax.DEFLATED_EXPLICIT_LITTLE_ENDIAN,
                TransferSyntax.of(Uids.PRIVATE_GE_IMPLICIT_VR_BIG_ENDIAN_PIXELS));
    }

    /** A small CT image; all of it survives an implicit encoding, since the dictionary knows the VRs. */
    public static DataSet image() {
        DataSet image = new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, "2.25.1234567890")
                .put(Tag.STUDY_DATE, "20260301")
                .put(Tag.STUDY_TIME, "134501.5")
                .put(Tag.ACCESSION_NUMBER, "RXX0012345")
                .put(Tag.MODALITY, "CT")
                .put(Tag.PATIENT_NAME, "Fairweather^El\u00E9onore^^Dr")
                .put(Tag.PATIENT_ID, "S0012345")
                .put(Tag.PATIENT_BIRTH_DATE)
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1")
                .put(Tag.SERIES_INSTANCE_UID, "2.25.12")
                .putInt(Tag.INSTANCE_NUMBER, 7)
                .put(Tag.IMAGE_POSITION_PATIENT, "-125.5", "0", "88.25");
        structures(image);
        return image.putInt(Tag.SAMPLES_PER_PIXEL, 1)
                .putInt(Tag.ROWS, 2)
                .putInt(Tag.COLUMNS, 3)
                .putInt(Tag.BITS_ALLOCATED, 16)
                .putInt(Tag.PIXEL_REPRESENTATION, 1)
                .put(Tag.SMALLEST_IMAGE_PIXEL_VALUE, VR.SS, "-1024")
                .putBytes(Tag.PIXEL_DATA, VR.OW, new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12});
    }

    private static void structures(DataSet image) {
        DataSet code = image.newItem()
                .put(Tag.CODE_VALUE, "77477000")
                .put(Tag.CODING_SCHEME_DESIGNATOR, "SCT")
                .put(Tag.CODE_MEANING, "Tomodensitom\u00E9trie");
        image.putItems(
                Tag.PROCEDURE_CODE_SEQUENCE,
                code,
                new DataSet(),
                new DataSet().putItems(Tag.REFERENCED_STUDY_SEQUENCE, new DataSet().put(Tag.STUDY_ID, "X")));
        image.putItems(Tag.REQUEST_ATTRIBUTES_SEQUENCE);
        image.put(0x00189306, VR.FD, "0.625");
        image.put(0x00089459, VR.FL, "1.5");
        image.put(0x00280009, VR.AT, "(0018,1063)");
        image.put(0x00080119, VR.UC, "a", "b");
        image.put(0x00720083, VR.UV, "18446744073709551615");
        image.putBytes(0x60003000, VR.OW, new byte[] {1, 2});
        image.put(0x00090010, VR.LO, "ACME 1.0");
        image.putBytes(0x00091001, VR.UN, new byte[] {1, 2, 3, 4});
    }

    static byte[] encoded(DataSet set, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        DataSetWriter.write(set, out, syntax);
        return out.toByteArray();
    }

    static DataSet decoded(byte[] bytes, TransferSyntax syntax) throws IOException {
        return DataSetReader.read(new ByteArrayInputStream(bytes), syntax);
    }

    public static List<Integer> tags(DataSet set) {
        return StreamSupport.stream(set.spliterator(), false).map(Element::tag).toList();
    }
}
