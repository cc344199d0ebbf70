package org.openiep.connector.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.resource.ResourceException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.DicomFailure.Reason;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Remote;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.DicomServer;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.Status;

@DisplayName("Associations in the pool")
class ManagedConnectionTest {
    private static final Purpose ECHO = new Purpose.Echo();
    private static final Purpose FIND = new Purpose.Find();
    private static final Purpose.ObjectKind CT = new Purpose.ObjectKind(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);

    private final DicomManagedConnectionFactory factory = new DicomManagedConnectionFactory();
    private DicomServer node;

    @BeforeEach
    void start() throws Exception {
        node = DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of("NODE"),
                Services.ECHO.withFind((model, keys, matches) -> Response.of(Status.OUT_OF_RESOURCES)));
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private DicomRequest request(Purpose purpose) {
        return new DicomRequest(new Remote("127.0.0.1", node.port(), "NODE", "OPENIEP"), purpose);
    }

    private DicomManagedConnection open(Purpose purpose) throws ResourceException {
        return (DicomManagedConnection) factory.createManagedConnection(null, request(purpose));
    }

    @Test
    @DisplayName("An idle association is matched for the same remote and purpose only, and by one")
    void matching() throws Exception {
        DicomManagedConnection echo = open(ECHO);
        Set<DicomManagedConnection> pool = Set.of(echo);
        assertThat(factory.matchManagedConnections(pool, null, request(ECHO))).isNull();
        echo.cleanup();
        assertThat(factory.matchManagedConnections(pool, null, request(FIND))).isNull();
        assertThat(factory.matchManagedConnections(pool, null, request(ECHO))).isSameAs(echo);
        assertThat(factory.matchManagedConnections(pool, null, request(ECHO))).isNull();
        echo.destroy();
    }

    @Test
    @DisplayName("An association that the node has ended is not matched")
    void dead() throws Exception {
        DicomManagedConnection echo = open(ECHO);
        echo.cleanup();
        node.close();
        org.awaitility.Awaitility.await().until(() -> !echo.user().association().isUsable());
        assertThat(factory.matchManagedConnections(Set.of(echo), null, request(ECHO)))
                .isNull();
    }

    @Test
    @DisplayName("Never more associations with a node than allowed; an idle one gives way to another purpose")
    void limit() throws Exception {
        factory.setMaxAssociationsPerNode(1);
        DicomManagedConnection echo = open(ECHO);
        assertThatThrownBy(() -> open(FIND))
                .hasCauseInstanceOf(DicomFailure.class)
                .hasMessageContaining("All 1 associations");
        echo.cleanup();
        DicomManagedConnection find = open(FIND);
        assertThat(echo.user().association().isOpen()).isFalse();
        echo.destroy();
        assertThatThrownBy(() -> open(ECHO)).isInstanceOf(ResourceException.class);
        find.destroy();
        open(ECHO).destroy();
    }

    @Test
    @DisplayName("A handle echoes, tells a refused search by its status, and is of no use after close")
    void handle() throws Exception {
        DicomManagedConnection managed = open(ECHO);
        DicomConnection connection = (DicomConnection) managed.getConnection(null, null);
        connection.echo();
        assertThat(connection.accepts(CT)).isFalse();
        connection.close();
        assertThatThrownBy(connection::echo)
                .isInstanceOfSatisfying(
                        DicomFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.OURS));
        managed.destroy();

        DicomManagedConnection search = open(FIND);
        try (DicomConnection find = (DicomConnection) search.getConnection(null, null)) {
            assertThatThrownBy(() -> find.find(new org.openiep.dicom.data.DataSet(), match -> true))
                    .isInstanceOfSatisfying(DicomFailure.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                        assertThat(e.status()).isEqualTo(0xA700);
                    });
        }
        search.destroy();
    }

    @Test
    @DisplayName("A node that takes nothing of what we propose is told at once")
    void nothingAccepted() {
        assertThatThrownBy(() -> open(new Purpose.Store(Set.of(CT))))
                .cause()
                .isInstanceOfSatisfying(
                        DicomFailure.class, e -> assertThat(e.reason()).isEqualTo(Reason.NOT_ACCEPTED));
    }
}
