package org.openiep.dicom.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.openiep.dicom.data.Uids;

@DisplayName("Hostile and broken peers")
class HostilePeerTest {
    private static final AssociationSettings SHORT = RawPeer.PATIENT.withIdle(Duration.ofMillis(300));

    /** Says one byte now and then, each well within the idle time-out. */
    private static ScheduledExecutorService trickle(RawPeer peer) {
        ScheduledExecutorService slow = Executors.newSingleThreadScheduledExecutor();
        ScheduledFuture<?> unused = slow.scheduleAtFixedRate(
                () -> {
                    try {
                        peer.say(new byte[] {0});
                    } catch (IOException e) {
                        throw new java.io.UncheckedIOException(e);
                    }
                },
                0,
                50,
                TimeUnit.MILLISECONDS);
        return slow;
    }

    @Test
    @DisplayName("A message that trickles in byte by byte is ended, though it never pauses for long")
    void slowMessage() throws Exception {
        try (RawPeer peer = RawPeer.asking(SHORT, RawPeer.acceptAll())) {
            peer.say(RawPeer.request()).hear();
            peer.say("040000004000 00003ffc 03 00");
            ScheduledExecutorService slow = trickle(peer);
            try {
                Fragments data = peer.ours().receive().orElseThrow();
                assertThatThrownBy(data::readAllBytes).isInstanceOf(AssociationTimeoutException.class);
            } finally {
                slow.shutdownNow();
            }
        }
    }

    @Test
    @Timeout(30)
    @DisplayName("Silence in the middle of a large object is not forgiven for what came before")
    void silentAmidObject() throws Exception {
        try (RawPeer peer = RawPeer.asking(SHORT, RawPeer.acceptAll())) {
            peer.say(RawPeer.request()).hear();
            byte[] pdu = java.util.Arrays.copyOf(
                    java.util.HexFormat.of().parseHex("040000004000" + "00003ffc0300"), 6 + 0x4000);
            for (int i = 0; i < 16; i++) {
                peer.say(pdu);
            }
            Fragments data = peer.ours().receive().orElseThrow();
            assertThatThrownBy(data::readAllBytes).isInstanceOf(AssociationTimeoutException.class);
        }
    }

    @Test
    @DisplayName("A PDU header that trickles in is ended too")
    void slowHeader() throws Exception {
        AssociationSettings impatient = RawPeer.PATIENT.withIdle(Duration.ofMillis(120));
        try (RawPeer peer = RawPeer.asking(impatient, RawPeer.acceptAll())) {
            peer.say(RawPeer.request()).hear();
            peer.say("0400");
            ScheduledExecutorService slow = trickle(peer);
            try {
                assertThatThrownBy(() -> peer.ours().receive()).isInstanceOf(AssociationTimeoutException.class);
            } finally {
                slow.shutdownNow();
            }
        }
    }

    @Test
    @DisplayName("A request that trickles in is ended when the negotiation time-out is over")
    void slowRequest() throws Exception {
        AssociationSettings impatient =
                new AssociationSettings(Duration.ofSeconds(1), Duration.ofMillis(300), Duration.ofSeconds(5), 16_384);
        try (RawPeer peer = RawPeer.asking(impatient, RawPeer.acceptAll())) {
            peer.say("0100 00010000 0001");
            ScheduledExecutorService slow = trickle(peer);
            try {
                assertThatThrownBy(peer::ours).isInstanceOf(AssociationTimeoutException.class);
            } finally {
                slow.shutdownNow();
            }
        }
    }

