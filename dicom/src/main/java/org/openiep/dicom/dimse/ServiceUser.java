package org.openiep.dicom.dimse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.Payload;
import org.openiep.dicom.net.PresentationContext;

/**
 * Asks the other side of an association for services, one at a time. Every method throws an {@link
 * org.openiep.dicom.net.AssociationException} when the association ended; a plain {@link IOException} is our own file's.
 */
public final class ServiceUser implements AutoCloseable {
    private static final int MEDIUM = 0;

    private final Messages messages;
    private int lastMessageId;

    /**
     * Uses an association whose requestor we are.
     *
     * @param association ended by {@link #close}
     */
    public ServiceUser(Association association) {
        this.messages = new Messages(association);
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
        return messages.response(CommandField.C_ECHO_RQ, messageId).status();
    }

    /**
     * C-STORE (PS3.7 9.1.1) of a Part 10 file, streamed as it is.
     *
     * @param originator on whose C-MOVE it is sent, if any
     * @throws NotAcceptedException when no context was accepted for its SOP class and transfer syntax
     * @throws IOException also when the file cannot be read; if part of it had been sent, the association is aborted
     */
    public Response store(Path file, Optional<MoveOriginator> originator) throws IOException {
        Part10File object = Part10File.open(file);
        String sopClass = object.meta().sopClassUid();
        String transferSyntax = object.meta().transferSyntax().uid();
        PresentationContext context = association()
                .accepted(sopClass, transferSyntax)
                .orElseThrow(() -> new NotAcceptedException(sopClass, transferSyntax));
        int messageId = nextMessageId();
        DataSet command = request(CommandField.C_STORE_RQ, messageId, sopClass)
                .putInt(Tag.PRIORITY, MEDIUM)
                .put(Tag.AFFECTED_SOP_INSTANCE_UID, object.meta().sopInstanceUid());
        originator.ifPresent(o -> command.put(Tag.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE, o.aeTitle())
                .putInt(Tag.MOVE_ORIGINATOR_MESSAGE_ID, o.messageId()));
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            messages.send(context, command, Payload.of(channel, object.dataSetOffset(), channel.size()));
        }
        Message answer = messages.response(CommandField.C_STORE_RQ, messageId);
        return new Response(answer.status(), answer.text(Tag.ERROR_COMMENT));
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
            Message answer = messages.response(CommandField.C_FIND_RQ, messageId);
            if (!answer.status().isPending()) {
                return new Response(answer.status(), answer.text(Tag.ERROR_COMMENT));
            }
            if (wanted && !onMatch.test(messages.readIdentifier(answer))) {
                wanted = false;
                cancel(context, messageId);
            }
        }
    }

    /**
     * C-MOVE (PS3.7 9.1.4).
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
        PresentationContext context = context(sopClass);
        lastMessageId = messageId;
        DataSet command = request(CommandField.C_MOVE_RQ, messageId, sopClass)
                .putInt(Tag.PRIORITY, MEDIUM)
                .put(Tag.MOVE_DESTINATION, destinationAeTitle);
        messages.send(context, command, Messages.identifier(context, identifier));
        while (true) {
            Message answer = messages.response(CommandField.C_MOVE_RQ, messageId);
            MoveProgress progress = progress(answer);
            if (!progress.status().isPending()) {
                return progress;
            }
            onProgress.accept(progress);
        }
    }

    private static MoveProgress progress(Message answer) {
        return new MoveProgress(
                answer.status(),
                count(answer, Tag.NUMBER_OF_REMAINING_SUBOPERATIONS),
                count(answer, Tag.NUMBER_OF_COMPLETED_SUBOPERATIONS),
                count(answer, Tag.NUMBER_OF_FAILED_SUBOPERATIONS),
                count(answer, Tag.NUMBER_OF_WARNING_SUBOPERATIONS),
                answer.text(Tag.ERROR_COMMENT));
    }

    private static int count(Message answer, int tag) {
        return answer.command().integer(tag).orElse(-1);
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

    private int nextMessageId() {
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
