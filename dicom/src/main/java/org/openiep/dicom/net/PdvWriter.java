package org.openiep.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Packs commands and data sets into P-DATA-TF PDUs, each as full as it may be, and writes as many at once as its buffer
 * holds; a command shares its PDU with the beginning of its data set.
 *
 * <pre>
 *  0    1   2        6            10   11        12
 * +----+---+--------+------------+----+---------+--------- - -
 * | 04 | 0 | length | PDV length | id | control | fragment       PS3.8 9.3.5, Annex E
 * +----+---+--------+------------+----+---------+--------- - -
 *                   `--- repeated while it fits --- - -
 * control: bit 0 command (else data set), bit 1 last fragment
 * </pre>
 */
final class PdvWriter {
    private static final int PDV_HEADER = 6;
    private static final int COMMAND = 1;
    private static final int LAST = 2;

    /** Where a peer takes only short PDUs, several of them are written together; bytes. */
    private static final int AT_ONCE = 256 * 1024;

    /** What of a PDU goes through our memory although it comes from a file; even. */
    private static final int HEAD = 16 * 1024;

    private final Wire wire;
    private final int longest;
    private ByteBuffer out = ByteBuffer.allocate(0);
    private int pdu;

    /**
     * @param maxLength longest P-DATA-TF to be sent, after its length field; even
     */
    PdvWriter(Wire wire, int maxLength) {
        this.wire = wire;
        this.longest = maxLength + PduDecoder.HEADER;
    }

    void message(int contextId, byte[] command, @Nullable Payload data) throws IOException {
        begin(command.length + (data == null ? 0 : data.remaining()));
        append(contextId, COMMAND, Payload.of(command));
        if (data instanceof FilePayload file && file.remaining() > longest && longest > AT_ONCE / 2) {
            appendFile(contextId, file);
        } else if (data != null) {
            append(contextId, 0, data);
        }
        finish();
    }

    /**
     * Sends a file to a peer that takes long PDUs: of each, the beginning goes out together with the headers, and the rest
     * straight from the file.
     */
    private void appendFile(int contextId, FilePayload file) throws IOException {
        while (wire.takesFiles() && file.remaining() > 2 * HEAD) {
            int header = out.position();
            int room = longest - (header - pdu) - PDV_HEADER;
            long fragment = Math.min(room, file.remaining());
            boolean last = fragment == file.remaining();
            out.putInt((int) fragment + 2).put((byte) contextId).put((byte) (last ? LAST : 0));
            out.limit(out.position() + HEAD);
            file.fill(out);
            out.putShort(pdu, (short) (PduType.P_DATA_TF << 8));
            out.putInt(pdu + 2, (int) (out.position() - HEAD + fragment) - pdu - PduDecoder.HEADER);
            write();
            file.send(wire, fragment - HEAD);
            openPdu();
        }
        if (file.remaining() > 0) {
            append(contextId, 0, file);
        }
    }

    void message(int contextId, byte[] command, StreamedData data) throws IOException {
        begin(Math.max(longest, AT_ONCE));
        append(contextId, COMMAND, Payload.of(command));
        Fragment fragment = new Fragment(contextId);
        data.writeTo(fragment);
        fragment.finish();
    }

    /** A data set on its way into PDUs. */
    private final class Fragment extends OutputStream {
        private final int contextId;
        private int header;

        Fragment(int contextId) throws AssociationException {
            this.contextId = contextId;
            open();
        }

        private void open() throws AssociationException {
            if (out.remaining() < PDV_HEADER + 2) {
                nextPdu();
            }
            header = out.position();
            out.position(header + PDV_HEADER);
        }

        private void seal(int last) {
            out.putInt(header, out.position() - header - 4);
            out.put(header + 4, (byte) contextId);
            out.put(header + 5, (byte) last);
        }

        @Override
        public void write(int b) throws AssociationException {
            write(new byte[] {(byte) b}, 0, 1);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws AssociationException {
            int at = offset;
            int end = offset + length;
            while (at < end) {
                if (!out.hasRemaining()) {
                    seal(0);
                    nextPdu();
                    open();
                }
                int n = Math.min(end - at, out.remaining());
                out.put(bytes, at, n);
                at += n;
            }
        }

        void finish() throws AssociationException {
            seal(LAST);
            PdvWriter.this.finish();
        }
    }

    /** Makes room for a message of so many bytes, or for as much of it as is written at once. */
    private void begin(long size) {
        long pdus = size / (longest - PduDecoder.HEADER - 2 * PDV_HEADER) + 2;
        long wanted = Math.min(Math.max(longest, AT_ONCE), size + pdus * (PduDecoder.HEADER + 2 * PDV_HEADER));
        if (out.capacity() < wanted) {
            out = ByteBuffer.allocateDirect((int) wanted);
        }
        out.clear();
        openPdu();
    }

    private void append(int contextId, int kind, Payload payload) throws IOException {
        do {
            if (out.remaining() < PDV_HEADER + 2) {
                nextPdu();
            }
            int header = out.position();
            out.position(header + PDV_HEADER);
            payload.fill(out);
            int last = payload.remaining() == 0 ? LAST : 0;
            out.putInt(header, out.position() - header - 4);
            out.put(header + 4, (byte) contextId);
            out.put(header + 5, (byte) (kind | last));
        } while (payload.remaining() > 0);
    }

    private void openPdu() {
        pdu = out.position();
        out.limit(Math.min(pdu + longest, out.capacity())).position(pdu + PduDecoder.HEADER);
    }

    private void sealPdu() {
        out.putShort(pdu, (short) (PduType.P_DATA_TF << 8));
        out.putInt(pdu + 2, out.position() - pdu - PduDecoder.HEADER);
    }

    /** The PDU is full. The next one stands behind it in the buffer, if it has room there. */
    private void nextPdu() throws AssociationException {
        sealPdu();
        if (out.capacity() - out.position() < longest) {
            write();
        }
        openPdu();
    }

    private void finish() throws AssociationException {
        if (out.position() > pdu + PduDecoder.HEADER) {
            sealPdu();
            write();
        }
    }

    private void write() throws AssociationException {
        wire.write(out.flip());
        out.clear();
    }
}
