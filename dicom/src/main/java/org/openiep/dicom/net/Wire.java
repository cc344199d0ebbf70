package org.openiep.dicom.net;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.SocketOption;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.FileChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * A TCP connection with one read buffer, that waits for the other side in both directions, but never for ever. The
 * channel itself does not block: a blocking one would wait for ever in a write to a peer that stopped reading.
 */
final class Wire implements Closeable {
    /** Enough for a negotiation; an association that carries images asks for more. */
    private static final int FIRST_BUFFER = 16 * 1024;

    /** A channel that is closed elsewhere does not wake the selector, so it is looked at now and then; ms. */
    private static final int GLANCE = 500;

    /** A peer that is slower for longer than the idle time-out is let go; ns for each byte, that is 1 KiB/s. */
    private static final long SLOWEST = TimeUnit.SECONDS.toNanos(1) / 1024;

    private final SocketChannel channel;
    private final Transport transport;
    private final Selector selector;
    private final SelectionKey key;
    private final @Nullable SocketOption<Boolean> quickAck;
    private ByteBuffer in;
    private long patience;
    private long deadline;
    private boolean limited;

    /** Of the piece that is being read: bytes that have arrived, and how long we waited for them, in ns. */
    private long arrived;

    private long waited;

    /**
     * Takes over a connected channel; it is closed when that fails.
     *
     * @param tls secures the connection, if it is to be secure; see {@link #handshake}
     */
    Wire(SocketChannel channel, Optional<SSLEngine> tls) throws AssociationException {
        this.channel = channel;
        try {
            channel.configureBlocking(false);
            channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.setOption(StandardSocketOptions.SO_KEEPALIVE, true);
            transport = tls.isPresent() ? new TlsTransport(channel, tls.get()) : new PlainTransport(channel);
            quickAck = quickAckOf(channel);
            selector = Selector.open();
            key = channel.register(selector, SelectionKey.OP_READ);
        } catch (IOException e) {
            closeQuietly(channel);
            throw broken(e);
        }
        in = ByteBuffer.allocateDirect(FIRST_BUFFER).flip();
    }

    /** Opens a connection. */
    static SocketChannel connect(String host, int port, Duration timeout) throws PeerUnreachableException {
        InetSocketAddress address = new InetSocketAddress(host, port);
        if (address.isUnresolved()) {
            throw new PeerUnreachableException("The host name " + host + " is unknown.");
        }
        SocketChannel channel = null;
        try {
            channel = SocketChannel.open();
            channel.socket().connect(address, Math.toIntExact(Math.max(1, timeout.toMillis())));
            return channel;
        } catch (IOException | RuntimeException e) {
            if (channel != null) {
                closeQuietly(channel);
            }
            throw new PeerUnreachableException(
                    "No connection to " + host + ", port " + port + ": " + plain(e, timeout) + ".", e);
        }
    }

    private static String plain(Exception e, Duration timeout) {
        if (e instanceof java.net.SocketTimeoutException) {
            return "no answer within " + timeout.toMillis() + " ms";
        }
        String message = e.getMessage();
        return message == null ? e.getClass().getSimpleName() : message;
    }

    /** From now on each wait alone ends after this time. */
    void waitAtMost(Duration each) {
        patience = each.toNanos();
        limited = false;
    }

    /** From now on all waits together end after this time. */
    void finishWithin(Duration all) {
        deadline = System.nanoTime() + all.toNanos();
        limited = true;
    }

    /**
     * Begins a piece, whose bytes must come without pauses of more than the idle time-out in all, but for what a slow
     * line needs: else one byte now and then would hold the association, and what it occupies, for ever.
     */
    void beginPiece() {
        arrived = 0;
        waited = 0;
    }

    /** Agrees on TLS, where that is wanted. */
    void handshake() throws AssociationException {
        try {
            for (int operation = transport.handshake();
                    operation != Transport.READY;
                    operation = transport.handshake()) {
                await(operation, patience);
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            throw broken(e);
        }
    }

    /** The other side's certificate, if it has shown one. */
    Optional<X509Certificate> certificate() {
        return transport.certificate();
    }

    /** The read buffer; what lies between its position and limit has arrived and not been used. */
    ByteBuffer in() {
        return in;
    }

    /** Makes the read buffer hold this many bytes, if it does not yet. */
    void growTo(int size) {
        if (size > in.capacity()) {
            in = ByteBuffer.allocateDirect(size).put(in).flip();
        }
    }

    /** Waits until {@code n} bytes, at most the buffer's size, have arrived. */
    void need(int n) throws AssociationException {
        while (in.remaining() < n) {
            if (!fill(n)) {
                throw new ConnectionLostException("The other side closed the connection without A-RELEASE or A-ABORT.");
            }
        }
    }

    /** Has anything arrived, or has the connection ended? Does not wait. */
    boolean hasNews() {
        if (in.hasRemaining()) {
            return true;
        }
        try {
            in.clear();
            int n = transport.read(in);
            in.flip();
            return n != 0;
        } catch (IOException e) {
            in.position(0).limit(0);
            return true;
        }
    }

    /** Waits until something has arrived or the connection has ended, at most this long. */
    boolean awaitNews(Duration longest) throws AssociationException {
        long until = System.nanoTime() + longest.toNanos();
        try {
            while (!hasNews()) {
                await(SelectionKey.OP_READ, until - System.nanoTime());
            }
            return true;
        } catch (AssociationTimeoutException e) {
            return false;
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            throw broken(e);
        }
    }

    /** Reads once, behind what is there; makes room for {@code n} bytes first. False at the end of the stream. */
    private boolean fill(int n) throws AssociationException {
        int start = in.position();
        int end = in.limit();
        if (start == end) {
            start = 0;
            end = 0;
        } else if (start + n > in.capacity()) {
            in.compact();
            end = in.position();
            start = 0;
        }
        in.limit(in.capacity()).position(end);
        try {
            int read = transport.read(in);
            if (read == 0) {
                waited += await(SelectionKey.OP_READ, patience(arrived, waited));
                read = transport.read(in);
            }
            arrived += Math.max(0, read);
            return read >= 0;
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            throw broken(e);
        } finally {
            in.limit(in.position()).position(start);
        }
    }

    /** Writes all of it. */
    void write(ByteBuffer out) throws AssociationException {
        int start = out.position();
        long waiting = 0;
        try {
            while (!transport.write(out)) {
                waiting += await(SelectionKey.OP_WRITE, patience(out.position() - start, waiting));
            }
        } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
            throw broken(e);
        }
    }

