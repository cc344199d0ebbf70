package org.openiep.dicom.dimse;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;

/**
 * The objects that a storage commitment message names (PS3.4 J.3.2.1 and J.3.3.1), taken from its data set one by one:
 * no more of them is held than their UIDs.
 *
 * @param transactionUid (0008,1195), or empty
 * @param referenced items of Referenced SOP Sequence (0008,1199)
 * @param failed items of Failed SOP Sequence (0008,1198)
 * @param complete were these all? If not, the message named more objects or classes than are taken
 */
record References(
        String transactionUid,
        List<InstanceReference> referenced,
        List<CommitmentReport.Failure> failed,
        boolean complete) {
    private static final ReadOptions BOUNDS = ReadOptions.WHOLE.maxDepth(2).maxTotal(64 * 1024);

    /** A study has few; their UIDs are held once each. */
    private static final int MAX_CLASSES = 256;

    /** @param most objects that are taken */
    static References read(InputStream in, TransferSyntax syntax, int most) throws IOException {
        Taker taker = new Taker(most);
        DataSet set = new DataSetReader(in, syntax, BOUNDS).givingItems(taker).read();
        return new References(
                InstanceReference.uid(set, Tag.TRANSACTION_UID),
                taker.referenced.build(),
                taker.failed.build(),
                taker.complete);
    }

    private static final class Taker implements DataSetReader.ItemTaker {
        private final int most;
        private InstanceList.Builder referenced = new InstanceList.Builder();
        private FailureList.Builder failed = new FailureList.Builder();
        private boolean complete = true;

        Taker(int most) {
            this.most = most;
        }

        @Override
        public void take(int sequence, DataSet item) {
            boolean failure = sequence == Tag.FAILED_SOP_SEQUENCE;
            if (!complete || (!failure && sequence != Tag.REFERENCED_SOP_SEQUENCE)) {
                return;
            }
            InstanceReference instance = InstanceReference.of(item);
            if (failure) {
                failed.add(CommitmentReport.Failure.of(instance, item));
            } else {
                referenced.add(instance);
            }
            complete =
                    referenced.size() + failed.size() <= most && referenced.classes() + failed.classes() <= MAX_CLASSES;
            if (!complete) {
                // Nothing will be done with them, so the memory is free for others.
                referenced = new InstanceList.Builder();
                failed = new FailureList.Builder();
            }
        }
    }
}
