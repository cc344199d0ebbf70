package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import javax.net.ssl.SSLContext;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;
import org.openiep.dicom.dimse.ServiceProvider;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.StoreHandler;
import org.openiep.dicom.net.AcceptorPolicy;
import org.openiep.dicom.net.AssociateReject;
import org.openiep.dicom.net.AssociateRequest;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.ConnectionListener;

/**
 * A port that is listened on for one message endpoint: C-ECHO, C-STORE, storage commitment, and for those who may, C-FIND,
 * C-MOVE and C-GET.
 */
final class InboundPort implements Closeable, Intake {
    private static final System.Logger LOG = System.getLogger(InboundPort.class.getName());

    /** Callers beyond the limit are let in as far as a rejection; bytes that are no DICOM, no further than this. */
    private static final int MORE_CONNECTIONS = 32;

    private static final Duration PATIENCE_WITH_OTHERS = Duration.ofSeconds(10);

    private final DicomListener application;
    private final AssociationSettings settings;
    private final boolean sync;
    private final Executor executor;
    private final Admissions admissions;
    private final IncomingFolder incoming;
    private final Delivery delivery;
    private final Overflow overflow;
    private final SSLContext security;
    private final ConnectionListener listener;
    private final Optional<ConnectionListener> secureListener;

    private InboundPort(DicomActivationSpec spec, DicomListener application, Executor executor) throws IOException {
        // First, since nothing has been opened yet that would have to be closed.
        this.security = spec.keyFiles().context();
        this.application = application;
        this.settings = spec.settings();
        this.sync = spec.getSyncEachObject();
        this.executor = executor;
        this.admissions = new Admissions(spec.titles(), spec.getMaxAssociations(), application);
        this.incoming = new IncomingFolder(spec.folder(), PATIENCE_WITH_OTHERS);
        this.delivery = new Delivery(
                application,
                spec.getBacklog(),
                spec.getBatchSize(),
                Duration.ofMillis(spec.getBatchMillis()),
                incoming::leftOver);
        this.overflow = new Overflow(application, delivery, Duration.ofMillis(spec.getRoomMillis()), spec.titles());
        boolean open = false;
        try {
            this.listener = listener(spec, spec.getPort(), executor, settings);
            this.secureListener =
                    spec.isSecurePortWanted() ? Optional.of(secureListener(spec, executor)) : Optional.empty();
            open = true;
        } finally {
            if (!open) {
                incoming.close();
            }
        }
    }

    private ConnectionListener secureListener(DicomActivationSpec spec, Executor executor) throws IOException {
        try {
            return listener(spec, spec.getTlsPort(), executor, settings.withTls(spec.tls(security)));
        } catch (IOException e) {
            listener.close();
            throw e;
        }
    }

    private ConnectionListener listener(
            DicomActivationSpec spec, int port, Executor executor, AssociationSettings settings) throws IOException {
        int connections = spec.getMaxAssociations() + MORE_CONNECTIONS;
        return new ConnectionListener(
                new InetSocketAddress(spec.getBindAddress(), port),
                connections,
                // Several hospitals may come through one gateway, but none may shut out the others.
                connections / 2,
                executor,
                channel -> serve(channel, settings));
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
            executor.execute(port.overflow);
            executor.execute(port.listener);
            port.secureListener.ifPresent(executor::execute);
        } catch (RejectedExecutionException e) {
            port.closeListeners();
            port.overflow.close();
            port.leave();
            throw new IOException("The container has no threads for the DICOM port.", e);
        }
        LOG.log(
                System.Logger.Level.INFO,
                "DICOM: listening on {0}, port {1}{2}, as {3}.",
                spec.getBindAddress(),
                Integer.toString(port.port()),
                port.securePort().isPresent()
                        ? " and with TLS on port " + port.securePort().getAsInt()
                        : "",
                spec.titles());
        return port;
    }

    /** The port listened on. */
    int port() {
        return listener.port();
    }

    /** The port listened on with TLS, if there is one. */
    OptionalInt securePort() {
        return secureListener.stream().mapToInt(ConnectionListener::port).findFirst();
    }

    /** Our keys and whom we trust, for associations of ours too. */
    SSLContext security() {
        return security;
    }

    private void serve(SocketChannel channel, AssociationSettings settings) {
        try (Admissions.Visit visit = admissions.new Visit(settings.tls().isPresent())) {
            Association association = Association.accept(channel, settings, new Gate(visit));
            serve(association, visit);
        } catch (AssociationException e) {
            LOG.log(System.Logger.Level.INFO, "An association ended early: {0}", e.getMessage());
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "An association ended by a fault.", e);
        }
    }

    /** Lets a caller in, and says what is offered to it. */
    private final class Gate implements AcceptorPolicy {
        private final Admissions.Visit visit;

        Gate(Admissions.Visit visit) {
            this.visit = visit;
        }

        @Override
        public Decision decide(AssociateRequest request, InetAddress from) {
            return decide(request, from, Optional.empty());
        }

        @Override
        public Decision decide(AssociateRequest request, InetAddress from, Optional<X509Certificate> certificate) {
            Optional<AssociateReject> rejection = visit.enter(request, from, certificate);
            return rejection.isPresent()
                    ? new Reject(rejection.get())
                    : offer(visit).accept(request);
        }
    }

    private Services offer(Admissions.Visit visit) {
        return services(visit, (request, dataSet) -> {
            throw new IllegalStateException("This only negotiates: what is stored where is known afterwards.");
        });
    }

    private Services services(Admissions.Visit visit, StoreHandler store) {
        Commitments commitments = new Commitments(visit.party(), application);
        Services services =
                Services.ECHO.withStore(store).withCommitment(commitments).withCommitmentReports(commitments);
        if (!visit.mayQuery()) {
            return services;
        }
        Questions questions = new Questions(visit.party(), application);
        return services.withFind(questions).withMove(questions).withGet(questions);
    }

    private void serve(Association association, Admissions.Visit visit) throws AssociationException {
        try (association;
                Intake.Receiver receiver = receiver(visit.party(), false)) {
            new ServiceProvider(association, services(visit, receiver)).serve();
        }
    }

    @Override
    public Intake.Receiver receive(Party from) {
        return receiver(from, true);
    }

    private Intake.Receiver receiver(Party from, boolean fetching) {
        return new ObjectReceiver(
                incoming, from, application, delivery, overflow.new Door(from, fetching), sync, executor);
    }

    /** Ends listening and every association, and waits for the batch that is being delivered. */
    @Override
    public void close() {
        closeListeners();
        overflow.close();
        delivery.close();
        leave();
    }

    private void leave() {
        try {
            incoming.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.WARNING, "The incoming folder stays in use until the process ends.", e);
        }
    }

    private void closeListeners() {
        listener.close();
        secureListener.ifPresent(ConnectionListener::close);
    }
}