    /** Can bytes of a file go out without a copy in our memory? */
    boolean takesFiles() {
        return transport.takesFiles();
    }

    /**
     * Writes a part of a file.
     *
     * @throws EOFException when the file has become shorter
     */
    void write(FileChannel file, long from, long count) throws IOException {
        long done = 0;
        long waiting = 0;
        while (done < count) {
            try {
                long n = transport.write(file, from + done, count - done);
                done += n;
                if (n == 0) {
                    if (file.size() <= from + done) {
                        throw new EOFException("The file became shorter while it was sent.");
                    }
                    waiting += await(SelectionKey.OP_WRITE, patience(done, waiting));
                }
            } catch (EOFException e) {
                throw e;
            } catch (IOException | ClosedSelectorException | CancelledKeyException e) {
                throw broken(e);
            }
        }
    }

    /** How long the next wait may be: never longer than the idle time-out, and shorter when the waits add up. */
    private long patience(long bytes, long alreadyWaited) {
        return Math.min(patience, patience + bytes * SLOWEST - alreadyWaited);
    }

    /**
     * Waits for the other side.
     *
     * @param longest unless a limit for all waits together holds, ns
     * @return how long it took, ns
     */
    private long await(int operation, long longest) throws IOException {
        if (operation == SelectionKey.OP_READ && quickAck != null) {
            // Stock peers write a header and a body apart with Nagle on, and a delayed ACK would stall them for 40 ms.
            channel.setOption(quickAck, true);
        }
        key.interestOps(operation);
        long start = System.nanoTime();
        long until = limited ? deadline : start + longest;
        long now = start;
        while (true) {
            long millis = TimeUnit.NANOSECONDS.toMillis(until - now + 999_999);
            if (millis <= 0) {
                throw new AssociationTimeoutException("The other side was silent or too slow for too long.");
            }
            int ready = selector.select(Math.min(millis, GLANCE));
            selector.selectedKeys().clear();
            now = System.nanoTime();
            if (ready > 0) {
                return now - start;
            }
            if (!channel.isOpen() || Thread.currentThread().isInterrupted()) {
                throw new ConnectionLostException("The association was ended on our side.");
            }
        }
    }

    private static AssociationException broken(Exception e) {
        if (e instanceof AssociationException known) {
            return known;
        }
        if (e instanceof ClosedChannelException || e instanceof RuntimeException) {
            return new ConnectionLostException("The association was ended on our side.", e);
        }
        if (e instanceof SSLException) {
            return new SecureConnectionException("TLS failed: " + e.getMessage() + ".", e);
        }
        return new ConnectionLostException("The connection broke: " + e.getMessage() + ".", e);
    }

    /** Sends our end of stream and lets the other side finish reading before the connection goes. */
    void closeGently(Duration grace) {
        try {
            finishWithin(grace);
            transport.finish();
            do {
                in.position(0).limit(0);
            } while (fill(1));
        } catch (IOException e) {
            // The connection is over either way.
        } finally {
            close();
        }
    }

    /** The other side's address. */
    InetAddress remoteAddress() throws AssociationException {
        try {
            SocketAddress remote = channel.getRemoteAddress();
            if (remote instanceof InetSocketAddress address) {
                return address.getAddress();
            }
            throw new ConnectionLostException("The connection has no other side.");
        } catch (IOException e) {
            throw broken(e);
        }
    }

    boolean isOpen() {
        return channel.isOpen();
    }

    /** Ends the connection at once; a thread that waits in it gets a {@link ConnectionLostException}. */
    @Override
    public void close() {
        closeQuietly(channel);
        closeQuietly(selector);
    }

    private static void closeQuietly(Closeable resource) {
        try {
            resource.close();
        } catch (IOException e) {
            // Nobody can do anything about a connection that does not even close.
        }
    }

    /** Only some platforms have it, in a module that a container may hide; so it is found by name. */
    @SuppressWarnings("unchecked")
    private static @Nullable SocketOption<Boolean> quickAckOf(SocketChannel channel) {
        for (SocketOption<?> option : channel.supportedOptions()) {
            if (option.name().equals("TCP_QUICKACK") && option.type() == Boolean.class) {
                return (SocketOption<Boolean>) option;
            }
        }
        return null;
    }
}
