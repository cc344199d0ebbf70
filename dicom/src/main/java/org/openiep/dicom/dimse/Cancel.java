package org.openiep.dicom.dimse;

import java.io.IOException;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.ConnectionLostException;

/** Watches for the C-CANCEL-RQ of one request (PS3.7 9.3.2.3), the only request that may come meanwhile. */
final class Cancel {
    private final Messages messages;
    private final Message request;
    private boolean cancelled;

    Cancel(Messages messages, Message request) {
        this.messages = messages;
        this.request = request;
    }

    /** Has it come? Does not wait. */
    boolean came() throws IOException {
        Association association = messages.association();
        while (!cancelled && association.hasNews()) {
            Message news = next();
            if (!isCancel(news)) {
                throw tooEarly(news);
            }
        }
        return cancelled;
    }

    /** Waits for the response to a sub-operation. */
    Message awaitResponse(int field, int messageId) throws IOException {
        while (true) {
            Message news = next();
            if (news.answers(field, messageId)) {
                return news;
            }
            if (!isCancel(news)) {
                throw tooEarly(news);
            }
        }
    }

    private Message next() throws IOException {
        return messages.next()
                .orElseThrow(() -> new ConnectionLostException(
                        "The association was released amid " + CommandField.name(request.field()) + "."));
    }

    /** One for another message comes too late for that, and is passed over. */
    private boolean isCancel(Message news) {
        if (news.field() != CommandField.C_CANCEL_RQ) {
            return false;
        }
        int meant = news.command().integer(Tag.MESSAGE_ID_BEING_RESPONDED_TO).orElse(-1);
        cancelled |= meant == request.messageId();
        return true;
    }

    private IOException tooEarly(Message news) {
        return messages.association()
                .refuse(CommandField.name(news.field()) + " came before " + CommandField.name(request.field())
                        + " was answered; one operation at a time is agreed.");
    }
}
