package org.openiep.dicom.dimse;

import java.util.regex.Pattern;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;

/**
 * Names an object (PS3.3 table 10-11).
 *
 * @param sopClassUid Referenced SOP Class UID
 * @param sopInstanceUid Referenced SOP Instance UID
 */
public record InstanceReference(String sopClassUid, String sopInstanceUid) {
    private static final Pattern UNWRITABLE = Pattern.compile("[^0-9A-Za-z.]");

    static InstanceReference of(DataSet item) {
        return new InstanceReference(
                uid(item, Tag.REFERENCED_SOP_CLASS_UID), uid(item, Tag.REFERENCED_SOP_INSTANCE_UID));
    }

    /** As much of what came as can be written again; a UID that is none matches nothing anyway. */
    static String uid(DataSet set, int tag) {
        String text = UNWRITABLE.matcher(set.string(tag).orElse("")).replaceAll("?");
        return text.substring(0, Math.min(text.length(), Uids.MAX_LENGTH));
    }

    DataSet item() {
        return new DataSet()
                .put(Tag.REFERENCED_SOP_CLASS_UID, sopClassUid)
                .put(Tag.REFERENCED_SOP_INSTANCE_UID, sopInstanceUid);
    }
}
