package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.ConnectionLostException;
import org.openiep.dicom.net.Fragments;

/** Serves the requests that come on an association whose acceptor we are, until the requestor releases it. */
public final class ServiceProvider {
    private static final System.Logger LOG = System.getLogger(ServiceProvider.class.getName());
    private static final int LONGEST_COMMENT = 64;

    private final Messages messages;
    private final Services services;

    /**
     * Prepares; {@link #serve} does the work.
     *
     * @param association accepted with the answers of {@code services}
     */
    public ServiceProvider(Association association, Services services) {
        this.messages = new Messages(association);
        this.services = services;
    }

    /**
     * Serves on the calling thread.
     *
     * @throws AssociationException when the association ended otherwise than by release
     */
    public void serve() throws AssociationException {
        try {
            Optional<Message> message = messages.next();
            while (message.isPresent()) {
                serve(message.get());
                message = messages.next();
            }
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            messages.association().close();
            throw new ConnectionLostException("The association was ended by a fault of ours: " + e.getMessage(), e);
        }
    }

    private void serve(Message message) throws IOException {
        switch (message.field()) {
            case CommandField.C_ECHO_RQ -> answer(message, Response.of(Status.SUCCESS));
            case CommandField.C_STORE_RQ -> store(message);
            case CommandField.C_FIND_RQ -> find(message);
            case CommandField.C_MOVE_RQ -> move(message);
            case CommandField.C_CANCEL_RQ -> {
                // Too late: what it cancels has been answered (PS3.7 9.3.2.3).
            }
            default -> {
                if ((message.field() & CommandField.RESPONSE) != 0) {
                    throw messages.association()
                            .refuse(CommandField.name(message.field()) + " came, and we had asked for nothing.");
                }
                answer(message, Response.of(Status.UNRECOGNISED_OPERATION));
            }
        }
    }

    private void store(Message message) throws IOException {
        if (services.store().isEmpty() || !Services.isStorage(message.context().abstractSyntax())) {
            answer(message, Response.of(Status.SOP_CLASS_NOT_SUPPORTED));
            return;
        }
        StoreHandler handler = services.store().get();
        if (message.data().isEmpty()) {
            answer(message, new Response(Status.CANNOT_UNDERSTAND, "No data set"));
            return;
        }
        Fragments data = message.data().get();
        StoreRequest request = new StoreRequest(
                message.context(),
                message.text(Tag.AFFECTED_SOP_CLASS_UID),
                message.text(Tag.AFFECTED_SOP_INSTANCE_UID),
                originator(message));
        answer(message, guarded(message, () -> handler.store(request, data), failure -> failure));
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

    private void find(Message message) throws IOException {
        if (services.find().isEmpty() || !Services.isFind(message.context().abstractSyntax())) {
            answer(message, Response.of(Status.SOP_CLASS_NOT_SUPPORTED));
            return;
        }
        FindHandler handler = services.find().get();
        DataSet identifier = messages.readIdentifier(message);
        Cancel cancel = new Cancel(message);
        FindHandler.Matches matches = match -> {
            messages.send(
                    message.context(),
                    response(message, Response.of(Status.PENDING)),
                    Messages.identifier(message.context(), match));
            return !cancel.came();
        };
        String model = message.context().abstractSyntax();
        answer(message, guarded(message, () -> handler.find(model, identifier, matches), failure -> failure));
    }

    private void move(Message message) throws IOException {
        if (services.move().isEmpty() || !Services.isMove(message.context().abstractSyntax())) {
            answer(message, Response.of(Status.SOP_CLASS_NOT_SUPPORTED));
            return;
        }
        MoveHandler handler = services.move().get();
        MoveHandler.Move request = new MoveHandler.Move(
                message.context().abstractSyntax(),
                messages.readIdentifier(message),
                message.text(Tag.MOVE_DESTINATION),
                new MoveOriginator(messages.association().request().callingAeTitle(), message.messageId()));
        Cancel cancel = new Cancel(message);
        MoveHandler.Report report = progress -> {
            sendProgress(message, progress);
            return !cancel.came();
        };
        MoveProgress end = guarded(
                message,
                () -> handler.move(request, report),
                failure -> MoveProgress.refused(failure.status(), failure.comment()));
        sendProgress(message, end);
    }

    @FunctionalInterface
    private interface Work<T> {
        T run() throws IOException;
    }

    /** A fault in a handler costs the one request, not the association. */
    private static <T> T guarded(Message message, Work<T> work, Function<Response, T> failed) throws IOException {
        try {
            return work.run();
        } catch (AssociationException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, CommandField.name(message.field()) + " failed.", e);
            return failed.apply(new Response(Status.PROCESSING_FAILURE, "Fault in the receiver"));
        }
    }

    private void answer(Message message, Response response) throws IOException {
        messages.send(message.context(), response(message, response), null);
    }

    private void sendProgress(Message message, MoveProgress progress) throws IOException {
        DataSet command = response(message, new Response(progress.status(), progress.comment()));
        count(command, Tag.NUMBER_OF_REMAINING_SUBOPERATIONS, progress.remaining());
        count(command, Tag.NUMBER_OF_COMPLETED_SUBOPERATIONS, progress.completed());
        count(command, Tag.NUMBER_OF_FAILED_SUBOPERATIONS, progress.failed());
        count(command, Tag.NUMBER_OF_WARNING_SUBOPERATIONS, progress.warning());
        messages.send(message.context(), command, null);
    }

    private static void count(DataSet command, int tag, int count) {
        if (count >= 0) {
            command.putInt(tag, count);
        }
    }

    private static DataSet response(Message message, Response response) {
        DataSet command = new DataSet()
                .putInt(Tag.COMMAND_FIELD, message.field() | CommandField.RESPONSE)
                .putInt(Tag.MESSAGE_ID_BEING_RESPONDED_TO, message.messageId())
                .putInt(Tag.STATUS, response.status().code());
        copy(message, Tag.AFFECTED_SOP_CLASS_UID, command);
        copy(message, Tag.AFFECTED_SOP_INSTANCE_UID, command);
        if (!response.comment().isEmpty()) {
            String comment = response.comment();
            command.put(Tag.ERROR_COMMENT, comment.substring(0, Math.min(LONGEST_COMMENT, comment.length())));
        }
        return command;
    }

    private static void copy(Message request, int tag, DataSet response) {
        request.command().get(tag).ifPresent(response::put);
    }

    /** Watches for the C-CANCEL-RQ of one request (PS3.7 9.3.2.3), the only message that may come meanwhile. */
    private final class Cancel {
        private final Message request;
        private boolean cancelled;

        Cancel(Message request) {
            this.request = request;
        }

        boolean came() throws IOException {
            Association association = messages.association();
            while (!cancelled && association.hasNews()) {
                Message news = messages.next()
                        .orElseThrow(() -> new ConnectionLostException(
                                "The association was released amid " + CommandField.name(request.field()) + "."));
                if (news.field() != CommandField.C_CANCEL_RQ) {
                    throw association.refuse(CommandField.name(news.field()) + " came before "
                            + CommandField.name(request.field()) + " was answered; one operation at a time is agreed.");
                }
                cancelled = true;
            }
            return cancelled;
        }
    }
}
