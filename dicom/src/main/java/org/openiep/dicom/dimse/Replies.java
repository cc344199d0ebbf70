package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.Fragments;

/** Answers requests, and takes stored objects, on either side of an association. */
final class Replies {
    private static final System.Logger LOG = System.getLogger(Replies.class.getName());
    private static final int LONGEST_COMMENT = 64;

    private final Messages messages;

    Replies(Messages messages) {
        this.messages = messages;
    }

    @FunctionalInterface
    interface Work<T> {
        T run() throws IOException;
    }

    /** A fault in a handler costs the one request, not the association. */
    static <T> T guarded(Message request, Work<T> work, Function<Response, T> failed) throws IOException {
        try {
            return work.run();
        } catch (AssociationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, CommandField.name(request.field()) + " failed.", e);
            return failed.apply(new Response(Status.PROCESSING_FAILURE, "Fault in the receiver"));
        }
    }

    void answer(Message request, Response response) throws IOException {
        messages.send(request.context(), response(request, response), null);
    }

    /** The command set of a response, with what is copied from the request (PS3.7 9.3 and 10.3). */
    static DataSet response(Message request, Response response) {
        DataSet command = new DataSet()
                .putInt(Tag.COMMAND_FIELD, request.field() | CommandField.RESPONSE)
                .putInt(Tag.MESSAGE_ID_BEING_RESPONDED_TO, request.messageId())
                .putInt(Tag.STATUS, response.status().code());
        copy(request, Tag.AFFECTED_SOP_CLASS_UID, command);
        copy(request, Tag.AFFECTED_SOP_INSTANCE_UID, command);
        if (!response.comment().isEmpty()) {
            String comment = response.comment();
            command.put(Tag.ERROR_COMMENT, comment.substring(0, Math.min(LONGEST_COMMENT, comment.length())));
        }
        return command;
    }

    private static void copy(Message request, int tag, DataSet response) {
        request.command().get(tag).ifPresent(response::put);
    }

    /** Answers an N-ACTION, which names its SOP instance as the requested one (PS3.7 10.3.5). */
    void action(Message request, Response response) throws IOException {
        DataSet command = response(request, response)
                .put(Tag.AFFECTED_SOP_CLASS_UID, InstanceReference.uid(request.command(), Tag.REQUESTED_SOP_CLASS_UID))
                .put(
                        Tag.AFFECTED_SOP_INSTANCE_UID,
                        InstanceReference.uid(request.command(), Tag.REQUESTED_SOP_INSTANCE_UID));
        request.command().get(Tag.ACTION_TYPE_ID).ifPresent(command::put);
        messages.send(request.context(), command, null);
    }

    /** Gives a commitment report to its handler, and answers (PS3.7 10.3.1). */
    void report(Message request, CommitmentReportHandler handler) throws IOException {
        int type = request.command().integer(Tag.EVENT_TYPE_ID).orElse(-1);
        Response response;
        if (type == CommitmentReport.ALL_COMMITTED || type == CommitmentReport.FAILURES_EXIST) {
            References references = messages.readReferences(request, CommitmentRequest.MOST_OBJECTS);
            response = references.complete()
                    ? guarded(request, () -> handler.report(CommitmentReport.of(references)), failure -> failure)
                    : Response.of(Status.RESOURCE_LIMITATION);
        } else {
            response = Response.of(Status.NO_SUCH_EVENT_TYPE);
        }
        DataSet command = response(request, response);
        copy(request, Tag.EVENT_TYPE_ID, command);
        messages.send(request.context(), command, null);
    }

    /** Sends the counts of a C-MOVE or C-GET. */
    void progress(Message request, MoveProgress progress) throws IOException {
        DataSet command = response(request, new Response(progress.status(), progress.comment()));
        count(command, Tag.NUMBER_OF_REMAINING_SUBOPERATIONS, progress.remaining());
        count(command, Tag.NUMBER_OF_COMPLETED_SUBOPERATIONS, progress.completed());
        count(command, Tag.NUMBER_OF_FAILED_SUBOPERATIONS, progress.failed());
        count(command, Tag.NUMBER_OF_WARNING_SUBOPERATIONS, progress.warning());
        if (progress.failedInstances().isEmpty() || progress.status().isPending()) {
            messages.send(request.context(), command, null);
        } else {
            String[] failed = progress.failedInstances().toArray(String[]::new);
            DataSet identifier = new DataSet().put(Tag.FAILED_SOP_INSTANCE_UID_LIST, failed);
            messages.send(request.context(), command, Messages.identifier(request.context(), identifier));
        }
    }

    private static void count(DataSet command, int tag, int count) {
        if (count >= 0) {
            // Two bytes are all that there is for it.
            command.putInt(tag, Math.min(count, 0xFFFF));
        }
    }

    /** Gives the object of a C-STORE request to its handler, straight from the wire, and answers. */
    void store(Message message, StoreHandler handler) throws IOException {
        StoreHandler.Answer answer = take(message, handler);
        answer(message, await(message, answer));
        answer.sent();
    }

    /** The first half of that: answers nothing yet. */
    static StoreHandler.Answer take(Message message, StoreHandler handler) throws IOException {
        if (message.data().isEmpty()) {
            return new Response(Status.CANNOT_UNDERSTAND, "No data set");
        }
        Fragments data = message.data().get();
        StoreRequest request = new StoreRequest(
                message.context(),
                message.text(Tag.AFFECTED_SOP_CLASS_UID),
                message.text(Tag.AFFECTED_SOP_INSTANCE_UID),
                originator(message));
        return guarded(message, () -> handler.store(request, data), failure -> failure);
    }

    static Response await(Message message, StoreHandler.Answer answer) throws IOException {
        return guarded(message, answer::await, failure -> failure);
    }

    private static Optional<MoveOriginator> originator(Message message) {
        DataSet command = message.command();
        if (command.integer(Tag.MOVE_ORIGINATOR_MESSAGE_ID).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new MoveOriginator(
                message.text(Tag.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE),
                command.integer(Tag.MOVE_ORIGINATOR_MESSAGE_ID).getAsInt()));
    }
}
