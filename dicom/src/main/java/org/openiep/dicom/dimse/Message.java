package org.openiep.dicom.dimse;

import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.Fragments;
import org.openiep.dicom.net.PresentationContext;

/**
 * A message that came: its command, and its data set where it has one, still to be read from the wire.
 *
 * @param context where it came
 * @param command group 0000
 * @param data read before the next message is asked for, or skipped
 */
record Message(PresentationContext context, DataSet command, Optional<Fragments> data) {
    int field() {
        return command.integer(Tag.COMMAND_FIELD).orElse(-1);
    }

    int messageId() {
        return command.integer(Tag.MESSAGE_ID).orElse(0);
    }

    boolean isResponse() {
        return (field() & CommandField.RESPONSE) != 0;
    }

    /** Is it the response to this request? */
    boolean answers(int field, int messageId) {
        return field() == (field | CommandField.RESPONSE)
                && command.integer(Tag.MESSAGE_ID_BEING_RESPONDED_TO).orElse(-1) == messageId;
    }

    Response response() {
        return new Response(status(), text(Tag.ERROR_COMMENT));
    }

    Status status() {
        return new Status(command.integer(Tag.STATUS).orElse(Status.PROCESSING_FAILURE.code()));
    }

    String text(int tag) {
        return command.string(tag).orElse("");
    }
}
