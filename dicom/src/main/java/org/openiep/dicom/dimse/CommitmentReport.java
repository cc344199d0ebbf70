package org.openiep.dicom.dimse;

import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

/**
 * What became of a {@link CommitmentRequest} (PS3.4 J.3.3).
 *
 * @param transactionUid of the request
 * @param committed objects that are kept safely
 * @param failed objects that are not, and why
 */
public record CommitmentReport(String transactionUid, List<InstanceReference> committed, List<Failure> failed) {
    /** Event Type ID when all objects are committed (PS3.4 J.3.3.1). */
    static final int ALL_COMMITTED = 1;
    /** Event Type ID when some are not. */
    static final int FAILURES_EXIST = 2;

    public CommitmentReport {
        committed = List.copyOf(committed);
        failed = List.copyOf(failed);
    }

    /**
     * An object that is not committed.
     *
     * @param reason Failure Reason (0008,1197), for example {@link #NO_SUCH_OBJECT}
     */
    public record Failure(InstanceReference instance, int reason) {
        public static final int PROCESSING_FAILURE = 0x0110;
        public static final int NO_SUCH_OBJECT = 0x0112;
        public static final int CLASS_INSTANCE_CONFLICT = 0x0119;
        public static final int SOP_CLASS_NOT_SUPPORTED = 0x0122;
        public static final int DUPLICATE_TRANSACTION = 0x0131;
        public static final int RESOURCE_LIMITATION = 0x0213;

        private static Failure of(DataSet item) {
            return new Failure(
                    InstanceReference.of(item), item.integer(Tag.FAILURE_REASON).orElse(PROCESSING_FAILURE));
        }

        private DataSet item() {
            return instance.item().putInt(Tag.FAILURE_REASON, reason);
        }
    }

    int eventType() {
        return failed.isEmpty() ? ALL_COMMITTED : FAILURES_EXIST;
    }

    static CommitmentReport of(DataSet information) {
        return new CommitmentReport(
                InstanceReference.uid(information, Tag.TRANSACTION_UID),
                information.items(Tag.REFERENCED_SOP_SEQUENCE).stream()
                        .map(InstanceReference::of)
                        .toList(),
                information.items(Tag.FAILED_SOP_SEQUENCE).stream()
                        .map(Failure::of)
                        .toList());
    }

    DataSet information() {
        DataSet set = new DataSet().put(Tag.TRANSACTION_UID, transactionUid);
        if (!committed.isEmpty()) {
            set.putItems(
                    Tag.REFERENCED_SOP_SEQUENCE,
                    committed.stream().map(InstanceReference::item).toList());
        }
        if (!failed.isEmpty()) {
            set.putItems(
                    Tag.FAILED_SOP_SEQUENCE, failed.stream().map(Failure::item).toList());
        }
        return set;
    }
}
