package org.openiep.dicom.dimse;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.Payload;
import org.openiep.dicom.net.PresentationContext;

/** Sends C-STORE requests (PS3.7 9.3.1); the responses are its caller's business. */
final class StoreSender {
    private static final int MEDIUM = 0;

    private final Messages messages;

    StoreSender(Messages messages) {
        this.messages = messages;
    }

    /**
     * Sends one object in the context of its SOP class and transfer syntax.
     *
     * @throws NotAcceptedException when there is no such context; nothing was sent then
     */
    void send(OutgoingObject object, int messageId, Optional<MoveOriginator> originator) throws IOException {
        PresentationContext context = messages.association()
                .accepted(object.sopClassUid(), object.transferSyntax())
                .orElseThrow(() -> new NotAcceptedException(object.sopClassUid(), object.transferSyntax()));
        DataSet command = new DataSet()
                .put(Tag.AFFECTED_SOP_CLASS_UID, object.sopClassUid())
                .putInt(Tag.COMMAND_FIELD, CommandField.C_STORE_RQ)
                .putInt(Tag.MESSAGE_ID, messageId)
                .putInt(Tag.PRIORITY, MEDIUM)
                .put(Tag.AFFECTED_SOP_INSTANCE_UID, object.sopInstanceUid());
        originator.ifPresent(o -> command.put(Tag.MOVE_ORIGINATOR_APPLICATION_ENTITY_TITLE, o.aeTitle())
                .putInt(Tag.MOVE_ORIGINATOR_MESSAGE_ID, o.messageId()));
        if (object.data() instanceof OutgoingObject.Stored stored) {
            try (FileChannel channel = FileChannel.open(stored.file(), StandardOpenOption.READ)) {
                messages.send(context, command, Payload.of(channel, stored.offset(), channel.size()));
            }
        } else {
            messages.stream(context, command, ((OutgoingObject.Made) object.data()).writer());
        }
    }
}
