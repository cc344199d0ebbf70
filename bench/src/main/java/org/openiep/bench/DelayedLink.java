package org.openiep.bench;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.locks.LockSupport;

/** A distant network between two programs: as much as the machine can carry, but every byte is under way for a while. */
final class DelayedLink implements AutoCloseable {
    private static final int PIECE = 64 * 1024;

    /** As much as a line of some Gbit/s holds in 30 ms, and more. */
    private static final int PIECES_UNDER_WAY = 1024;

    private final ServerSocket server;
    private final int target;
    private final long delayNanos;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();

    /** Bytes that have been sent and not arrived; none at all is the end of the stream. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Piece(byte[] bytes, int length, long due) {}

    /**
     * Starts it.
     *
     * @param target port on 127.0.0.1 that it leads to
     * @param roundTrip there and back; each way takes half of it
     */
    DelayedLink(int target, Duration roundTrip) throws IOException {
        this.target = target;
        this.delayNanos = roundTrip.toNanos() / 2;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread("accept", this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                Socket near = server.accept();
                open.add(near);
                Socket far = new Socket(InetAddress.getLoopbackAddress(), target);
                open.add(far);
                near.setTcpNoDelay(true);
                far.setTcpNoDelay(true);
                carry(near, far);
                carry(far, near);
            } catch (IOException ended) {
                if (!server.isClosed()) {
                    Plan.say("The link's target does not answer: %s", String.valueOf(ended.getMessage()));
                }
            }
        }
    }

    private void carry(Socket from, Socket to) {
        BlockingQueue<Piece> line = new LinkedBlockingQueue<>(PIECES_UNDER_WAY);
        thread("in", () -> take(from, line));
        thread("out", () -> give(line, to));
    }

    private void take(Socket from, BlockingQueue<Piece> line) {
        try {
            InputStream in = from.getInputStream();
            int length;
            do {
                byte[] bytes = new byte[PIECE];
                length = read(in, bytes);
                line.put(new Piece(bytes, length, System.nanoTime() + delayNanos));
            } while (length >= 0);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A connection that breaks ends the stream. */
    private static int read(InputStream in, byte[] bytes) {
        try {
            return in.read(bytes);
        } catch (IOException broken) {
            return -1;
        }
    }

    private void give(BlockingQueue<Piece> line, Socket to) {
        try {
            OutputStream out = to.getOutputStream();
            Piece piece = line.take();
            while (piece.length() >= 0) {
                long wait = piece.due() - System.nanoTime();
                while (wait > 0) {
                    LockSupport.parkNanos(wait);
                    wait = piece.due() - System.nanoTime();
                }
                out.write(piece.bytes(), 0, piece.length());
                piece = line.take();
            }
            to.shutdownOutput();
        } catch (IOException ended) {
            open.remove(to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "delayed-link-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
