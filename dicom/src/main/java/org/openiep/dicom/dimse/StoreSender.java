package org.openiep.dicom.dimse;

import java.io.Closeable;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.Payload;
import org.openiep.dicom.net.PresentationContext;
import org.openiep.dicom.net.StreamedData;

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
        try (Ready ready = ready(object, messageId, originator)) {
            ready.send();
        }
    }

    /**
     * Does what can be done before the association is free for an object: its command is encoded and its file open then.
     *
     * @throws NotAcceptedException when there is no context for it
     */
    Ready ready(OutgoingObject object, int messageId, Optional<MoveOriginator> originator) throws IOException {
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
        byte[] encoded = Messages.announcing(command);
        Association association = messages.association();
        if (object.data() instanceof OutgoingObject.Stored stored) {
            FileChannel file = FileChannel.open(stored.file(), StandardOpenOption.READ);
            return new Ready(
                    () -> association.send(context, encoded, Payload.of(file, stored.offset(), file.size())), file);
        }
        StreamedData writer = ((OutgoingObject.Made) object.data()).writer();
        return new Ready(() -> association.stream(context, encoded, writer), () -> {});
    }

    @FunctionalInterface
    private interface Sending {
        void run() throws IOException;
    }

    /** An object that only has to be sent; closed afterwards, or when it is not to be sent after all. */
    static final class Ready implements Closeable {
        private final Sending sending;
        private final Closeable source;

        private Ready(Sending sending, Closeable source) {
            this.sending = sending;
            this.source = source;
        }

        void send() throws IOException {
            sending.run();
        }

        @Override
        public void close() throws IOException {
            source.close();
        }
    }
}
