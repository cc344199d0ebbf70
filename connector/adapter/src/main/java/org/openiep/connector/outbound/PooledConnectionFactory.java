package org.openiep.connector.outbound;

import jakarta.resource.Referenceable;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConnectionManager;
import java.io.Serializable;
import javax.naming.Reference;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Remote;

/** What stands in JNDI: asks the container's pool. */
final class PooledConnectionFactory implements DicomConnectionFactory, Referenceable, Serializable {
    private static final long serialVersionUID = 1L;

    private final DicomManagedConnectionFactory factory;
    private final transient ConnectionManager manager;
    private @Nullable Reference reference;

    PooledConnectionFactory(DicomManagedConnectionFactory factory, ConnectionManager manager) {
        this.factory = factory;
        this.manager = manager;
    }

    @Override
    public DicomConnection connect(Remote remote, Purpose purpose) throws DicomFailure {
        return open(remote, purpose);
    }

    @Override
    public DicomConnection connectOnce(Remote remote, Purpose purpose) throws DicomFailure {
        AssociationHandle handle = open(remote, purpose);
        handle.once();
        return handle;
    }

    private AssociationHandle open(Remote remote, Purpose purpose) throws DicomFailure {
        AssociationHandle handle;
        try {
            handle = (AssociationHandle) manager.allocateConnection(factory, new DicomRequest(remote, purpose));
        } catch (ResourceException e) {
            throw Failures.of(e);
        }
        handle.open();
        return handle;
    }

    @Override
    public void setReference(Reference reference) {
        this.reference = reference;
    }

    @Override
    public @Nullable Reference getReference() {
        return reference;
    }
}
