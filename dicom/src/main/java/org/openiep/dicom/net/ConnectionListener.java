package org.openiep.dicom.net;

import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Collections;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * Listens on a port and gives each connection to a thread of its own. {@link #run} is the accept loop, for a thread
 * that the owner provides.
 */
public final class ConnectionListener implements Runnable, Closeable {
    private static final System.Logger LOG = System.getLogger(ConnectionListener.class.getName());
    private static final int BACKLOG = 128;

    private final ServerSocketChannel server;
    private final int port;
    private final int maxConnections;
    private final int maxPerAddress;
    private final Executor executor;
    private final Consumer<SocketChannel> service;
    private final Map<SocketChannel, InetAddress> open = new ConcurrentHashMap<>();
    private final AtomicBoolean closed = new AtomicBoolean();

    /**
     * Binds the port, with no limit for each address.
     *
     * @param address port 0 takes any free one
     * @param maxConnections more than these are closed without a word
     * @param executor runs each connection; a refusal closes it
     * @param service serves a connection; it is closed when this returns
     * @throws IOException when the port is taken or the address is not ours
     */
    public ConnectionListener(
            InetSocketAddress address, int maxConnections, Executor executor, Consumer<SocketChannel> service)
            throws IOException {
        this(address, maxConnections, maxConnections, executor, service);
    }

    /**
     * Binds the port.
     *
     * @param address port 0 takes any free one
     * @param maxConnections more than these are closed without a word
     * @param maxPerAddress so are more than these from one address: one caller must not shut out the others
     * @param executor runs each connection; a refusal closes it
     * @param service serves a connection; it is closed when this returns
     * @throws IOException when the port is taken or the address is not ours
     */
    public ConnectionListener(
            InetSocketAddress address,
            int maxConnections,
            int maxPerAddress,
            Executor executor,
            Consumer<SocketChannel> service)
            throws IOException {
        this.maxPerAddress = maxPerAddress;
        this.maxConnections = maxConnections;
        this.executor = executor;
        this.service = service;
        this.server = ServerSocketChannel.open();
        try {
            server.bind(address, BACKLOG);
            this.port = ((InetSocketAddress) server.getLocalAddress()).getPort();
        } catch (IOException | RuntimeException e) {
            server.close();
            throw new IOException(
                    "Cannot listen on " + address.getHostString() + ", port " + address.getPort() + ": "
                            + e.getMessage() + ".",
                    e);
        }
    }

    /** The port that it listens on. */
    public int port() {
        return port;
    }

    /** Accepts connections until {@link #close}. */
    @Override
    public void run() {
        while (!closed.get()) {
            try {
                take(server.accept());
            } catch (ClosedChannelException e) {
                close();
            } catch (IOException e) {
                // For instance too many open files: other connections must end first, so there is no hurry.
                LOG.log(System.Logger.Level.WARNING, "A connection could not be accepted: " + e.getMessage() + ".");
                pause();
            }
        }
    }

    private void pause() {
        try {
            Thread.sleep(200);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            close();
        }
    }

    private void take(SocketChannel channel) {
        InetAddress from = channel.socket().getInetAddress();
        if (from == null) {
            // It was closed before we came to it.
            quietly(channel);
            return;
        }
        open.put(channel, from);
        if (closed.get() || isTooMany(from)) {
            end(channel);
            return;
        }
        try {
            executor.execute(() -> {
                try {
                    service.accept(channel);
                } finally {
                    end(channel);
                }
            });
        } catch (RejectedExecutionException | OutOfMemoryError e) {
            // The system's threads may be used up, which is said by that error; others will come when there are some.
            LOG.log(System.Logger.Level.WARNING, "A connection was closed, since no thread is free.", e);
            end(channel);
        }
    }

    private boolean isTooMany(InetAddress from) {
        if (open.size() > maxConnections) {
            LOG.log(System.Logger.Level.WARNING, "A connection was closed: " + maxConnections + " are open already.");
            return true;
        }
        if (Collections.frequency(open.values(), from) > maxPerAddress) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "A connection was closed: " + maxPerAddress + " from " + from.getHostAddress()
                            + " are open already.");
            return true;
        }
        return false;
    }

    private void end(SocketChannel channel) {
        open.remove(channel);
        quietly(channel);
    }

    /** Ends listening, and every connection that is open. */
    @Override
    public void close() {
        closed.set(true);
        quietly(server);
        open.keySet().forEach(ConnectionListener::quietly);
    }

    private static void quietly(Closeable channel) {
        try {
            channel.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "A connection did not close cleanly.", e);
        }
    }
}
