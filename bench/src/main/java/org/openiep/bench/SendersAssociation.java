package org.openiep.bench;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import jdk.net.ExtendedSocketOptions;
import org.openiep.dicom.data.Uids;

/**
 * An association for sending only, as bare as it can be, so that the sender never is what is measured: PDUs from memory
 * in one gathering write, a blocking socket, TCP_NODELAY, and TCP_QUICKACK before every read. One presentation context
 * (1) in explicit VR little endian (PS3.8 9.3).
 */
final class SendersAssociation implements Closeable {
    private static final int OUR_MAX_PDU = 16384;
    private static final int LARGEST_PDU = 256 * 1024;
    private static final int HEADER = 6;
    private static final int STATUS = 0x00000900;

    private final SocketChannel channel;
    private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024).order(ByteOrder.BIG_ENDIAN);
    private final int maxPdu;
    private final int window;

    private SendersAssociation(SocketChannel channel, Target target, String sopClassUid, int window)
            throws IOException {
        this.channel = channel;
        channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
        in.limit(0);
        channel.write(request(target, sopClassUid, window));
        Accepted accepted = Accepted.of(pdu());
        this.maxPdu = (accepted.maxPdu() == 0 ? LARGEST_PDU : Math.min(accepted.maxPdu(), LARGEST_PDU)) & ~1;
        this.window = Math.min(window, accepted.window());
    }

    /** @param window objects before an answer, if the receiver agrees; 1 for one by one */
    static SendersAssociation open(Target target, String sopClassUid, int window) throws IOException {
        SocketChannel channel = SocketChannel.open(new InetSocketAddress(target.host(), target.port()));
        try {
            return new SendersAssociation(channel, target, sopClassUid, window);
        } catch (IOException e) {
            channel.close();
            throw e;
        }
    }

    /** Longest P-DATA-TF that the receiver takes, at most 256 KiB. */
    int maxPdu() {
        return maxPdu;
    }

    /** Objects that may be sent before the first is answered; 1 unless the receiver agreed to more (PS3.7 D.3.3.3). */
    int window() {
        return window;
    }

    /** Sends whole PDUs: one that is used up by it, and others that stay as they are. */
    void send(ByteBuffer first, List<ByteBuffer> rest) throws IOException {
        ByteBuffer[] pdus = Stream.concat(Stream.of(first), rest.stream().map(ByteBuffer::duplicate))
                .toArray(ByteBuffer[]::new);
        ByteBuffer last = pdus[pdus.length - 1];
        while (last.hasRemaining()) {
            channel.write(pdus);
        }
    }

    /** Waits for a C-STORE-RSP and answers its status. */
    int status() throws IOException {
        ByteBuffer body = pdu();
        if (body.get(0) != 0x04) {
            throw new IOException("The receiver sent PDU type " + body.get(0) + " instead of an answer.");
        }
        body.position(HEADER + 6).order(ByteOrder.LITTLE_ENDIAN);
        while (body.remaining() >= 10) {
            int tag = (body.getShort() << 16) | (body.getShort() & 0xFFFF);
            int length = body.getInt();
            if (tag == STATUS) {
                return body.getShort() & 0xFFFF;
            }
            body.position(body.position() + length);
        }
        throw new IOException("The receiver's answer has no status.");
    }

    private static ByteBuffer request(Target target, String sopClassUid, int window) {
        ByteBuffer out = ByteBuffer.allocate(1024);
        out.putShort((short) 0x0100).putInt(0).putShort((short) 1).putShort((short) 0);
        out.put(title(target.calledAeTitle()))
                .put(title(target.callingAeTitle()))
                .position(out.position() + 32);
        item(out, 0x10, Uids.APPLICATION_CONTEXT);
        int context = out.position();
        out.putShort((short) 0x2000).putShort((short) 0).putInt(0x01000000);
        item(out, 0x30, sopClassUid);
        item(out, 0x40, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        out.putShort(context + 2, (short) (out.position() - context - 4));
        int user = out.position();
        out.putShort((short) 0x5000).putShort((short) 0);
        out.putShort((short) 0x5100).putShort((short) 4).putInt(OUR_MAX_PDU);
        item(out, 0x52, Uids.IMPLEMENTATION_CLASS);
        if (window > 1) {
            out.putShort((short) 0x5300)
                    .putShort((short) 4)
                    .putShort((short) window)
                    .putShort((short) 1);
        }
        out.putShort(user + 2, (short) (out.position() - user - 4));
        return out.putInt(2, out.position() - HEADER).flip();
    }

    private static byte[] title(String title) {
        return (title + "                ").substring(0, 16).getBytes(StandardCharsets.US_ASCII);
    }

    private static void item(ByteBuffer out, int type, String text) {
        byte[] ascii = text.getBytes(StandardCharsets.US_ASCII);
        out.putShort((short) (type << 8)).putShort((short) ascii.length).put(ascii);
    }

    /**
     * What the receiver said.
     *
     * @param maxPdu 0 for any length
     */
    private record Accepted(int maxPdu, int window) {
        static Accepted of(ByteBuffer pdu) throws IOException {
            if (pdu.get(0) != 0x02) {
                throw new IOException("The receiver did not accept the association (PDU type " + pdu.get(0) + ", "
                        + pdu.get(8) + " " + pdu.get(9) + ").");
            }
            int longest = 0;
            int window = 1;
            pdu.position(74);
            while (pdu.remaining() >= 4) {
                int type = pdu.getShort() >> 8;
                int length = pdu.getShort();
                if (type == 0x21 && pdu.get(pdu.position() + 2) != 0) {
                    throw new IOException("The receiver refused the presentation context.");
                }
                if (type == 0x51) {
                    longest = pdu.getInt(pdu.position());
                }
                if (type == 0x53) {
                    window = pdu.getShort(pdu.position());
                }
                // The items inside the user information are walked like those around it.
                pdu.position(pdu.position() + (type == 0x50 ? 0 : length));
            }
            return new Accepted(longest, window);
        }
    }

    /** The next PDU, whole, from its header on. */
    private ByteBuffer pdu() throws IOException {
        need(HEADER);
        int length = in.getInt(in.position() + 2) + HEADER;
        need(length);
        ByteBuffer pdu = in.slice(in.position(), length);
        in.position(in.position() + length);
        return pdu;
    }

    private void need(int n) throws IOException {
        while (in.remaining() < n) {
            in.compact();
            channel.setOption(ExtendedSocketOptions.TCP_QUICKACK, true);
            int read = channel.read(in);
            in.flip();
            if (read < 0) {
                throw new EOFException("The receiver closed the connection.");
            }
        }
    }

    /** Releases in good order. */
    void release() throws IOException {
        channel.write(ByteBuffer.wrap(new byte[] {5, 0, 0, 0, 0, 4, 0, 0, 0, 0}));
        pdu();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
