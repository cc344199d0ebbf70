package org.openiep.lanes;

import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.jms.ConnectionFactory;
import jakarta.jms.DeliveryMode;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSRuntimeException;
import jakarta.jms.Queue;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.exchange.Priority;
import org.openiep.queue.JobWaiting;
import org.openiep.queue.Lane;

/**
 * Wakes the lanes once it is committed that a job waits. A message that is lost costs seconds, since the watchdog asks
 * again; so messages are neither stored nor part of a transaction.
 */
@ApplicationScoped
public class WakeUps {
    private static final Logger LOG = Logger.getLogger(WakeUps.class.getName());

    /** JMS priorities; 4 is the usual one. */
    private static final int URGENT = 9;

    private static final int USUAL = 4;
    private static final int PATIENT = 1;

    @Resource(lookup = "java:/JmsXA")
    ConnectionFactory connections;

    @Resource
    ManagedExecutorService executor;

    @Resource(lookup = Queues.BLUE_LIGHT)
    Queue blueLight;

    @Resource(lookup = Queues.OUTBOUND)
    Queue outbound;

    @Resource(lookup = Queues.BLUE_LIGHT_INBOUND)
    Queue blueLightInbound;

    @Resource(lookup = Queues.INBOUND)
    Queue inbound;

    /** On another thread, since the one that commits has a transaction that is over but not yet gone. */
    void onWaiting(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobWaiting job) {
        executor.execute(() -> send(job));
    }

    private void send(JobWaiting job) {
        boolean delivery = job.lane() == Lane.INBOUND;
        try (JMSContext context = connections.createContext(JMSContext.AUTO_ACKNOWLEDGE)) {
            if (job.priority() == Priority.BLUE_LIGHT) {
                send(context, delivery ? blueLightInbound : blueLight, job);
            }
            send(context, delivery ? inbound : outbound, job);
        } catch (JMSRuntimeException e) {
            LOG.log(Level.WARNING, "A wake-up could not be sent; the watchdog will send another.", e);
        }
    }

    private static void send(JMSContext context, Queue queue, JobWaiting job) {
        context.createProducer()
                .setDeliveryMode(DeliveryMode.NON_PERSISTENT)
                .setPriority(priority(job.priority()))
                .send(queue, Long.toString(job.jobId()));
    }

    private static int priority(Priority priority) {
        return switch (priority) {
            case BLUE_LIGHT -> URGENT;
            case NORMAL -> USUAL;
            case BATCH -> PATIENT;
        };
    }
}
