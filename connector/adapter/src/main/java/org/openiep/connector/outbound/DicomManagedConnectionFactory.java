package org.openiep.connector.outbound;

import jakarta.resource.NotSupportedException;
import jakarta.resource.ResourceException;
import jakarta.resource.spi.ConfigProperty;
import jakarta.resource.spi.ConnectionDefinition;
import jakarta.resource.spi.ConnectionManager;
import jakarta.resource.spi.ConnectionRequestInfo;
import jakarta.resource.spi.ManagedConnection;
import jakarta.resource.spi.ManagedConnectionFactory;
import jakarta.resource.spi.ResourceAdapter;
import jakarta.resource.spi.ResourceAdapterAssociation;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import javax.security.auth.Subject;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Link;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Remote;
import org.openiep.connector.inbound.DicomResourceAdapter;
import org.openiep.connector.inbound.Intake;
import org.openiep.connector.security.CertificateNames;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.net.Abort;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.TlsSettings;

/** Opens associations for the pool of the container. */
@ConnectionDefinition(
        connectionFactory = DicomConnectionFactory.class,
        connectionFactoryImpl = PooledConnectionFactory.class,
        connection = DicomConnection.class,
        connectionImpl = AssociationHandle.class)
public class DicomManagedConnectionFactory implements ManagedConnectionFactory, ResourceAdapterAssociation {
    private static final long serialVersionUID = 1L;

    /** Seconds until a TCP connection stands. */
    @ConfigProperty(defaultValue = "10")
    private Integer connectTimeoutSeconds = 10;

    /** Seconds until A-ASSOCIATE or A-RELEASE is through. */
    @ConfigProperty(defaultValue = "30")
    private Integer negotiationTimeoutSeconds = 30;

    /** Longest silence of a node, in seconds. */
    @ConfigProperty(defaultValue = "120")
    private Integer idleTimeoutSeconds = 120;

    /** Offered to nodes, bytes. */
    @ConfigProperty(defaultValue = "262144")
    private Integer maxPduLength = 262_144;

    /** Open at once with one node, whatever more it allows. */
    @ConfigProperty(defaultValue = "16")
    private Integer maxAssociationsPerNode = 16;

    /** An association that nobody has used for so long is released, in seconds. */
    @ConfigProperty(defaultValue = "2")
    private Integer keepSeconds = 2;

    private transient @Nullable OpenAssociations open;
    private transient @Nullable DicomResourceAdapter adapter;
    private transient @Nullable PrintWriter logWriter;

    @Override
    public Object createConnectionFactory(ConnectionManager manager) {
        return new PooledConnectionFactory(this, manager);
    }

    @Override
    public Object createConnectionFactory() throws ResourceException {
        throw new NotSupportedException("Associations are pooled by the application server only.");
    }

    @Override
    public ManagedConnection createManagedConnection(@Nullable Subject subject, @Nullable ConnectionRequestInfo info)
            throws ResourceException {
        if (!(info instanceof DicomRequest request)) {
            throw new ResourceException("An association needs a remote and a purpose.");
        }
        return new DicomManagedConnection(this, request, openAssociations());
    }

    /** How many may be open with the node when one is opened for this. A search or an echo need not wait for images. */
    int limit(DicomRequest request) {
        int images = Math.min(request.remote().link().maxAssociations(), maxAssociationsPerNode);
        boolean beside = request.purpose() instanceof Purpose.Find || request.purpose() instanceof Purpose.Echo;
        return beside ? images + 1 : images;
    }

    /** Opens an association. */
    ServiceUser open(DicomRequest request) throws DicomFailure {
        Remote remote = request.remote();
        try {
            Association association =
                    Association.open(remote.host(), remote.port(), Proposals.of(request), settings(remote));
            ServiceUser user = new ServiceUser(association);
            if (!isExpected(association, remote.link())) {
                association.abort(Abort.BY_USER);
                throw new DicomFailure(
                        DicomFailure.Reason.TLS,
                        "Its certificate is not that of " + remote.link().certificateSubject() + ".");
            }
            if (!Proposals.isServed(association, request.purpose())) {
                user.close();
                throw new DicomFailure(
                        DicomFailure.Reason.NOT_ACCEPTED,
                        "The node opened the association and did not accept what we proposed.");
            }
            return user;
        } catch (AssociationException e) {
            throw Failures.of(e);
        }
    }

