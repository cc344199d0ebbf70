package org.openiep.dicom.media;

import java.util.List;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Dictionary;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.OmittedElement;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.file.FileMetaInformation;

/** The keys of the records that lead to one object, taken from its header (PS3.3 F.5). */
final class Records {
    /** What stands for a date that is not known. */
    private static final String NO_DATE = "19000101";

    private final DataSet header;

    Records(DataSet header) {
        this.header = header;
    }

    String patientKey() {
        return text(Tag.PATIENT_ID) + "\n" + text(Tag.ISSUER_OF_PATIENT_ID) + "\n"
                + (text(Tag.PATIENT_ID).isEmpty() ? text(Tag.PATIENT_NAME) : "");
    }

    String studyKey() {
        return text(Tag.STUDY_INSTANCE_UID);
    }

    String seriesKey() {
        return text(Tag.SERIES_INSTANCE_UID);
    }

    private String text(int tag) {
        return header.string(tag).orElse("");
    }

    DataSet patient(int number) {
        DataSet keys = begin();
        mayBeEmpty(keys, Tag.PATIENT_NAME);
        needed(keys, Tag.PATIENT_ID, "UNKNOWN" + number);
        optional(keys, Tag.PATIENT_BIRTH_DATE);
        optional(keys, Tag.PATIENT_SEX);
        return keys;
    }

    DataSet study(int number) {
        DataSet keys = begin();
        needed(keys, Tag.STUDY_DATE, text(Tag.SERIES_DATE).isEmpty() ? NO_DATE : text(Tag.SERIES_DATE));
        needed(keys, Tag.STUDY_TIME, "000000");
        mayBeEmpty(keys, Tag.ACCESSION_NUMBER);
        mayBeEmpty(keys, Tag.STUDY_DESCRIPTION);
        needed(keys, Tag.STUDY_INSTANCE_UID, "");
        needed(keys, Tag.STUDY_ID, Integer.toString(number));
        return keys;
    }

    DataSet series(int number) {
        DataSet keys = begin();
        needed(keys, Tag.MODALITY, "OT");
        optional(keys, Tag.INSTITUTION_NAME);
        optional(keys, Tag.INSTITUTION_ADDRESS);
        optional(keys, Tag.PERFORMING_PHYSICIAN_NAME);
        optional(keys, Tag.SERIES_DESCRIPTION);
        needed(keys, Tag.SERIES_INSTANCE_UID, "");
        needed(keys, Tag.SERIES_NUMBER, Integer.toString(number));
        return keys;
    }

    DataSet instance(RecordType type, FileMetaInformation meta, List<String> fileId, int number) {
        DataSet keys = begin();
        keys.put(Tag.REFERENCED_FILE_ID, fileId.toArray(String[]::new))
                .put(Tag.REFERENCED_SOP_CLASS_UID_IN_FILE, meta.sopClassUid())
                .put(Tag.REFERENCED_SOP_INSTANCE_UID_IN_FILE, meta.sopInstanceUid())
                .put(
                        Tag.REFERENCED_TRANSFER_SYNTAX_UID_IN_FILE,
                        meta.transferSyntax().uid());
        needed(keys, Tag.INSTANCE_NUMBER, Integer.toString(number));
        type.needed().forEach(tag -> needed(keys, tag, filler(tag)));
        type.mayBeEmpty().forEach(tag -> mayBeEmpty(keys, tag));
        type.optional().forEach(tag -> optional(keys, tag));
        return keys;
    }

    /** A record has the character set of its object (PS3.3 F.5). */
    private DataSet begin() {
        DataSet keys = new DataSet();
        optional(keys, Tag.SPECIFIC_CHARACTER_SET);
        return keys;
    }

    private static String filler(int tag) {
        return switch (Dictionary.vr(tag)) {
            case DA -> NO_DATE;
            case TM -> "000000";
            case US, UL, IS -> "1";
            default -> "UNKNOWN";
        };
    }

    private Optional<Element> found(int tag) {
        return header.get(tag).filter(element -> !element.isEmpty() && !(element instanceof OmittedElement));
    }

    private void needed(DataSet keys, int tag, String filler) {
        Optional<Element> element = found(tag);
        if (element.isPresent()) {
            keys.put(element.get());
        } else if (Dictionary.vr(tag) == VR.SQ) {
            keys.putItems(tag, unknownCode(keys));
        } else if (filler.isEmpty()) {
            keys.put(tag);
        } else {
            keys.put(tag, filler);
        }
    }

    private static DataSet unknownCode(DataSet keys) {
        return keys.newItem()
                .put(Tag.CODE_VALUE, "UNKNOWN")
                .put(Tag.CODING_SCHEME_DESIGNATOR, "99OPENIEP")
                .put(Tag.CODE_MEANING, "Unknown");
    }

    private void mayBeEmpty(DataSet keys, int tag) {
        found(tag).ifPresentOrElse(keys::put, () -> keys.put(tag));
    }

    private void optional(DataSet keys, int tag) {
        found(tag).ifPresent(keys::put);
    }
}
