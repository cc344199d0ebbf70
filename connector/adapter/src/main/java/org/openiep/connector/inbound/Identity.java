package org.openiep.connector.inbound;

import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;

/**
 * The few elements of an object by which the application knows it; empty where the object has none.
 *
 * @param sopInstanceUid (0008,0018)
 * @param modality (0008,0060)
 * @param patientId (0010,0020)
 * @param studyInstanceUid (0020,000D)
 * @param seriesInstanceUid (0020,000E)
 * @param header all that was read
 */
record Identity(
        String sopInstanceUid,
        String modality,
        String patientId,
        String studyInstanceUid,
        String seriesInstanceUid,
        DataSet header) {
    /**
     * All of them stand before this tag; longer values and deeper nesting than these bounds are not theirs. What is read
     * takes less than the 1 MiB that an association may take.
     */
    static final ReadOptions BOUNDS = ReadOptions.HEADER
            .stopBefore(Tag.SERIES_INSTANCE_UID + 1)
            .maxValueLength(1024)
            .maxTotal(512 * 1024);

    static Identity of(DataSet header) {
        return new Identity(
                text(header, Tag.SOP_INSTANCE_UID),
                text(header, Tag.MODALITY),
                text(header, Tag.PATIENT_ID),
                text(header, Tag.STUDY_INSTANCE_UID),
                text(header, Tag.SERIES_INSTANCE_UID),
                header);
    }

    private static String text(DataSet header, int tag) {
        return header.string(tag).orElse("");
    }
}