    private AssociationSettings settings(Remote remote) throws DicomFailure {
        AssociationSettings settings = new AssociationSettings(
                Duration.ofSeconds(connectTimeoutSeconds),
                Duration.ofSeconds(negotiationTimeoutSeconds),
                Duration.ofSeconds(idleTimeoutSeconds),
                maxPduLength);
        if (!remote.link().secure()) {
            return settings;
        }
        DicomResourceAdapter own = adapter;
        SSLContext context = (own == null ? Optional.<SSLContext>empty() : own.security())
                .orElseThrow(() -> new DicomFailure(
                        DicomFailure.Reason.OURS, "Our keys are not there at present: no DICOM port is open."));
        return settings.withTls(new TlsSettings(context, TlsSettings.ClientCertificate.NONE));
    }

    /** Is it who it should be? Whether its certificate is trusted at all has been seen to by TLS. */
    private static boolean isExpected(Association association, Link link) {
        return link.certificateSubject().isEmpty()
                || association.remoteCertificate().map(CertificateNames::of).orElse(Set.of()).stream()
                        .anyMatch(link.certificateSubject()::equalsIgnoreCase);
    }

    /** Takes what comes on a C-GET. */
    Intake.Receiver receive(DicomRequest request) throws DicomFailure {
        DicomResourceAdapter own = adapter;
        Remote remote = request.remote();
        return (own == null ? Optional.<Intake>empty() : own.intake())
                .orElseThrow(() ->
                        new DicomFailure(DicomFailure.Reason.OURS, "The application does not take objects at present."))
                .receive(new Party(
                        remote.calledAeTitle(),
                        remote.callingAeTitle(),
                        remote.host(),
                        remote.link().secure(),
                        Set.of()));
    }

    @Override
    public @Nullable ResourceAdapter getResourceAdapter() {
        return adapter;
    }

    @Override
    public void setResourceAdapter(ResourceAdapter own) throws ResourceException {
        if (!(own instanceof DicomResourceAdapter dicom)) {
            throw new ResourceException("This is not the DICOM resource adapter.");
        }
        adapter = dicom;
    }

    /** Those that are open with nodes, whoever uses them. */
    synchronized OpenAssociations openAssociations() {
        OpenAssociations associations = open;
        if (associations == null) {
            associations = new OpenAssociations();
            open = associations;
            releaseIdleOnes(associations);
        }
        return associations;
    }

    private void releaseIdleOnes(OpenAssociations associations) {
        Duration keep = Duration.ofSeconds(keepSeconds);
        DicomResourceAdapter own = adapter;
        if (own != null) {
            own.everySecond(() -> associations.releaseIdle(keep));
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as the interface has it
    public @Nullable ManagedConnection matchManagedConnections(
            Set candidates, @Nullable Subject subject, @Nullable ConnectionRequestInfo info) {
        for (Object candidate : candidates) {
            if (candidate instanceof DicomManagedConnection connection
                    && connection.request().equals(info)
                    && connection.claim()) {
                return connection;
            }
        }
        return null;
    }

    @Override
    public @Nullable PrintWriter getLogWriter() {
        return logWriter;
    }

    @Override
    public void setLogWriter(@Nullable PrintWriter out) {
        logWriter = out;
    }

    /** Seconds until a TCP connection stands. */
    public Integer getConnectTimeoutSeconds() {
        return connectTimeoutSeconds;
    }

    /** Seconds, 1 or more. */
    public void setConnectTimeoutSeconds(Integer seconds) {
        connectTimeoutSeconds = seconds;
    }

    /** Seconds until A-ASSOCIATE or A-RELEASE is through. */
    public Integer getNegotiationTimeoutSeconds() {
        return negotiationTimeoutSeconds;
    }

    /** Seconds, 1 or more. */
    public void setNegotiationTimeoutSeconds(Integer seconds) {
        negotiationTimeoutSeconds = seconds;
    }

    /** Longest silence of a node, in seconds. */
    public Integer getIdleTimeoutSeconds() {
        return idleTimeoutSeconds;
    }

    /** Seconds, 1 or more. */
    public void setIdleTimeoutSeconds(Integer seconds) {
        idleTimeoutSeconds = seconds;
    }

    /** Maximum PDU length that we offer, bytes. */
    public Integer getMaxPduLength() {
        return maxPduLength;
    }

    /** Bytes, even, 4096 to 16777216. */
    public void setMaxPduLength(Integer bytes) {
        maxPduLength = bytes;
    }

    /** Associations open at once with one node. */
    public Integer getMaxAssociationsPerNode() {
        return maxAssociationsPerNode;
    }

    /** 1 or more. */
    public void setMaxAssociationsPerNode(Integer associations) {
        maxAssociationsPerNode = associations;
    }

    /** Seconds that an unused association is kept. */
    public Integer getKeepSeconds() {
        return keepSeconds;
    }

    /** Seconds, 0 or more. */
    public void setKeepSeconds(Integer seconds) {
        keepSeconds = seconds;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
