package org.openiep.dicom.dimse;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.PresentationContext;

/**
 * Asks the other side of an association for services, one at a time. Every method throws an {@link
 * org.openiep.dicom.net.AssociationException} when the association ended; a plain {@link IOException} is our own file's.
 */
public final class ServiceUser implements AutoCloseable {
    private static final int MEDIUM = 0;

    /** Not taken here, and so not lost: the other side brings it on an association of its own. */
    private static final Response NOT_OURS =
            new Response(Status.PROCESSING_FAILURE, "Not asked for on this association");

    private final Messages messages;
    private final Replies replies;
    private final StoreSender sender;
    private final Set<String> committing = new HashSet<>();
    private final List<CommitmentReport> reports = new ArrayList<>();
    private int lastMessageId;

    /**
     * Uses an association whose requestor we are.
     *
     * @param association ended by {@link #close}
     */
    public ServiceUser(Association association) {
        this.messages = new Messages(association);
        this.replies = new Replies(messages);
        this.sender = new StoreSender(messages);
    }

    /** The association that this speaks on. */
    public Association association() {
        return messages.association();
    }

    /**
     * C-ECHO (PS3.7 9.1.5).
     *
     * @throws NotAcceptedException when Verification was not accepted
     */
    public Status echo() throws IOException {
        PresentationContext context = context(Uids.VERIFICATION);
        int messageId = nextMessageId();
        messages.send(context, request(CommandField.C_ECHO_RQ, messageId, Uids.VERIFICATION), null);
        return response(CommandField.C_ECHO_RQ, messageId).status();
    }

    /**
     * C-STORE (PS3.7 9.1.1) of a Part 10 file, streamed as it is.
     *
     * @param originator on whose C-MOVE it is sent, if any
     * @throws NotAcceptedException when no context was accepted for its SOP class and transfer syntax
     * @throws IOException also when the file cannot be read; if part of it had been sent, the association is aborted
     */
    public Response store(Path file, Optional<MoveOriginator> originator) throws IOException {
        return store(OutgoingObject.of(file), originator);
    }

    /** C-STORE of an object; otherwise like the other {@code store}. */
    public Response store(OutgoingObject object, Optional<MoveOriginator> originator) throws IOException {
        int messageId = nextMessageId();
        sender.send(object, messageId, originator);
        return response(CommandField.C_STORE_RQ, messageId).response();
    }

    /** Sends C-STORE requests without waiting for their responses. */
    StoreSender sender() {
        return sender;
    }

    /**
     * C-FIND (PS3.7 9.1.2). When the caller has enough, the search is cancelled and the matches that still come are
     * dropped.
     *
     * @param sopClass for example {@link Uids#STUDY_ROOT_FIND}
     * @param onMatch gets each match; answering false cancels
     * @return the final answer: success, cancel or a failure
     */
    public Response find(String sopClass, DataSet identifier, Predicate<DataSet> onMatch) throws IOException {
        PresentationContext context = context(sopClass);
        int messageId = nextMessageId();
        DataSet command = request(CommandField.C_FIND_RQ, messageId, sopClass).putInt(Tag.PRIORITY, MEDIUM);
        messages.send(context, command, Messages.identifier(context, identifier));
        boolean wanted = true;
        while (true) {
            Message answer = response(CommandField.C_FIND_RQ, messageId);
            if (!answer.status().isPending()) {
                return answer.response();
            }
            if (wanted && !onMatch.test(messages.readIdentifier(answer))) {
                wanted = false;
                cancel(context, messageId);
            }
        }
    }

    /**
     * C-MOVE (PS3.7 9.1.4) to its end.
     *
     * @param sopClass for example {@link Uids#STUDY_ROOT_MOVE}
     * @param messageId comes back with each object as Move Originator Message ID, 1 to 65535
     * @param onProgress gets each pending answer
     * @return the final answer
     */
    public MoveProgress move(
            String sopClass,
            DataSet identifier,
            String destinationAeTitle,
            int messageId,
            Consumer<MoveProgress> onProgress)
            throws IOException {
        return moveWhile(sopClass, identifier, destinationAeTitle, messageId, progress -> {
            onProgress.accept(progress);
            return true;
        });
    }

