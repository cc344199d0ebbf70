package org.openiep.dicom.media;

import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

/**
 * A record of a media directory with the records below it (PS3.3 F.2.2).
 *
 * @param type such as "PATIENT", "STUDY", "SERIES", "IMAGE"
 * @param keys its elements, without those that link records
 * @param below in order; not changed by anybody
 */
public record DirectoryRecord(String type, DataSet keys, List<DirectoryRecord> below) {
    public DirectoryRecord {
        below = List.copyOf(below);
    }

    /** The components of the file's path below the directory, such as "IMAGES", "IM000001"; none for a record without a file. */
    public List<String> fileId() {
        return keys.strings(Tag.REFERENCED_FILE_ID);
    }

    /** SOP Instance UID of the file, or empty. */
    public String sopInstanceUid() {
        return keys.string(Tag.REFERENCED_SOP_INSTANCE_UID_IN_FILE).orElse("");
    }
}
