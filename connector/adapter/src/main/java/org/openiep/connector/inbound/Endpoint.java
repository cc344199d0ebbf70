package org.openiep.connector.inbound;

import jakarta.resource.ResourceException;
import jakarta.resource.spi.UnavailableException;
import jakarta.resource.spi.endpoint.MessageEndpoint;
import jakarta.resource.spi.endpoint.MessageEndpointFactory;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Function;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;

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
    public boolean isExpected(Party party, String studyInstanceUid) {
        return ask(listener -> listener.isExpected(party, studyInstanceUid));
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
