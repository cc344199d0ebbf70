package org.openiep.dicom.dimse;

import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

/**
 * Asks whether objects are kept safely (Storage Commitment Push Model, PS3.4 J.3.2).
 *
 * @param transactionUid chosen by who asks, new for each request
 * @param instances the objects in question
 */
public record CommitmentRequest(String transactionUid, List<InstanceReference> instances) {
    /** Action Type ID of the only action (PS3.4 J.3.2.1). */
    static final int ACTION_TYPE = 1;

    public CommitmentRequest {
        instances = List.copyOf(instances);
    }

    static CommitmentRequest of(DataSet information) {
        return new CommitmentRequest(
                InstanceReference.uid(information, Tag.TRANSACTION_UID),
                information.items(Tag.REFERENCED_SOP_SEQUENCE).stream()
                        .map(InstanceReference::of)
                        .toList());
    }

    DataSet information() {
        return new DataSet()
                .put(Tag.TRANSACTION_UID, transactionUid)
                .putItems(
                        Tag.REFERENCED_SOP_SEQUENCE,
                        instances.stream().map(InstanceReference::item).toList());
    }
}
