package org.openiep.dicom.dimse;

import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.MadeItems;
import org.openiep.dicom.data.Tag;

/**
 * Asks whether objects are kept safely (Storage Commitment Push Model, PS3.4 J.3.2).
 *
 * @param transactionUid chosen by who asks, new for each request
 * @param instances the objects in question
 */
public record CommitmentRequest(String transactionUid, List<InstanceReference> instances) {
    /**
     * How many objects one request or report may name, and how many all reports on an association together that wait to
     * be confirmed: as many as fit into the memory that an association may take.
     */
    public static final int MOST_OBJECTS = 10_000;

    /** Action Type ID of the only action (PS3.4 J.3.2.1). */
    static final int ACTION_TYPE = 1;

    public CommitmentRequest {
        instances = InstanceList.copyOf(instances);
    }

    static CommitmentRequest of(References references) {
        return new CommitmentRequest(references.transactionUid(), references.referenced());
    }

    /** For an N-ACTION; its items are made while it is written. */
    DataSet information() {
        return new DataSet()
                .put(Tag.TRANSACTION_UID, transactionUid)
                .putItems(
                        Tag.REFERENCED_SOP_SEQUENCE,
                        new MadeItems(instances.size(), i -> instances.get(i).item()));
    }
}
