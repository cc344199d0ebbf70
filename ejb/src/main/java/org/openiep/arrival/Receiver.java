package org.openiep.arrival;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.ActivationConfigProperty;
import jakarta.ejb.MessageDriven;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.jboss.ejb3.annotation.ResourceAdapter;
import org.openiep.commitment.Commitments;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Expectation;
import org.openiep.connector.api.MoveOrigin;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.ObjectsToSend;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.QueryOutcome;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.connector.api.TurnedAway;
import org.openiep.dicom.data.DataSet;
import org.openiep.directory.OurAeTitles;
import org.openiep.pull.Keeping;
import org.openiep.pull.Pulls;
import org.openiep.queue.Pace;

/** The endpoint of the DICOM connector: what hospitals send to us comes in here. */
@MessageDriven(
        messageListenerInterface = DicomListener.class,
        activationConfig = {
            @ActivationConfigProperty(propertyName = "port", propertyValue = "${env.IEP_DICOM_PORT:11112}"),
            @ActivationConfigProperty(propertyName = "tlsPort", propertyValue = "${env.IEP_DICOM_TLS_PORT:-1}"),
            @ActivationConfigProperty(propertyName = "keyStore", propertyValue = "${env.IEP_DICOM_KEYSTORE:}"),
            @ActivationConfigProperty(
                    propertyName = "keyStorePassword",
                    propertyValue = "${env.IEP_DICOM_KEYSTORE_PASSWORD:}"),
            @ActivationConfigProperty(propertyName = "trustStore", propertyValue = "${env.IEP_DICOM_TRUSTSTORE:}"),
            @ActivationConfigProperty(
                    propertyName = "trustStorePassword",
                    propertyValue = "${env.IEP_DICOM_TRUSTSTORE_PASSWORD:}"),
            @ActivationConfigProperty(
                    propertyName = "clientCertificate",
                    propertyValue = "${env.IEP_DICOM_CLIENT_CERTIFICATE:NEEDED}"),
            // Images leave again as they arrive: what waits for company here, waits there too.
            @ActivationConfigProperty(propertyName = "batchMillis", propertyValue = "50"),
            @ActivationConfigProperty(propertyName = "backlog", propertyValue = "${env.IEP_DICOM_BACKLOG:1024}"),
            @ActivationConfigProperty(propertyName = "bindAddress", propertyValue = "${env.IEP_DICOM_BIND:0.0.0.0}"),
            @ActivationConfigProperty(propertyName = "aeTitles", propertyValue = OurAeTitles.CONFIGURED),
            @ActivationConfigProperty(
                    propertyName = "incomingFolder",
                    propertyValue = "${env.IEP_DATA:${jboss.server.data.dir}/iep}/incoming/${jboss.node.name}")
        })
@ResourceAdapter("#connector.rar")
@PermitAll
public class Receiver implements DicomListener {
    @Inject
    Reception reception;

    @Inject
    TurningAway turningAway;

    @Inject
    Pulls pulls;

    @Inject
    Keeping keeping;

    @Inject
    Commitments commitments;

    @Inject
    Pace pace;

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Admission admit(Party party) {
        return reception.admit(party);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Expectation expects(Party party, DataSet header) {
        return reception.expects(party, header);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void ended(Party party, String studyInstanceUid) {
        reception.ended(party, studyInstanceUid);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void notKept(Party party, String studyInstanceUid, String sopInstanceUid, IOException cause) {
        reception.notKept(party, studyInstanceUid, sopInstanceUid, cause);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void turnedAway(List<TurnedAway> objects, int mayWait) {
        turningAway.note(objects, mayWait);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public QueryOutcome find(Party party, DataSet identifier, Predicate<DataSet> onMatch) {
        return pulls.find(party, identifier, onMatch);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public ObjectsToSend retrieve(Party party, DataSet identifier) {
        return pulls.retrieve(party, identifier);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public MoveOutcome move(
            Party party,
            DataSet identifier,
            String destinationAeTitle,
            int messageId,
            Predicate<MoveOutcome> onProgress) {
        MoveOrigin origin = new MoveOrigin(party.callingAeTitle(), messageId);
        return pulls.move(party, identifier, destinationAeTitle, origin, onProgress);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Commitment commit(Party party, String transactionUid, List<ObjectReference> objects) {
        return keeping.commit(party, transactionUid, objects);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void reportLater(Party party, Commitment report) {
        keeping.reportLater(party, report);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public boolean committed(Party party, Commitment report) {
        return commitments.answered(party.callingAeTitle(), report);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Duration rest(Party party, String studyInstanceUid, Duration took) {
        return pace.rest(studyInstanceUid, took);
    }

    @Override
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void received(List<ReceivedObject> batch) {
        reception.received(batch);
    }
}
