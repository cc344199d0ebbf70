package org.openiep.dicom.dimse;

import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.MadeItems;
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
        committed = InstanceList.copyOf(committed);
        failed = FailureList.copyOf(failed);
    }

    /**
     * An object that is not committed.
     *
     * @param reason Failure Reason (0008,1197), for example {@link #NO_SUCH_OBJECT}
     */
    public record Failure(InstanceReference instance, int reason) {
        public static final int PROCESSING_FAILURE = 0x0110;
        public static final int NO_SUCH_OBJECT = 0x0112;

        static Failure of(InstanceReference instance, DataSet item) {
            return new Failure(instance, item.integer(Tag.FAILURE_REASON).orElse(PROCESSING_FAILURE));
        }

        private DataSet item() {
            return instance.item().putInt(Tag.FAILURE_REASON, reason);
        }
    }

    int eventType() {
        return failed.isEmpty() ? ALL_COMMITTED : FAILURES_EXIST;
    }

    static CommitmentReport of(References references) {
        return new CommitmentReport(references.transactionUid(), references.referenced(), references.failed());
    }

    /** How many objects. */
    int size() {
        return committed.size() + failed.size();
    }

    /** For an N-EVENT-REPORT; its items are made while it is written. */
    DataSet information() {
        DataSet set = new DataSet().put(Tag.TRANSACTION_UID, transactionUid);
        if (!committed.isEmpty()) {
            set.putItems(
                    Tag.REFERENCED_SOP_SEQUENCE,
                    new MadeItems(committed.size(), i -> committed.get(i).item()));
        }
        if (!failed.isEmpty()) {
            set.putItems(
                    Tag.FAILED_SOP_SEQUENCE,
                    new MadeItems(failed.size(), i -> failed.get(i).item()));
        }
        return set;
    }
}