    /**
     * C-MOVE that can be cancelled; otherwise like {@link #move}.
     *
     * @param goOn gets each pending answer; answering false cancels
     */
    public MoveProgress moveWhile(
            String sopClass, DataSet identifier, String destinationAeTitle, int messageId, Predicate<MoveProgress> goOn)
            throws IOException {
        PresentationContext context = context(sopClass);
        lastMessageId = messageId;
        DataSet command = request(CommandField.C_MOVE_RQ, messageId, sopClass)
                .putInt(Tag.PRIORITY, MEDIUM)
                .put(Tag.MOVE_DESTINATION, destinationAeTitle);
        messages.send(context, command, Messages.identifier(context, identifier));
        boolean wanted = true;
        while (true) {
            MoveProgress progress = progress(response(CommandField.C_MOVE_RQ, messageId));
            if (!progress.status().isPending()) {
                return progress;
            }
            if (wanted && !goOn.test(progress)) {
                wanted = false;
                cancel(context, messageId);
            }
        }
    }

    /**
     * C-GET (PS3.7 9.1.3): the objects come on this association, and are answered here.
     *
     * @param sopClass for example {@link Uids#STUDY_ROOT_GET}; objects come only in contexts that {@link
     *     Proposal#receive} proposed
     * @param onObject takes each object, straight from the wire
     * @param goOn gets each pending answer, if the other side sends any; answering false cancels
     * @return the final answer
     */
    public MoveProgress get(String sopClass, DataSet identifier, StoreHandler onObject, Predicate<MoveProgress> goOn)
            throws IOException {
        PresentationContext context = context(sopClass);
        int messageId = nextMessageId();
        DataSet command = request(CommandField.C_GET_RQ, messageId, sopClass).putInt(Tag.PRIORITY, MEDIUM);
        messages.send(context, command, Messages.identifier(context, identifier));
        boolean wanted = true;
        while (true) {
            Message message = next(CommandField.C_GET_RQ);
            if (message.field() == CommandField.C_STORE_RQ) {
                replies.store(message, onObject);
                continue;
            }
            MoveProgress progress = progress(messages.check(message, CommandField.C_GET_RQ, messageId));
            if (!progress.status().isPending()) {
                return progress;
            }
            if (wanted && !goOn.test(progress)) {
                wanted = false;
                cancel(context, messageId);
            }
        }
    }

    private MoveProgress progress(Message answer) throws IOException {
        // Only a final answer names failures; some peers repeat the request's identifier, which is passed over.
        List<String> failed = answer.data().isPresent() && !answer.status().isPending()
                ? messages.readIdentifier(answer).strings(Tag.FAILED_SOP_INSTANCE_UID_LIST)
                : List.of();
        return MoveProgress.of(answer, failed);
    }

    /**
     * Asks for storage commitment (N-ACTION, PS3.4 J.3.2).
     *
     * @return success when the other side took the request; its report comes later, here or on an association of its own
     */
    public Response requestCommitment(CommitmentRequest request) throws IOException {
        PresentationContext context = context(Uids.STORAGE_COMMITMENT_PUSH);
        committing.add(request.transactionUid());
        int messageId = nextMessageId();
        DataSet command = new DataSet()
                .put(Tag.REQUESTED_SOP_CLASS_UID, Uids.STORAGE_COMMITMENT_PUSH)
                .putInt(Tag.COMMAND_FIELD, CommandField.N_ACTION_RQ)
                .putInt(Tag.MESSAGE_ID, messageId)
                .put(Tag.REQUESTED_SOP_INSTANCE_UID, Uids.STORAGE_COMMITMENT_PUSH_INSTANCE)
                .putInt(Tag.ACTION_TYPE_ID, CommitmentRequest.ACTION_TYPE);
        messages.stream(context, command, request.information());
        return response(CommandField.N_ACTION_RQ, messageId).response();
    }

