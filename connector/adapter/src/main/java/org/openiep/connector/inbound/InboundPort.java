package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;
import org.openiep.dicom.dimse.ServiceProvider;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.net.AcceptorPolicy;
import org.openiep.dicom.net.AssociateReject;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.ConnectionListener;

/** A port that is listened on for one message endpoint: C-ECHO and C-STORE. */
final class InboundPort implements Closeable {
    private static final System.Logger LOG = System.getLogger(InboundPort.class.getName());

    /** Callers beyond the limit are let in as far as a rejection; bytes that are no DICOM, no further than this. */
    private static final int MORE_CONNECTIONS = 32;

    private final DicomListener application;
    private final AssociationSettings settings;
    private final boolean sync;
    private final Admissions admissions;
    private final IncomingFolder incoming;
    private final Delivery delivery;
    private final ConnectionListener listener;

    private InboundPort(DicomActivationSpec spec, DicomListener application, Executor executor) throws IOException {
        this.application = application;
        this.settings = spec.settings();
        this.sync = spec.getSyncEachObject();
        this.admissions = new Admissions(spec.titles(), spec.getMaxAssociations(), application);
        this.incoming = new IncomingFolder(spec.folder());
        this.delivery = new Delivery(
                application,
                spec.getBacklog(),
                spec.getBatchSize(),
                Duration.ofMillis(spec.getBatchMillis()),
                incoming.leftOver());
        this.listener = new ConnectionListener(
                new InetSocketAddress(spec.getBindAddress(), spec.getPort()),
                spec.getMaxAssociations() + MORE_CONNECTIONS,
                executor,
                this::serve);
    }

    /**
     * Opens the port.
     *
     * @throws IOException when the port is taken, or the incoming folder cannot be used
     */
    static InboundPort open(DicomActivationSpec spec, DicomListener application, Executor executor) throws IOException {
        InboundPort port = new InboundPort(spec, application, executor);
        try {
            executor.execute(port.delivery);
            executor.execute(port.listener);
        } catch (RejectedExecutionException e) {
            port.listener.close();
            throw new IOException("The container has no threads for the DICOM port.", e);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "DICOM: listening on {0}, port {1}, as {2}.",
                spec.getBindAddress(),
                Integer.toString(port.port()),
                spec.titles());
        return port;
    }

    /** The port listened on. */
    int port() {
        return listener.port();
    }

    private void serve(SocketChannel channel) {
        try (Admissions.Visit visit = admissions.new Visit()) {
            Association association = Association.accept(channel, settings, (request, from) -> {
                Optional<AssociateReject> rejection = visit.enter(request, from);
                return rejection.isPresent() ? new AcceptorPolicy.Reject(rejection.get()) : OFFER.accept(request);
            });
            serve(association);
        } catch (AssociationException e) {
            LOG.log(System.Logger.Level.INFO, "An association ended early: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "An association ended by a fault.", e);
        }
    }

    /** For the negotiation: what is stored where is known when the association stands. */
    private static final Services OFFER = Services.ECHO.withStore((request, dataSet) -> {
        throw new IllegalStateException("This only negotiates.");
    });

    private void serve(Association association) throws AssociationException {
        Party party = Admissions.party(association.request(), association.remoteAddress());
        try (association;
                ObjectReceiver receiver = new ObjectReceiver(incoming, party, application, delivery, sync)) {
            new ServiceProvider(association, Services.ECHO.withStore(receiver)).serve();
        }
    }

    /** Ends listening and every association, and waits for the batch that is being delivered. */
    @Override
    public void close() {
        listener.close();
        delivery.close();
    }
}
