package org.openiep.acceptance.peer;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;

/** A network between two programs: it carries what one sends to the other, as fast as it is told, until it is cut. */
public final class SlowLink implements AutoCloseable {
    private static final int PIECE = 32 * 1024;

    private final ServerSocket server;
    private final int target;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private volatile long bytesPerSecond;
    private volatile Duration pause = Duration.ZERO;
    private volatile boolean losesAnswers;

    /**
     * Starts it.
     *
     * @param target port on 127.0.0.1 that it leads to
     * @param bytesPerSecond for each connection
     */
    public SlowLink(int target, long bytesPerSecond) throws IOException {
        this.target = target;
        this.bytesPerSecond = bytesPerSecond;
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        thread("accept", this::accept);
    }

    public int port() {
        return server.getLocalPort();
    }

    /** From now on each connection carries this many bytes a second. */
    public void limit(long rate) {
        bytesPerSecond = rate;
    }

    /** From now on as fast as the machine can. */
    public void release() {
        bytesPerSecond = Long.MAX_VALUE;
    }

    /** From now on who connects waits that long before anything is carried. */
    public void pause(Duration time) {
        pause = time;
    }

    /** From now on nothing comes back from the target, or again what it sends then. */
    public void loseAnswers(boolean lose) {
        losesAnswers = lose;
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
                thread("out", () -> {
                    LockSupport.parkNanos(pause.toNanos());
                    carry(near, far, false);
                });
                thread("back", () -> carry(far, near, true));
            } catch (IOException targetDown) {
                cut();
            }
        }
    }

    private void carry(Socket from, Socket to, boolean back) {
        byte[] piece = new byte[PIECE];
        try (from;
                to) {
            InputStream in = from.getInputStream();
            OutputStream out = to.getOutputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                if (!back || !losesAnswers) {
                    out.write(piece, 0, n);
                }
                long rate = bytesPerSecond;
                if (rate < Long.MAX_VALUE) {
                    LockSupport.parkNanos(n * 1_000_000_000L / rate);
                }
            }
        } catch (IOException ended) {
            // One side went away; closing both tells the other.
        } finally {
            open.remove(from);
            open.remove(to);
        }
    }

    /** Breaks every connection that is open; new ones are carried again. */
    public void cut() {
        for (Socket socket : open) {
            try {
                socket.close();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        open.clear();
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, "slow-link-" + name);
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        cut();
    }
}
