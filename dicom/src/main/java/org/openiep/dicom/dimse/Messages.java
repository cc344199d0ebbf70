package org.openiep.dicom.dimse;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.Fragments;
import org.openiep.dicom.net.Payload;
import org.openiep.dicom.net.PresentationContext;

/**
 * Commands and data sets on an association (PS3.7 6.3). Command sets are implicit VR little endian whatever the context
 * says; a data set follows unless Command Data Set Type is 0101H.
 */
final class Messages {
    private static final int NO_DATA_SET = 0x0101;
    private static final int DATA_SET = 0x0001;

    private static final ReadOptions COMMAND =
            ReadOptions.WHOLE.maxValueLength(16 * 1024).maxDepth(1).maxTotal(32 * 1024);
    private static final ReadOptions IDENTIFIER = ReadOptions.WHOLE.maxDepth(8).maxTotal(384 * 1024);

    private final Association association;

    Messages(Association association) {
        this.association = association;
    }

    Association association() {
        return association;
    }

    /** Sends a command; its group length and Command Data Set Type are added here. */
    void send(PresentationContext context, DataSet command, @Nullable Payload data) throws IOException {
        command.putInt(Tag.COMMAND_DATA_SET_TYPE, data == null ? NO_DATA_SET : DATA_SET);
        association.send(context, encode(command, TransferSyntax.IMPLICIT_LITTLE_ENDIAN), data);
    }

    /** Sends a command with a data set that is encoded, in the encoding of the context, while it goes out. */
    void stream(PresentationContext context, DataSet command, DataSet data) throws IOException {
        TransferSyntax syntax = TransferSyntax.of(context.transferSyntax());
        association.stream(context, announcing(command), out -> DataSetWriter.write(data, out, syntax));
    }

    /** Encodes a command that a data set follows. */
    static byte[] announcing(DataSet command) throws IOException {
        return encode(command.putInt(Tag.COMMAND_DATA_SET_TYPE, DATA_SET), TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
    }

    /** An identifier, in the encoding of the context. */
    static Payload identifier(PresentationContext context, DataSet identifier) throws IOException {
        return Payload.of(encode(identifier, TransferSyntax.of(context.transferSyntax())));
    }

    private static byte[] encode(DataSet set, TransferSyntax syntax) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
        DataSetWriter.write(set, bytes, syntax);
        return bytes.toByteArray();
    }

    /** Waits for the next message; empty when the other side released the association. */
    Optional<Message> next() throws IOException {
        Optional<Fragments> first = association.receive();
        if (first.isEmpty()) {
            return Optional.empty();
        }
        Fragments fragments = first.get();
        if (!fragments.isCommand()) {
            throw association.refuse("A data set came without a command before it.");
        }
        PresentationContext context = association
                .context(fragments.contextId())
                .orElseThrow(() -> association.refuse(
                        "A message came in presentation context " + fragments.contextId() + ", which is not agreed."));
        DataSet command = command(fragments);
        boolean hasData = command.integer(Tag.COMMAND_DATA_SET_TYPE).orElse(NO_DATA_SET) != NO_DATA_SET;
        return Optional.of(new Message(context, command, hasData ? Optional.of(data(context)) : Optional.empty()));
    }

    private DataSet command(Fragments fragments) throws IOException {
        try {
            DataSet command = DataSetReader.read(
                    new BufferedInputStream(fragments), TransferSyntax.IMPLICIT_LITTLE_ENDIAN, COMMAND);
            if (command.integer(Tag.COMMAND_FIELD).isEmpty()) {
                throw association.refuse("A command set came without Command Field (0000,0100).");
            }
            return command;
        } catch (DicomFormatException e) {
            throw association.refuse("A command set came that cannot be read: " + e.getMessage() + ".");
        }
    }

    private Fragments data(PresentationContext context) throws AssociationException {
        Optional<Fragments> data = association.receive();
        if (data.isEmpty() || data.get().isCommand() || data.get().contextId() != context.id()) {
            throw association.refuse("A command announced a data set, and something else followed.");
        }
        return data.get();
    }

    /** Makes sure that a message is the response to a request. */
    Message check(Message message, int field, int messageId) throws AssociationException {
        if (!message.answers(field, messageId)) {
            int answered =
                    message.command().integer(Tag.MESSAGE_ID_BEING_RESPONDED_TO).orElse(-1);
            throw association.refuse(CommandField.name(message.field()) + " for message " + answered + " came where "
                    + CommandField.name(field | CommandField.RESPONSE) + " for message " + messageId + " was due.");
        }
        return message;
    }

    /** Reads the identifier of a C-FIND, C-GET or C-MOVE message. */
    DataSet readIdentifier(Message message) throws IOException {
        return read(message, (in, syntax) -> DataSetReader.read(in, syntax, IDENTIFIER));
    }

    /**
     * Reads the information of a storage commitment message, which names every object of a study.
     *
     * @param most objects that are taken, 0 or more
     */
    References readReferences(Message message, int most) throws IOException {
        return read(message, (in, syntax) -> References.read(in, syntax, most));
    }

    @FunctionalInterface
    private interface Reading<T> {
        T from(InputStream in, TransferSyntax syntax) throws IOException;
    }

    private <T> T read(Message message, Reading<T> reading) throws IOException {
        Fragments data = message.data()
                .orElseThrow(
                        () -> association.refuse(CommandField.name(message.field()) + " came without an identifier."));
        try {
            return reading.from(
                    new BufferedInputStream(data),
                    TransferSyntax.of(message.context().transferSyntax()));
        } catch (DicomFormatException e) {
            throw association.refuse("An identifier came that cannot be read: " + e.getMessage() + ".");
        }
    }
}
