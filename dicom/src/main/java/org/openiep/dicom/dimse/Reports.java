package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.PresentationContext;

/**
 * Commitment reports on their way back to the requestor on its own association, one at a time (PS3.7 10.1.1). The
 * requestor may go on with other requests before it confirms, or release the association instead.
 */
final class Reports {
    private static final System.Logger LOG = System.getLogger(Reports.class.getName());

    private final Messages messages;
    private final Deque<CommitmentReport> due = new ArrayDeque<>();
    private final CommitmentHandler handler;
    private @Nullable CommitmentReport sent;
    private int lastMessageId;

    Reports(Messages messages, CommitmentHandler handler) {
        this.messages = messages;
        this.handler = handler;
    }

    void add(CommitmentReport report) {
        due.add(report);
    }

    /** How many objects are in reports that are not confirmed yet. */
    int objects() {
        return due.stream().mapToInt(CommitmentReport::size).sum();
    }

    /** Sends the next report unless one is waiting for its confirmation. */
    void advance(PresentationContext context) throws IOException {
        CommitmentReport next = sent == null ? due.peek() : null;
        if (next != null) {
            lastMessageId = lastMessageId % 0xFFFF + 1;
            sent = next;
            send(messages, context, next, lastMessageId);
        }
    }

    /** Is this the confirmation? */
    boolean take(Message message) {
        CommitmentReport confirmed = sent;
        if (confirmed == null || !message.answers(CommandField.N_EVENT_REPORT_RQ, lastMessageId)) {
            return false;
        }
        due.remove();
        sent = null;
        tell(confirmed, !message.status().isFailure());
        return true;
    }

    /** The association is over. */
    void end() {
        due.forEach(report -> tell(report, false));
        due.clear();
    }

    private void tell(CommitmentReport report, boolean taken) {
        try {
            handler.reported(report, taken);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The end of a commitment report could not be noted.", e);
        }
    }

    /** Sends an N-EVENT-REPORT-RQ (PS3.7 10.3.1). */
    static void send(Messages messages, PresentationContext context, CommitmentReport report, int messageId)
            throws IOException {
        DataSet command = new DataSet()
                .put(Tag.AFFECTED_SOP_CLASS_UID, Uids.STORAGE_COMMITMENT_PUSH)
                .putInt(Tag.COMMAND_FIELD, CommandField.N_EVENT_REPORT_RQ)
                .putInt(Tag.MESSAGE_ID, messageId)
                .put(Tag.AFFECTED_SOP_INSTANCE_UID, Uids.STORAGE_COMMITMENT_PUSH_INSTANCE)
                .putInt(Tag.EVENT_TYPE_ID, report.eventType());
        messages.stream(context, command, report.information());
    }
}
