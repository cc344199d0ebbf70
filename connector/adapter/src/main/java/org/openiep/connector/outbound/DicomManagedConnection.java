package org.openiep.connector.outbound;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionEvent;
import jakarta.resource.spi.ConnectionEventListener;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.LocalTransaction;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionMetaData;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.inbound.Intake;
import org.openiep.dicom.dimse.ServiceUser;

/**
 * A place in the container's pool, for one purpose with one node: in use by a handle, or idle. It has an association, or
 * has none (not yet, or not any more) and opens one when it is used. So what a node does never is an error of the pool,
 * which would log it at length and throw the place away.
 */
final class DicomManagedConnection implements ManagedConnection {
    private enum State {
        IN_USE,
        IDLE,
        RETIRING
    }

    private final DicomManagedConnectionFactory factory;
    private final DicomRequest request;
    private final OpenAssociations associations;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.IN_USE);
    private volatile @Nullable ServiceUser user;
    private volatile @Nullable Duration acceptedAfter;
    private volatile long idleSince = System.nanoTime();
    private @Nullable AssociationHandle handle;
    private @Nullable PrintWriter logWriter;

    DicomManagedConnection(DicomManagedConnectionFactory factory, DicomRequest request, OpenAssociations associations) {
        this.factory = factory;
        this.request = request;
        this.associations = associations;
    }

    DicomRequest request() {
        return request;
    }

    /** Takes it out of idleness. */
    boolean claim() {
        return state.compareAndSet(State.IDLE, State.IN_USE);
    }

    /** For its user: makes sure of an association that the node has kept open, or opens a new one. */
    void open() throws DicomFailure {
        acceptedAfter = null;
        ServiceUser current = user;
        if (current != null && current.association().isUsable()) {
            return;
        }
        drop();
        associations.reserve(request.remote(), factory.limit(request));
        long dialled = System.nanoTime();
        try {
            user = factory.open(request);
            acceptedAfter = Duration.ofNanos(System.nanoTime() - dialled);
        } finally {
            if (user == null) {
                associations.failed(request.remote());
            }
        }
        associations.opened(request.remote(), this);
    }

    /** The association, once it is open. */
    Optional<ServiceUser> user() {
        return Optional.ofNullable(user);
    }

    /** How long the node took to accept; empty when {@link #open} found the association open. */
    Optional<Duration> acceptedAfter() {
        return Optional.ofNullable(acceptedAfter);
    }

    /** Takes what comes on a C-GET. */
    Intake.Receiver receive() throws DicomFailure {
        return factory.receive(request);
    }

    /** Has nobody used it for so long? */
    boolean idleFor(Duration time) {
        return state.get() == State.IDLE && System.nanoTime() - idleSince >= time.toNanos();
    }

    /** If it is idle: nobody is to use it now, and {@link #release} is due. */
    boolean retire() {
        return state.compareAndSet(State.IDLE, State.RETIRING);
    }

    /** Ends the association, whose place among the open ones has been taken by another. */
    void release() {
        end();
        state.set(State.IDLE);
    }

    private void drop() {
        if (user != null) {
            end();
            associations.closed(request.remote(), this);
        }
    }

    private void end() {
        ServiceUser ending = user;
        user = null;
        if (ending != null) {
            ending.close();
        }
    }

    @Override
    public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
        AssociationHandle fresh = new AssociationHandle(this);
        handle = fresh;
        return fresh;
    }

    /** The handle is done: back to the pool, with the association if that is still open and may rest. */
    void done(AssociationHandle closing, boolean once) {
        if (handle != closing) {
            return;
        }
        handle = null;
        ServiceUser current = user;
        if (current != null && (once || !current.association().isOpen())) {
            drop();
        }
        ConnectionEvent event = new ConnectionEvent(this, ConnectionEvent.CONNECTION_CLOSED);
        event.setConnectionHandle(closing);
        listeners.forEach(listener -> listener.connectionClosed(event));
    }

    @Override
    public void cleanup() {
        AssociationHandle left = handle;
        handle = null;
        if (left != null) {
            left.invalidate();
        }
        idleSince = System.nanoTime();
        state.compareAndSet(State.IN_USE, State.IDLE);
    }

    @Override
    public void destroy() {
        cleanup();
        drop();
    }

    @Override
    public void associateConnection(Object connection) throws ResourceException {
        if (!(connection instanceof AssociationHandle moved)) {
            throw new ResourceException("This is no handle of an association.");
        }
        moved.moveTo(this);
        handle = moved;
    }

    @Override
    public void addConnectionEventListener(ConnectionEventListener listener) {
        listeners.add(listener);
    }

    @Override
    public void removeConnectionEventListener(ConnectionEventListener listener) {
        listeners.remove(listener);
    }

    @Override
    public XAResource getXAResource() throws ResourceException {
        throw new NotSupportedException("DICOM has no transactions.");
    }

    @Override
    public LocalTransaction getLocalTransaction() throws ResourceException {
        throw new NotSupportedException("DICOM has no transactions.");
    }

    @Override
    public ManagedConnectionMetaData getMetaData() {
        return new MetaData(request.remote().callingAeTitle());
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    private record MetaData(String callingAeTitle) implements ManagedConnectionMetaData {
        @Override
        public String getEISProductName() {
            return "DICOM application entity";
        }

        @Override
        public String getEISProductVersion() {
            return "";
        }

        @Override
        public int getMaxConnections() {
            return 0;
        }

        @Override
        public String getUserName() {
            return callingAeTitle;
        }
    }
}
