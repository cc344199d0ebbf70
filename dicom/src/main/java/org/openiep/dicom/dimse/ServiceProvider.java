package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.ConnectionLostException;
import org.openiep.dicom.net.PresentationContext;

/** Serves the requests that come on an association whose acceptor we are, until the requestor releases it. */
public final class ServiceProvider {
    private static final Response TOO_MANY_OBJECTS =
            new Response(Status.RESOURCE_LIMITATION, "At most " + CommitmentRequest.MOST_OBJECTS + " objects at once");

    private final Messages messages;
    private final Services services;
    private final Replies replies;
    private final OpenStores stores;
    private final @Nullable Reports reports;

    /**
     * Prepares; {@link #serve} does the work.
     *
     * @param association accepted with the answers of {@code services}
     */
    public ServiceProvider(Association association, Services services) {
        this.messages = new Messages(association);
        this.services = services;
        this.replies = new Replies(messages);
        this.stores = new OpenStores(association, replies);
        this.reports = services.commitment()
                .map(handler -> new Reports(messages, handler))
                .orElse(null);
    }

    /**
     * Serves on the calling thread.
     *
     * @throws AssociationException when the association ended otherwise than by release
     */
    public void serve() throws AssociationException {
        try {
            Optional<Message> message = next();
            while (message.isPresent()) {
                serve(message.get());
                message = next();
            }
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            messages.association().close();
            throw new ConnectionLostException("The association was ended by a fault of ours: " + e.getMessage(), e);
        } finally {
            stores.abandon();
            if (reports != null) {
                reports.end();
            }
        }
    }

    private Optional<Message> next() throws IOException {
        stores.advance();
        return messages.next();
    }

    private void serve(Message message) throws IOException {
        if (message.field() != CommandField.C_STORE_RQ) {
            stores.finish();
        }
        switch (message.field()) {
            case CommandField.C_ECHO_RQ -> replies.answer(message, Response.of(Status.SUCCESS));
            case CommandField.C_STORE_RQ -> store(message);
            case CommandField.C_FIND_RQ -> find(message);
            case CommandField.C_GET_RQ -> get(message);
            case CommandField.C_MOVE_RQ -> move(message);
            case CommandField.N_ACTION_RQ -> {
                commit(message);
                // Not within: while a report goes out, the request that it answers need not be held.
                if (reports != null) {
                    reports.advance(message.context());
                }
            }
            case CommandField.N_EVENT_REPORT_RQ -> takeReport(message);
            case CommandField.C_CANCEL_RQ -> {
                // Too late: what it cancels has been answered (PS3.7 9.3.2.3).
            }
            default -> other(message);
        }
    }

    private void other(Message message) throws IOException {
        if (!message.isResponse()) {
            replies.answer(message, Response.of(Status.UNRECOGNISED_OPERATION));
        } else if (reports == null || !reports.take(message)) {
            throw messages.association()
                    .refuse(CommandField.name(message.field()) + " came, and we had asked for nothing.");
        } else {
            reports.advance(message.context());
        }
    }

    private void notSupported(Message message) throws IOException {
        replies.answer(message, Response.of(Status.SOP_CLASS_NOT_SUPPORTED));
    }

    private static String sopClass(Message message) {
        return message.context().abstractSyntax();
    }

    private void store(Message message) throws IOException {
        if (services.store().isEmpty() || !Services.isStorage(sopClass(message))) {
            stores.finish();
            notSupported(message);
            return;
        }
        stores.take(message, services.store().get());
    }

    private void find(Message message) throws IOException {
        if (services.find().isEmpty() || !Services.isFind(sopClass(message))) {
            notSupported(message);
            return;
        }
        FindHandler handler = services.find().get();
        DataSet identifier = messages.readIdentifier(message);
        Cancel cancel = new Cancel(messages, message);
        FindHandler.Matches matches = match -> {
            messages.send(
                    message.context(),
                    Replies.response(message, Response.of(Status.PENDING)),
                    Messages.identifier(message.context(), match));
            return !cancel.came();
        };
        replies.answer(
                message,
                Replies.guarded(
                        message, () -> handler.find(sopClass(message), identifier, matches), failure -> failure));
    }

