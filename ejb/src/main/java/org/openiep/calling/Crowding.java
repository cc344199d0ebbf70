package org.openiep.calling;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Purpose;
import org.openiep.directory.Node;
import org.openiep.queue.Run;

/**
 * Who waits for an association with a node, while studies are sent to it on all that it allows. A study's further
 * associations give way to those who have none, so that one large study does not keep another waiting.
 */
@ApplicationScoped
public class Crowding {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final Duration LOOK_EVERY = Duration.ofMillis(100);

    private final Map<Long, Integer> waiting = new ConcurrentHashMap<>();

    @Inject
    AnswerTimes answers;

    /** Does somebody wait who has no association with the node? */
    public boolean at(Node node) {
        return waiting.containsKey(node.id());
    }

    /**
     * Opens an association; waits a while for others to give way when every one that the node allows is in use.
     *
     * @param goOn asked before each further try; what it throws ends the wait
     */
    public DicomConnection connect(DicomConnectionFactory connections, Node node, Purpose purpose, Runnable goOn)
            throws DicomFailure {
        try {
            return connect(connections, node, purpose);
        } catch (DicomFailure e) {
            if (e.reason() != DicomFailure.Reason.ALL_IN_USE) {
                throw e;
            }
        }
        waiting.merge(node.id(), 1, Integer::sum);
        try {
            return insist(connections, node, purpose, goOn);
        } finally {
            waiting.computeIfPresent(node.id(), (id, count) -> count > 1 ? count - 1 : null);
        }
    }

    /** Opens an association, at once or not at all. */
    public DicomConnection connect(DicomConnectionFactory connections, Node node, Purpose purpose) throws DicomFailure {
        DicomConnection connection = connections.connect(Remotes.of(node), purpose);
        answers.note(node.id(), connection);
        return connection;
    }

    private DicomConnection insist(DicomConnectionFactory connections, Node node, Purpose purpose, Runnable goOn)
            throws DicomFailure {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            goOn.run();
            Run.pause(LOOK_EVERY);
            try {
                return connect(connections, node, purpose);
            } catch (DicomFailure e) {
                if (e.reason() != DicomFailure.Reason.ALL_IN_USE || System.nanoTime() > giveUp) {
                    throw e;
                }
            }
        }
    }
}
