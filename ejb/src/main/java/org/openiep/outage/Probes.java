package org.openiep.outage;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.concurrent.ExecutorService;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.calling.Crowding;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.DicomFailure.Reason;
import org.openiep.connector.api.Purpose;
import org.openiep.directory.Nodes;
import org.openiep.outage.OutageRows.Due;
import org.openiep.problem.Conflict;
import org.openiep.problem.NotFound;
import org.openiep.problem.Outage;

/** Asks nodes that were away whether they are back, with one C-ECHO each, and lets their work go on. */
@ApplicationScoped
public class Probes {
    private static final Logger LOG = Logger.getLogger(Probes.class.getName());

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Resource(lookup = "java:comp/DefaultManagedExecutorService")
    ExecutorService executor;

    @Inject
    Outages outages;

    @Inject
    Nodes nodes;

    @Inject
    Crowding crowding;

    /** One round. The echoes are made side by side, since a node that is away answers late or never. */
    public void look() {
        outages.due().forEach(due -> executor.execute(() -> probe(due)));
        outages.tired().forEach(job -> unlessMoved(() -> outages.giveUp(job)));
        outages.resumable().forEach(transaction -> unlessMoved(() -> outages.resume(transaction)));
    }

    private void probe(Due due) {
        try {
            if (answers(due.nodeId())) {
                outages.answers(due.nodeId());
                LOG.log(Level.INFO, "Node {0} answers again; its work goes on.", due.nodeId());
            } else {
                outages.stillAway(due.nodeId(), due.probes());
            }
        } catch (RuntimeException e) {
            LOG.log(Outage.causes(e) ? Level.FINE : Level.WARNING, "A probe of node " + due.nodeId() + " failed.", e);
        }
    }

    /** Whoever rejects us is there: what it minds, the next transfer will say. */
    private boolean answers(long nodeId) {
        try (DicomConnection connection = crowding.connect(connections, nodes.known(nodeId), new Purpose.Echo())) {
            connection.echo();
            return true;
        } catch (DicomFailure e) {
            return e.reason() != Reason.UNREACHABLE && e.reason() != Reason.TIMED_OUT && e.reason() != Reason.ABORTED;
        } catch (NotFound e) {
            return true;
        }
    }

    private static void unlessMoved(Runnable change) {
        try {
            change.run();
        } catch (Conflict e) {
            LOG.log(Level.FINE, "A transaction has moved on meanwhile.", e);
        }
    }
}
