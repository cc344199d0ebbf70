package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.net.AssociationException;

/**
 * Stores objects without waiting for each answer, as far as the association's asynchronous window goes (PS3.7 D.3.3.3).
 * Over a distant link this keeps the line full. With a window of one it is {@link ServiceUser#store} in two steps: the
 * answer to an object comes before the next is sent.
 *
 * <p>Nothing else may be asked for on the association until {@link #finish}. When a method throws an {@link
 * AssociationException}, the objects without an answer have to be sent again.
 */
public final class StorePipeline {
    /** More would only fill the sockets' buffers. */
    private static final int WIDEST = 256;

    private final ServiceUser user;
    private final int window;
    private final Map<Integer, Consumer<Response>> open = new LinkedHashMap<>();

    /** Uses the association of {@code user}, within the window that was agreed. */
    public StorePipeline(ServiceUser user) {
        this.user = user;
        this.window = Math.min(user.association().window(), WIDEST);
    }

    /**
     * Sends an object, after waiting for answers while the window is full; it is made ready before that.
     *
     * @param onAnswer gets the answer, on the thread of a later call
     * @throws NotAcceptedException as {@link ServiceUser#store} does; nothing was sent, and the next may follow
     */
    public void store(OutgoingObject object, Optional<MoveOriginator> originator, Consumer<Response> onAnswer)
            throws IOException {
        int messageId = user.nextMessageId();
        try (StoreSender.Ready ready = user.sender().ready(object, messageId, originator)) {
            while (open.size() >= window
                    || (!open.isEmpty() && user.association().hasNews())) {
                takeAnswer();
            }
            ready.send();
        }
        open.put(messageId, onAnswer);
    }

    /** Objects that were sent and not answered yet. */
    public int open() {
        return open.size();
    }

    /** Waits for all answers. */
    public void finish() throws IOException {
        while (!open.isEmpty()) {
            takeAnswer();
        }
    }

    private void takeAnswer() throws IOException {
        Message message = user.next(CommandField.C_STORE_RQ);
        int answered =
                message.command().integer(Tag.MESSAGE_ID_BEING_RESPONDED_TO).orElse(-1);
        Consumer<Response> onAnswer = open.get(answered);
        if (onAnswer == null || !message.answers(CommandField.C_STORE_RQ, answered)) {
            throw user.association()
                    .refuse(CommandField.name(message.field()) + " for message " + answered
                            + " came where C-STORE-RSP for one of the messages " + open.keySet() + " was due.");
        }
        open.remove(answered);
        onAnswer.accept(message.response());
    }
}
