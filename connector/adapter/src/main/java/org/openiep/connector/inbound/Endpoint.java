package org.openiep.connector.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.io.IOException;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Expectation;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.ObjectsToSend;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.QueryOutcome;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.connector.api.TurnedAway;
import org.openiep.dicom.data.DataSet;

/**
 * The application as the container lets us call it: batches inside a transaction, questions without one. When the
 * application is not there (starting, stopping), every call throws {@link IllegalStateException}.
 */
final class Endpoint implements DicomListener {
    private final MessageEndpointFactory factory;
    private final Method received;

    Endpoint(MessageEndpointFactory factory) {
        this.factory = factory;
        try {
            received = DicomListener.class.getMethod("received", List.class);
        } catch (NoSuchMethodException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Admission admit(Party party) {
        return ask(listener -> listener.admit(party));
    }

    @Override
    public Expectation expects(Party party, DataSet header) {
        return ask(listener -> listener.expects(party, header));
    }

    @Override
    public void ended(Party party, String studyInstanceUid) {
        ask(listener -> {
            listener.ended(party, studyInstanceUid);
            return true;
        });
    }

    @Override
    public void notKept(Party party, String studyInstanceUid, String sopInstanceUid, IOException cause) {
        ask(listener -> {
            listener.notKept(party, studyInstanceUid, sopInstanceUid, cause);
            return true;
        });
    }

    @Override
    public void turnedAway(List<TurnedAway> objects, int mayWait) {
        ask(listener -> {
            listener.turnedAway(objects, mayWait);
            return true;
        });
    }

    @Override
    public QueryOutcome find(Party party, DataSet identifier, Predicate<DataSet> onMatch) {
        return ask(listener -> listener.find(party, identifier, onMatch));
    }

    @Override
    public ObjectsToSend retrieve(Party party, DataSet identifier) {
        return ask(listener -> listener.retrieve(party, identifier));
    }

    @Override
    public MoveOutcome move(
            Party party,
            DataSet identifier,
            String destinationAeTitle,
            int messageId,
            Predicate<MoveOutcome> onProgress) {
        return ask(listener -> listener.move(party, identifier, destinationAeTitle, messageId, onProgress));
    }

    @Override
    public Commitment commit(Party party, String transactionUid, List<ObjectReference> objects) {
        return ask(listener -> listener.commit(party, transactionUid, objects));
    }

    @Override
    public void reportLater(Party party, Commitment report) {
        ask(listener -> {
            listener.reportLater(party, report);
            return true;
        });
    }

    @Override
    public boolean committed(Party party, Commitment report) {
        return ask(listener -> listener.committed(party, report));
    }

    @Override
    public Duration rest(Party party, String studyInstanceUid, Duration took) {
        return ask(listener -> listener.rest(party, studyInstanceUid, took));
    }

    private <T> T ask(Function<DicomListener, T> question) {
        MessageEndpoint endpoint = endpoint();
        try {
            return question.apply((DicomListener) endpoint);
        } finally {
            endpoint.release();
        }
    }

    /**
     * Delivers a batch; the transaction has been committed when this returns.
     *
     * @throws IllegalStateException when it was rolled back
     */
    @Override
    public void received(List<ReceivedObject> batch) {
        MessageEndpoint endpoint = endpoint();
        try {
            endpoint.beforeDelivery(received);
            try {
                ((DicomListener) endpoint).received(batch);
            } finally {
                endpoint.afterDelivery();
            }
        } catch (NoSuchMethodException | ResourceException e) {
            throw new IllegalStateException("The delivery was not committed: " + e.getMessage(), e);
        } finally {
            endpoint.release();
        }
    }

    private MessageEndpoint endpoint() {
        try {
            return factory.createEndpoint(null);
        } catch (UnavailableException e) {
            throw new IllegalStateException("The application does not take messages at present.", e);
        }
    }
}
