package org.openiep.dicom.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.openiep.dicom.data.Uids;

/** The other side of an association, that says and hears bytes, with ours on a thread beside it. */
final class RawPeer implements AutoCloseable {
    static final AssociationSettings PATIENT =
            new AssociationSettings(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(5), 16_384);

    private final ServerSocketChannel server;
    private final Socket socket;
    private final CompletableFuture<Association> ours;

    private RawPeer(ServerSocketChannel server, Socket socket, CompletableFuture<Association> ours) {
        this.server = server;
        this.socket = socket;
        this.ours = ours;
    }

    @FunctionalInterface
    interface Side {
        Association open() throws Exception;
    }

    /** We accept; the raw peer asks. */
    static RawPeer asking(AssociationSettings settings, AcceptorPolicy policy) throws IOException {
        ServerSocketChannel server = bound();
        Socket socket = new Socket();
        socket.connect(server.getLocalAddress());
        SocketChannel accepted = server.accept();
        return new RawPeer(server, socket, async(() -> Association.accept(accepted, settings, policy)));
    }

    static RawPeer asking() throws IOException {
        return asking(PATIENT, acceptAll());
    }

    /** We ask; the raw peer has read our request and answers. */
    static RawPeer answering() throws IOException {
        ServerSocketChannel server = bound();
        int port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        CompletableFuture<Association> ours = async(() -> Association.open("127.0.0.1", port, request(), PATIENT));
        RawPeer peer = new RawPeer(server, server.accept().socket(), ours);
        peer.hear();
        return peer;
    }

    private static ServerSocketChannel bound() throws IOException {
        return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
    }

    private static CompletableFuture<Association> async(Side side) {
        CompletableFuture<Association> future = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(side.open());
            } catch (Exception | Error e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    static AcceptorPolicy acceptAll() {
        return (request, from) -> new AcceptorPolicy.Accept(request.contexts().stream()
                .map(c -> ContextAnswer.accept(c.id(), c.transferSyntaxes().get(0)))
                .toList());
    }

    static AssociateRequest request() {
        return new AssociateRequest(
                "CALLED",
                "CALLING",
                List.of(
                        new ProposedContext(1, Uids.VERIFICATION, List.of(Uids.IMPLICIT_VR_LITTLE_ENDIAN)),
                        new ProposedContext(3, Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN))),
                UserInformation.of(16_384));
    }

    static byte[] bytes(Pdu pdu) {
        ByteBuffer buffer = PduEncoder.encode(pdu);
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    RawPeer say(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawPeer say(String hex) throws IOException {
        return say(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    RawPeer say(Pdu pdu) throws IOException {
        return say(bytes(pdu));
    }

    RawPeer hangUp() throws IOException {
        socket.shutdownOutput();
        return this;
    }

    /** The next PDU in hexadecimal; "closed" at the end. */
    String hear() throws IOException {
        socket.setSoTimeout(10_000);
        byte[] header = socket.getInputStream().readNBytes(6);
        if (header.length == 0) {
            return "closed";
        }
        int length = ByteBuffer.wrap(header).getInt(2);
        byte[] body = socket.getInputStream().readNBytes(length);
        return HexFormat.of().formatHex(header) + HexFormat.of().formatHex(body);
    }

    /** Our side, once the negotiation is through. */
    Association ours() throws Exception {
        try {
            return ours.get(10, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
        server.close();
    }
}