    /**
     * Waits for the report on this association.
     *
     * @param transactionUid of the request
     * @param patience how long at most
     * @return empty when none came; it may still come on an association that the other side opens
     */
    public Optional<CommitmentReport> awaitCommitment(String transactionUid, Duration patience) throws IOException {
        long until = System.nanoTime() + patience.toNanos();
        while (true) {
            for (Iterator<CommitmentReport> known = reports.iterator(); known.hasNext(); ) {
                CommitmentReport report = known.next();
                if (report.transactionUid().equals(transactionUid)) {
                    known.remove();
                    return Optional.of(report);
                }
            }
            Duration left = Duration.ofNanos(until - System.nanoTime());
            if (left.isNegative() || !association().awaitNews(left)) {
                return Optional.empty();
            }
            Optional<Message> message = messages.next();
            if (message.isEmpty()) {
                return Optional.empty();
            }
            if (!takeReport(message.get())) {
                throw association()
                        .refuse(CommandField.name(message.get().field()) + " came where N-EVENT-REPORT-RQ was due.");
            }
        }
    }

    /**
     * Brings a commitment report to who asked for it (N-EVENT-REPORT, PS3.4 J.3.3), on an association that {@link
     * Proposal#commitmentReport} proposed.
     *
     * @return success when the other side has taken it
     */
    public Response report(CommitmentReport report) throws IOException {
        PresentationContext context = context(Uids.STORAGE_COMMITMENT_PUSH);
        int messageId = nextMessageId();
        Reports.send(messages, context, report, messageId);
        return response(CommandField.N_EVENT_REPORT_RQ, messageId).response();
    }

    /** Waits for the response to a request. */
    Message response(int field, int messageId) throws IOException {
        return messages.check(next(field), field, messageId);
    }

    /** The next message; commitment reports, which may come at any time, are kept if they were asked for here. */
    Message next(int field) throws IOException {
        while (true) {
            Message message = messages.next()
                    .orElseThrow(() -> association()
                            .refuse("The association was released where "
                                    + CommandField.name(field | CommandField.RESPONSE) + " was due."));
            if (!takeReport(message)) {
                return message;
            }
        }
    }

    private boolean takeReport(Message message) throws IOException {
        if (message.field() != CommandField.N_EVENT_REPORT_RQ
                || !Services.isCommitment(message.context().abstractSyntax())) {
            return false;
        }
        replies.report(message, report -> {
            if (!committing.remove(report.transactionUid())) {
                return NOT_OURS;
            }
            reports.add(report);
            return Response.of(Status.SUCCESS);
        });
        return true;
    }

    private void cancel(PresentationContext context, int messageId) throws IOException {
        DataSet command = new DataSet()
                .putInt(Tag.COMMAND_FIELD, CommandField.C_CANCEL_RQ)
                .putInt(Tag.MESSAGE_ID_BEING_RESPONDED_TO, messageId);
        messages.send(context, command, null);
    }

    private static DataSet request(int field, int messageId, String sopClass) {
        return new DataSet()
                .put(Tag.AFFECTED_SOP_CLASS_UID, sopClass)
                .putInt(Tag.COMMAND_FIELD, field)
                .putInt(Tag.MESSAGE_ID, messageId);
    }

    private PresentationContext context(String sopClass) throws NotAcceptedException {
        return association().accepted(sopClass).orElseThrow(() -> new NotAcceptedException(sopClass, ""));
    }

    int nextMessageId() {
        lastMessageId = lastMessageId % 0xFFFF + 1;
        return lastMessageId;
    }

    /** Releases the association, if it is still open; one that does not confirm is closed all the same. */
    @Override
    public void close() {
        if (association().isOpen()) {
            try {
                association().release();
            } catch (AssociationException e) {
                association().close();
            }
        }
    }
}
