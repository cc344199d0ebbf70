package org.openiep.transfer;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.util.List;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;

/** The endpoint of the DICOM connector: what hospitals send to us comes in here. */
@MessageDriven(
        messageListenerInterface = DicomListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${env.IEP_DICOM_PORT:11112}"),
            @ActivationConfigProperty(propertyName = "bindAddress", propertyValue = "${env.IEP_DICOM_BIND:0.0.0.0}"),
            @ActivationConfigProperty(propertyName = "aeTitles", propertyValue = OurAeTitles.CONFIGURED),
            @ActivationConfigProperty(
                    propertyName = "incomingFolder",
                    propertyValue = "${env.IEP_DATA:${jboss.server.data.dir}/iep}/incoming")
        })
@ResourceAdapter("#connector.rar")
@PermitAll
public class Receiver implements DicomListener {
    @Inject
    Reception reception;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Admission admit(Party party) {
        return reception.admit(party);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean isExpected(Party party, String studyInstanceUid) {
        return reception.isExpected(party, studyInstanceUid);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void received(List<ReceivedObject> batch) {
        reception.received(batch);
    }
}