    @Test
    @Timeout(30)
    @DisplayName("A peer that takes nothing of what we send is given up")
    void deafPeer() throws Exception {
        PresentationContext ct = new PresentationContext(3, Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        try (RawPeer peer = RawPeer.asking(SHORT, RawPeer.acceptAll())) {
            peer.say(RawPeer.request()).hear();
            StreamedData endless = out -> {
                byte[] zeros = new byte[65_536];
                while (true) {
                    out.write(zeros);
                }
            };
            assertThatThrownBy(() -> peer.ours().stream(ct, new byte[10], endless))
                    .isInstanceOf(AssociationTimeoutException.class);
            assertThat(peer.ours().isOpen()).isFalse();
        }
    }

    @Test
    @DisplayName("More than 128 contexts are refused, and of the transfer syntaxes of one the first 64 count")
    void manyItems() throws Exception {
        List<String> syntaxes =
                IntStream.range(0, 100).mapToObj(i -> "1.2.3." + i).toList();
        List<ProposedContext> contexts = new ArrayList<>();
        for (int id = 1; id <= 255; id += 2) {
            contexts.add(new ProposedContext(id, "1.2." + id, syntaxes));
        }
        AtomicReference<List<ProposedContext>> proposed = new AtomicReference<>(List.of());
        AcceptorPolicy all = RawPeer.acceptAll();
        AcceptorPolicy noting = (request, from) -> {
            proposed.set(request.contexts());
            return all.decide(request, from);
        };
        try (RawPeer peer = RawPeer.asking(RawPeer.PATIENT, noting)) {
            peer.say(new AssociateRequest("A", "B", contexts, UserInformation.of(0)));
            List<ProposedContext> remembered = peer.ours().request().contexts();
            assertThat(proposed.get())
                    .hasSize(128)
                    .allSatisfy(c -> assertThat(c.transferSyntaxes()).hasSize(64));
            assertThat(remembered)
                    .hasSize(128)
                    .allSatisfy(c -> assertThat(c.transferSyntaxes()).containsExactly("1.2.3.0"));
        }
        contexts.add(new ProposedContext(1, "1.2", syntaxes));
        try (RawPeer peer = RawPeer.asking()) {
            peer.say(new AssociateRequest("A", "B", contexts, UserInformation.of(0)));
            assertThatThrownBy(peer::ours).hasMessageContaining("More than 128 presentation contexts");
        }
    }

    @Test
    @DisplayName("A second request, an answer, or a rejection on a standing association ends it")
    void wrongState() throws Exception {
        AssociateAccept answer = new AssociateAccept("A", "B", List.of(), UserInformation.of(0));
        for (Pdu pdu : List.of(RawPeer.request(), answer, AssociateReject.NO_REASON, new Pdu.Release(true))) {
            try (RawPeer peer = RawPeer.asking()) {
                peer.say(RawPeer.request()).hear();
                peer.say(pdu).hangUp();
                assertThatThrownBy(() -> peer.ours().receive())
                        .isInstanceOf(DicomProtocolException.class)
                        .hasMessageContaining("came where a message was due");
                assertThat(peer.hear()).isEqualTo("070000000004" + "00000202");
            }
        }
    }

    @Test
    @DisplayName("User identity is answered where that was asked for, and an odd one is passed over")
    void userIdentity() throws Exception {
        UserInformation plain = UserInformation.of(16_384);
        for (int type = 1; type <= 3; type++) {
            UserInformation named = new UserInformation(
                    plain.maxPduLength(),
                    plain.implementationClassUid(),
                    "",
                    AsyncWindow.SYNCHRONOUS,
                    List.of(),
                    java.util.Optional.of(new UserIdentity(type, true, "somebody")),
                    false);
            try (RawPeer peer = RawPeer.asking()) {
                peer.say(new AssociateRequest("A", "B", RawPeer.request().contexts(), named));
                assertThat(peer.hear().contains("590000020000")).isEqualTo(type < 3);
                assertThat(peer.ours().request().user().identity().orElseThrow().userName())
                        .isEqualTo(type < 3 ? "somebody" : "");
            }
        }
    }

    @Test
    @DisplayName("One address cannot take all connections")
    void perAddress() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        CountDownLatch done = new CountDownLatch(1);
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ConnectionListener listener = new ConnectionListener(loopback, 10, 2, threads, channel -> {
            try {
                done.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            threads.execute(listener);
            try (Socket one = connect(listener);
                    Socket two = connect(listener);
                    Socket three = connect(listener)) {
                three.setSoTimeout(10_000);
                assertThat(three.getInputStream().read()).isEqualTo(-1);
                one.setSoTimeout(50);
                two.setSoTimeout(50);
                assertThatThrownBy(() -> one.getInputStream().read()).hasMessageContaining("timed out");
                assertThatThrownBy(() -> two.getInputStream().read()).hasMessageContaining("timed out");
            }
            done.countDown();
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    @DisplayName("A connection for which the system has no thread is closed, and the next one is served")
    void noThread() throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        AtomicBoolean exhausted = new AtomicBoolean(true);
        Executor sometimes = task -> {
            if (exhausted.getAndSet(false)) {
                throw new OutOfMemoryError("unable to create native thread");
            }
            threads.execute(task);
        };
        CountDownLatch served = new CountDownLatch(1);
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        try (ConnectionListener listener =
                new ConnectionListener(loopback, 10, sometimes, channel -> served.countDown())) {
            threads.execute(listener);
            try (Socket one = connect(listener)) {
                one.setSoTimeout(10_000);
                assertThat(one.getInputStream().read()).isEqualTo(-1);
            }
            try (Socket two = connect(listener)) {
                assertThat(served.await(10, TimeUnit.SECONDS))
                        .as("the next is served")
                        .isTrue();
                two.setSoTimeout(10_000);
                assertThat(two.getInputStream().read()).as("and closed then").isEqualTo(-1);
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static Socket connect(ConnectionListener listener) throws IOException {
        return new Socket(InetAddress.getLoopbackAddress(), listener.port());
    }
}
