package org.openiep.dicom.net;

import com.code_intelligence.jazzer.api.BugDetectors;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A connection whose other side has said all it will say: so one thread can play both sides, thousands of times a
 * second.
 */
final class Loopback implements AutoCloseable {
    /** What the buffers of a connection hold without a reader. */
    static final int MOST = 60_000;

    private static final ServerSocketChannel SERVER = listen();

    private final Socket theirs;
    private final SocketChannel ours;
    private @Nullable Wire wire;

    private Loopback(Socket theirs, SocketChannel ours) {
        this.theirs = theirs;
        this.ours = ours;
    }

    private static ServerSocketChannel listen() {
        try {
            return ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same in a fuzz test: Jazzer would take the connection for one that the input has brought about. */
    static Loopback fuzzed(byte[]... pieces) throws IOException {
        BugDetectors.allowNetworkConnections();
        return saying(pieces);
    }

    /** The other side says this, as far as it fits, and hangs up. */
    static synchronized Loopback saying(byte[]... pieces) throws IOException {
        Socket theirs = new Socket();
        theirs.setOption(StandardSocketOptions.SO_LINGER, 0);
        theirs.connect(SERVER.getLocalAddress());
        SocketChannel ours = SERVER.accept();
        int left = MOST;
        for (byte[] piece : pieces) {
            int n = Math.min(left, piece.length);
            theirs.getOutputStream().write(piece, 0, n);
            left -= n;
        }
        theirs.shutdownOutput();
        return new Loopback(theirs, ours);
    }

    SocketChannel ours() {
        return ours;
    }

    Wire wire() throws AssociationException {
        Wire opened = new Wire(ours, Optional.empty());
        opened.waitAtMost(Duration.ofMillis(200));
        wire = opened;
        return opened;
    }

    @Override
    public void close() throws IOException {
        if (wire != null) {
            wire.close();
        }
        ours.close();
        theirs.close();
    }
}
