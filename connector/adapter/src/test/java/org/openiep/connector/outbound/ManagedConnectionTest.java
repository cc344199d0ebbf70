package org.openiep.connector.outbound;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.Set;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.DicomFailure.Reason;
import org.openiep.connector.api.KindRefusal;
import org.openiep.connector.api.Link;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Remote;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.DicomServer;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Services;
import org.openiep.dicom.dimse.Status;

@DisplayName("Associations in the pool")
class ManagedConnectionTest {
    private static final Purpose ECHO = new Purpose.Echo();
    private static final Purpose FIND = new Purpose.Find();
    private static final Purpose MOVE = new Purpose.Move();
    private static final Purpose.ObjectKind CT = new Purpose.ObjectKind(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);

    private final DicomManagedConnectionFactory factory = new DicomManagedConnectionFactory();
    private Link link = Link.USUAL;
    private DicomServer node;
    private int port;

    @BeforeEach
    void start() throws Exception {
        node = DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of("NODE"),
                Services.ECHO
                        .withFind((model, keys, matches) -> Response.of(Status.OUT_OF_RESOURCES))
                        .withMove((move, report) -> MoveProgress.finished(0, 0, 0)));
        port = node.port();
    }

    @AfterEach
    void stop() {
        node.close();
    }

    private DicomRequest request(Purpose purpose) {
        return new DicomRequest(new Remote("127.0.0.1", port, "NODE", "OPENIEP", link), purpose);
    }

    private DicomManagedConnection open(Purpose purpose) throws Exception {
        DicomManagedConnection connection =
                (DicomManagedConnection) factory.createManagedConnection(null, request(purpose));
        connection.open();
        return connection;
    }

    private static boolean isConnected(DicomManagedConnection connection) {
        return connection.user().map(user -> user.association().isUsable()).orElse(false);
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
    @DisplayName("An association that the node has ended meanwhile is opened anew")
    void reopened() throws Exception {
        DicomManagedConnection echo = open(ECHO);
        ServiceUser before = echo.user().orElseThrow();
        assertThat(echo.acceptedAfter()).isPresent();
        echo.open();
        assertThat(echo.user()).containsSame(before);
        assertThat(echo.acceptedAfter()).as("nobody was dialled").isEmpty();
        before.association().close();
        echo.open();
        assertThat(echo.acceptedAfter())
                .hasValueSatisfying(time -> assertThat(time).isBetween(Duration.ofNanos(1), Duration.ofSeconds(20)));
        assertThat(isConnected(echo)).isTrue();
        assertThat(echo.user().orElseThrow()).isNotSameAs(before);
        echo.destroy();
    }

    @Test
    @DisplayName("Never more associations with a node than allowed; an idle one gives way to another purpose")
    void limit() throws Exception {
        link = new Link(1, 1, false, "");
        DicomManagedConnection move = open(MOVE);
        assertReason(() -> open(new Purpose.Store(Set.of(CT))), Reason.ALL_IN_USE);
        DicomManagedConnection find = open(FIND);
        assertReason(() -> open(ECHO), Reason.ALL_IN_USE);
        find.cleanup();
        DicomManagedConnection echo = open(ECHO);
        assertThat(isConnected(find)).isFalse();
        echo.cleanup();
        assertThat(find.claim()).isTrue();
        find.open();
        assertThat(isConnected(find)).isTrue();
        move.destroy();
        echo.destroy();
        find.destroy();
    }

    @Test
    @DisplayName("An association that nobody uses is released and leaves its place; one in use stays")
    void releasedWhenIdle() throws Exception {
        DicomManagedConnection used = open(FIND);
        DicomManagedConnection idle = open(ECHO);
        idle.cleanup();
        factory.openAssociations().releaseIdle(Duration.ofHours(1));
        assertThat(isConnected(idle)).isTrue();
        factory.openAssociations().releaseIdle(Duration.ZERO);
        assertThat(isConnected(idle)).isFalse();
        assertThat(isConnected(used)).isTrue();
        assertThat(idle.claim()).isTrue();
        idle.open();
        assertThat(isConnected(idle)).isTrue();
        used.destroy();
        idle.destroy();
    }

    @Test
    @DisplayName("An association for one time is released when it is closed, and leaves its place to the next at once")
    void once() throws Exception {
        link = new Link(1, 1, false, "");
        DicomManagedConnection rests = open(ECHO);
        ((AssociationHandle) rests.getConnection(null, null)).close();
        assertThat(isConnected(rests)).isTrue();
        rests.destroy();

        DicomManagedConnection echo = open(ECHO);
        AssociationHandle handle = (AssociationHandle) echo.getConnection(null, null);
        handle.once();
        handle.close();

        assertThat(isConnected(echo)).isFalse();
        DicomManagedConnection move = open(MOVE);
        DicomManagedConnection find = open(FIND);
        move.destroy();
        find.destroy();
        echo.destroy();
    }

    @Test
    @DisplayName("A node that cannot be reached costs no place")
    void unreachable() throws Exception {
        link = new Link(1, 1, false, "");
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        assertReason(() -> open(ECHO), Reason.UNREACHABLE);
        assertReason(() -> open(ECHO), Reason.UNREACHABLE);
    }

    private static void assertReason(ThrowingCallable call, Reason reason) {
        assertThatThrownBy(call)
                .isInstanceOfSatisfying(
                        DicomFailure.class, e -> assertThat(e.reason()).isEqualTo(reason));
    }

    @Test
    @DisplayName("A handle echoes, tells a refused search by its status, and is of no use after close")
    void handle() throws Exception {
        DicomManagedConnection managed = open(ECHO);
        DicomConnection connection = (DicomConnection) managed.getConnection(null, null);
        connection.echo();
        assertThat(connection.accepts(CT)).isFalse();
        connection.close();
        assertReason(connection::echo, Reason.OURS);
        managed.destroy();

        DicomManagedConnection search = open(FIND);
        try (DicomConnection find = (DicomConnection) search.getConnection(null, null)) {
            assertThatThrownBy(() -> find.find(new DataSet(), match -> true))
                    .isInstanceOfSatisfying(DicomFailure.class, e -> {
                        assertThat(e.reason()).isEqualTo(Reason.REFUSED);
                        assertThat(e.status()).isEqualTo(0xA700);
                    });
        }
        search.destroy();
    }

    @Test
    @DisplayName("I13: a node that takes no objects of a SOP class is asked kind by kind, and says which it minds")
    void nothingAccepted() throws Exception {
        DicomManagedConnection managed = open(new Purpose.Store(Set.of(CT)));
        try (DicomConnection connection = (DicomConnection) managed.getConnection(null, null)) {
            assertThat(connection.accepts(CT)).isFalse();
            assertThat(connection.refusal(CT).cause()).isEqualTo(KindRefusal.Cause.SOP_CLASS);
        }
        managed.destroy();
    }
}
