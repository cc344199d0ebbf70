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
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import javax.security.auth.Subject;
import javax.transaction.xa.XAResource;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.dimse.ServiceUser;

/** An association in the container's pool. It is in use by one handle, or idle, or over. */
final class DicomManagedConnection implements ManagedConnection {
    private enum State {
        IN_USE,
        IDLE,
        OVER
    }

    private final DicomRequest request;
    private final ServiceUser user;
    private final OpenAssociations associations;
    private final List<ConnectionEventListener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicReference<State> state = new AtomicReference<>(State.IN_USE);
    private @Nullable AssociationHandle handle;
    private @Nullable PrintWriter logWriter;

    DicomManagedConnection(DicomRequest request, ServiceUser user, OpenAssociations associations) {
        this.request = request;
        this.user = user;
        this.associations = associations;
    }

    DicomRequest request() {
        return request;
    }

    ServiceUser user() {
        return user;
    }

    /** Takes it out of idleness, if the node has kept it open meanwhile. */
    boolean claim() {
        return state.compareAndSet(State.IDLE, State.IN_USE)
                && user.association().isUsable();
    }

    /** Takes it out of use if it is idle; {@link #release} is due then. The pool finds out when it wants to use it. */
    boolean retire() {
        return state.compareAndSet(State.IDLE, State.OVER);
    }

    /** Releases the association. */
    void release() {
        user.close();
    }

    @Override
    public Object getConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
        AssociationHandle fresh = new AssociationHandle(this);
        handle = fresh;
        return fresh;
    }

    /** The handle is done: back to the pool, or away if the association is over. */
    void done(AssociationHandle closing) {
        if (handle != closing) {
            return;
        }
        handle = null;
        boolean alive = user.association().isOpen();
        ConnectionEvent event = new ConnectionEvent(
                this, alive ? ConnectionEvent.CONNECTION_CLOSED : ConnectionEvent.CONNECTION_ERROR_OCCURRED);
        event.setConnectionHandle(closing);
        for (ConnectionEventListener listener : listeners) {
            if (alive) {
                listener.connectionClosed(event);
            } else {
                listener.connectionErrorOccurred(event);
            }
        }
    }

    @Override
    public void cleanup() {
        AssociationHandle left = handle;
        handle = null;
        if (left != null) {
            left.invalidate();
        }
        state.compareAndSet(State.IN_USE, State.IDLE);
    }

    @Override
    public void destroy() {
        cleanup();
        state.set(State.OVER);
        user.close();
        associations.closed(request.remote(), this);
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
