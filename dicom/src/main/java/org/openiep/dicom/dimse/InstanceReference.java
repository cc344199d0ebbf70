package org.openiep.dicom.dimse;

import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

/**
 * Names an object (PS3.3 table 10-11).
 *
 * @param sopClassUid Referenced SOP Class UID
 * @param sopInstanceUid Referenced SOP Instance UID
 */
public record InstanceReference(String sopClassUid, String sopInstanceUid) {
    static InstanceReference of(DataSet item) {
        return new InstanceReference(
                item.string(Tag.REFERENCED_SOP_CLASS_UID).orElse(""),
                item.string(Tag.REFERENCED_SOP_INSTANCE_UID).orElse(""));
    }

    DataSet item() {
        return new DataSet()
                .put(Tag.REFERENCED_SOP_CLASS_UID, sopClassUid)
                .put(Tag.REFERENCED_SOP_INSTANCE_UID, sopInstanceUid);
    }
}
