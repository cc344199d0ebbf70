package org.openiep.lanes;

import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.jms.Message;
import jakarta.jms.MessageListener;
import org.jboss.ejb3.annotation.Pool;
import org.openiep.queue.Lane;
import org.openiep.transfer.LaneWorker;

/**
 * The workers that collect, blue light first (requirement H1).
 *
 * <p>As many sessions as the pool has workers, and no message fetched before its worker is free: else messages would
 * wait behind one busy worker while another is idle. Without a transaction, since a transfer outlasts every time-out.
 */
@MessageDriven(
        activationConfig = {
            @ActivationConfigProperty(propertyName = "destinationType", propertyValue = "jakarta.jms.Queue"),
            @ActivationConfigProperty(propertyName = "destinationLookup", propertyValue = Queues.OUTBOUND),
            @ActivationConfigProperty(propertyName = "maxSession", propertyValue = "" + Lane.SESSIONS),
            @ActivationConfigProperty(propertyName = "consumerWindowSize", propertyValue = "0")
        })
@Pool("iep-outbound")
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class OutboundLane implements MessageListener {
    @Inject
    LaneWorker worker;

    @Override
    public void onMessage(Message wakeUp) {
        worker.work(Lane.OUTBOUND);
    }
}
