package org.openiep.calling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.connector.api.DicomConnection;

/**
 * Notes how long nodes take to accept associations, now and then: many may be opened a second, and people look every few
 * seconds. That one takes long, and that it does no longer, is noted within a second.
 */
@ApplicationScoped
public class AnswerTimes {
    private static final Logger LOG = Logger.getLogger(AnswerTimes.class.getName());

    private static final long USUALLY_EVERY_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final long AT_MOST_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<Long, Noted> noted = new ConcurrentHashMap<>();

    @Inject
    AnswerBook book;

    private record Noted(long at, boolean late) {
        boolean dueAgain(Noted next) {
            long since = next.at - at;
            return since >= USUALLY_EVERY_NANOS || (since >= AT_MOST_EVERY_NANOS && (late || next.late));
        }
    }

    /** The node has accepted this; nothing is noted when the association was open before. */
    public void note(long nodeId, DicomConnection connection) {
        connection.acceptedAfter().filter(answer -> isDue(nodeId, answer)).ifPresent(answer -> write(nodeId, answer));
    }

    private boolean isDue(long nodeId, Duration answer) {
        Noted next = new Noted(System.nanoTime(), AnswerTime.isNoticed(answer));
        return noted.merge(nodeId, next, (last, now) -> last.dueAgain(now) ? now : last)
                .equals(next);
    }

    /** Whoever has an association is to use it, whatever becomes of the note. */
    private void write(long nodeId, Duration answer) {
        try {
            book.note(nodeId, answer);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "How long node " + nodeId + " took to answer could not be noted.", e);
        }
    }
}
