package org.openiep.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Optional;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

/** TLS over TCP. Its buffers hold a few records, so that large PDUs need few system calls; 170 KiB in all. */
final class TlsTransport implements Transport {
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);
    private static final int RECORDS = 4;

    /** Records without data are allowed; a peer that sends nothing else only wants to keep us busy. */
    private static final int MAX_IDLE_RECORDS = 1000;

    private final SocketChannel channel;
    private final SSLEngine engine;
    private final int record;

    /** What came from the network, between position and limit. */
    private final ByteBuffer netIn;

    /** What has to go to the network, between position and limit. */
    private final ByteBuffer netOut;

    /** What was deciphered and did not fit into its reader's buffer, between position and limit. */
    private final ByteBuffer plainIn;

    private int idleRecords;

    TlsTransport(SocketChannel channel, SSLEngine engine) throws SSLException {
        this.channel = channel;
        this.engine = engine;
        this.record = engine.getSession().getPacketBufferSize();
        this.netIn = ByteBuffer.allocateDirect(RECORDS * record).flip();
        this.netOut = ByteBuffer.allocateDirect(RECORDS * record).flip();
        this.plainIn = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize())
                .flip();
        engine.beginHandshake();
    }

    @Override
    public int handshake() throws IOException {
        try {
            while (true) {
                switch (engine.getHandshakeStatus()) {
                    case NEED_TASK -> runTasks();
                    case NEED_WRAP -> {
                        if (!flush()) {
                            return SelectionKey.OP_WRITE;
                        }
                        wrap(NOTHING);
                    }
                    case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
                        if (!flush()) {
                            return SelectionKey.OP_WRITE;
                        }
                        int got = unwrap(NOTHING);
                        if (got < 0) {
                            throw new SecureConnectionException(
                                    "The other side closed the connection before TLS was agreed.", null);
                        }
                        if (got == 0 && engine.getHandshakeStatus() == HandshakeStatus.NEED_UNWRAP) {
                            return SelectionKey.OP_READ;
                        }
                    }
                    default -> {
                        return flush() ? READY : SelectionKey.OP_WRITE;
                    }
                }
            }
        } catch (SSLException e) {
            sayAlert();
            throw new SecureConnectionException("TLS could not be agreed: " + e.getMessage() + ".", e);
        }
    }

    /** The engine may have something to say about what went wrong; the other side's log is the better for it. */
    private void sayAlert() {
        try {
            if (flush() && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                wrap(NOTHING);
                flush();
            }
        } catch (IOException e) {
            // The connection ends for the reason that is known already.
        }
    }

    private void runTasks() {
        Runnable task = engine.getDelegatedTask();
        while (task != null) {
            task.run();
            task = engine.getDelegatedTask();
        }
    }

    @Override
    public int read(ByteBuffer in) throws IOException {
        int total = drain(in);
        while (in.hasRemaining()) {
            int got = unwrap(in);
            if (got < 0) {
                return total > 0 ? total : -1;
            }
            if (got == 0) {
                return total;
            }
            total += got - 1;
            idleRecords = got == 1 ? idleRecords + 1 : 0;
            if (idleRecords > MAX_IDLE_RECORDS) {
                throw new SSLException("more than " + MAX_IDLE_RECORDS + " records came without any data");
            }
        }
        return total;
    }

    private int drain(ByteBuffer in) {
        int n = Math.min(plainIn.remaining(), in.remaining());
        in.put(plainIn.slice(plainIn.position(), n));
        plainIn.position(plainIn.position() + n);
        return n;
    }

    /**
     * Takes one record.
     *
     * @param in takes what was in it, as far as it fits
     * @return -1 at the end, 0 when more has to arrive first, else one more than the bytes that {@code in} got
     */
    private int unwrap(ByteBuffer in) throws IOException {
        boolean direct = in.remaining() >= plainIn.capacity();
        while (true) {
            ByteBuffer target = direct ? in : plainIn.clear();
            SSLEngineResult result;
            try {
                result = engine.unwrap(netIn, target);
            } finally {
                if (!direct) {
                    plainIn.flip();
                }
            }
            after(result);
            switch (result.getStatus()) {
                case OK -> {
                    return 1 + (direct ? result.bytesProduced() : drain(in));
                }
                case BUFFER_UNDERFLOW -> {
                    int read = fill();
                    if (read <= 0) {
                        return read;
                    }
                }
                case CLOSED -> {
                    return -1;
                }
                case BUFFER_OVERFLOW -> throw new SSLException("a record is longer than agreed");
            }
        }
    }

    private int fill() throws IOException {
        netIn.compact();
        try {
            return channel.read(netIn);
        } finally {
            netIn.flip();
        }
    }

    /** After the first handshake there are still keys to be renewed, and answers to that to be sent. */
    private void after(SSLEngineResult result) throws IOException {
        if (result.getHandshakeStatus() == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP && flush()) {
            wrap(NOTHING);
            flush();
        }
    }

    @Override
    public boolean write(ByteBuffer out) throws IOException {
        while (flush()) {
            if (!out.hasRemaining()) {
                return true;
            }
            wrap(out);
        }
        return false;
    }

    /** Enciphers into the empty network buffer, as many records as fit. */
    private void wrap(ByteBuffer out) throws IOException {
        netOut.clear();
        try {
            do {
                SSLEngineResult result = engine.wrap(out, netOut);
                if (result.getStatus() == SSLEngineResult.Status.CLOSED && out.hasRemaining()) {
                    throw new SSLException("the connection is closed");
                }
                if (result.bytesConsumed() == 0 && result.bytesProduced() == 0 && out.hasRemaining()) {
                    throw new SSLException("the other side wants to begin anew, which is not done");
                }
            } while (out.hasRemaining() && netOut.remaining() >= record);
        } finally {
            netOut.flip();
        }
    }

    private boolean flush() throws IOException {
        if (netOut.hasRemaining()) {
            channel.write(netOut);
        }
        return !netOut.hasRemaining();
    }

    @Override
    public void finish() throws IOException {
        engine.closeOutbound();
        if (flush()) {
            wrap(NOTHING);
            flush();
        }
        channel.shutdownOutput();
    }

    @Override
    public Optional<X509Certificate> certificate() {
        try {
            Certificate[] chain = engine.getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate first
                    ? Optional.of(first)
                    : Optional.empty();
        } catch (SSLPeerUnverifiedException e) {
            return Optional.empty();
        }
    }
}