    private void move(Message message) throws IOException {
        if (services.move().isEmpty() || !Services.isMove(sopClass(message))) {
            notSupported(message);
            return;
        }
        MoveHandler handler = services.move().get();
        MoveHandler.Move request = new MoveHandler.Move(
                sopClass(message),
                messages.readIdentifier(message),
                message.text(Tag.MOVE_DESTINATION),
                new MoveOriginator(messages.association().request().callingAeTitle(), message.messageId()));
        Cancel cancel = new Cancel(messages, message);
        MoveHandler.Report report = progress -> {
            replies.progress(message, progress);
            return !cancel.came();
        };
        replies.progress(
                message, Replies.guarded(message, () -> handler.move(request, report), ServiceProvider::failed));
    }

    private static MoveProgress failed(Response failure) {
        return MoveProgress.refused(failure.status(), failure.comment());
    }

    private void get(Message message) throws IOException {
        if (services.get().isEmpty() || !Services.isGet(sopClass(message))) {
            notSupported(message);
            return;
        }
        GetHandler handler = services.get().get();
        GetHandler.Get request = new GetHandler.Get(sopClass(message), messages.readIdentifier(message));
        Requestor requestor = new Requestor(message);
        replies.progress(
                message, Replies.guarded(message, () -> handler.get(request, requestor), ServiceProvider::failed));
    }

    /** The other side of a C-GET: takes the objects on the association that it asked on. */
    private final class Requestor implements GetHandler.Requestor {
        private final Message request;
        private final Cancel cancel;
        private final StoreSender sender = new StoreSender(messages);
        private int lastMessageId;

        Requestor(Message request) {
            this.request = request;
            this.cancel = new Cancel(messages, request);
        }

        @Override
        public List<PresentationContext> contexts(String sopClass) {
            Association association = messages.association();
            return association.isUser(sopClass)
                    ? association.contexts().stream()
                            .filter(c -> c.abstractSyntax().equals(sopClass))
                            .toList()
                    : List.of();
        }

        @Override
        public Response send(OutgoingObject object) throws IOException {
            if (!messages.association().isUser(object.sopClassUid())) {
                throw new NotAcceptedException(object.sopClassUid(), object.transferSyntax());
            }
            lastMessageId = lastMessageId % 0xFFFF + 1;
            sender.send(object, lastMessageId, Optional.empty());
            return cancel.awaitResponse(CommandField.C_STORE_RQ, lastMessageId).response();
        }

        @Override
        public boolean progress(MoveProgress progress) throws IOException {
            replies.progress(request, progress);
            return !cancel.came();
        }
    }

    private void commit(Message message) throws IOException {
        Reports reporting = reports;
        if (reporting == null || services.commitment().isEmpty() || !Services.isCommitment(sopClass(message))) {
            notSupported(message);
            return;
        }
        CommitmentHandler handler = services.commitment().get();
        if (message.command().integer(Tag.ACTION_TYPE_ID).orElse(-1) != CommitmentRequest.ACTION_TYPE) {
            replies.action(message, Response.of(Status.NO_SUCH_ACTION));
            return;
        }
        References references = messages.readReferences(message, CommitmentRequest.MOST_OBJECTS - reporting.objects());
        if (!references.complete()) {
            replies.action(message, TOO_MANY_OBJECTS);
            return;
        }
        CommitmentRequest request = CommitmentRequest.of(references);
        CommitmentHandler.Answer answer = Replies.guarded(
                message, () -> handler.request(request), failure -> CommitmentHandler.Answer.refuse(failure));
        replies.action(message, answer.response());
        answer.report().ifPresent(reporting::add);
    }

    private void takeReport(Message message) throws IOException {
        if (services.commitmentReports().isEmpty() || !Services.isCommitment(sopClass(message))) {
            notSupported(message);
            return;
        }
        replies.report(message, services.commitmentReports().get());
    }
}
