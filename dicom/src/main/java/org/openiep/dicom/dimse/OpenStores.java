package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Queue;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.ConnectionLostException;

/**
 * Objects that have come and are not answered yet, on one association, within its asynchronous window (PS3.7 D.3.3.3);
 * they are answered in the order they came.
 */
final class OpenStores {
    private static final System.Logger LOG = System.getLogger(OpenStores.class.getName());

    /** More would only keep more files open; a disk is busy with less. */
    private static final int MOST = 8;

    private final Association association;
    private final Replies replies;
    private final int most;
    private final Queue<Open> open = new ArrayDeque<>();

    private record Open(Message request, StoreHandler.Answer answer) {}

    OpenStores(Association association, Replies replies) {
        this.association = association;
        this.replies = replies;
        this.most = Math.min(association.othersWindow(), MOST);
        if (most > 1) {
            association.meanwhile(this::answerThose);
        }
    }

    /** Takes an object; what its answer needs is left to another thread where more comes meanwhile. */
    void take(Message request, StoreHandler handler) throws IOException {
        StoreHandler.Answer answer = Replies.take(request, handler);
        open.add(new Open(request, answer));
        if (most > 1 && association.hasNews()) {
            answer.begin();
        }
    }

    /** Answers what need not, or cannot, wait until more has come. */
    void advance() throws IOException {
        answerThose();
        while (!open.isEmpty() && (open.size() >= most || !association.hasNews())) {
            answer(open.remove());
        }
    }

    /** Answers those whose answers are there. */
    private void answerThose() throws AssociationException {
        try {
            for (Open oldest = open.peek(); oldest != null && oldest.answer().isThere(); oldest = open.peek()) {
                answer(open.remove());
            }
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            throw new ConnectionLostException("An answer could not be sent: " + e.getMessage(), e);
        }
    }

    /** Answers all. */
    void finish() throws IOException {
        while (!open.isEmpty()) {
            answer(open.remove());
        }
    }

    private void answer(Open store) throws IOException {
        replies.answer(store.request(), Replies.await(store.request(), store.answer()));
        store.answer().sent();
    }

    /** The sender is gone. What it had sent is kept all the same, as if its answer had been lost on the way. */
    void abandon() {
        for (Open store : open) {
            try {
                Replies.await(store.request(), store.answer());
            } catch (IOException e) {
                LOG.log(System.Logger.Level.DEBUG, "What came last was not kept.", e);
            }
        }
        open.clear();
    }
}
