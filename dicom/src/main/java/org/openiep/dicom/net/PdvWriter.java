package org.openiep.dicom.net;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Packs commands and data sets into P-DATA-TF PDUs, each as full as it may be and written at once; a command shares its
 * PDU with the beginning of its data set.
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

    private final Wire wire;
    private final int longest;
    private ByteBuffer out = ByteBuffer.allocate(0);

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
        if (data != null) {
            append(contextId, 0, data);
        }
        flush();
    }

    void message(int contextId, byte[] command, StreamedData data) throws IOException {
        begin(longest);
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
                PdvWriter.this.flush();
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
                    PdvWriter.this.flush();
                    open();
                }
                int n = Math.min(end - at, out.remaining());
                out.put(bytes, at, n);
                at += n;
            }
        }

        void finish() throws AssociationException {
            seal(LAST);
            PdvWriter.this.flush();
        }
    }

    private void begin(long size) {
        long wanted = Math.min(longest, size + PduDecoder.HEADER + 2 * PDV_HEADER);
        if (out.capacity() < wanted) {
            out = ByteBuffer.allocateDirect((int) wanted);
        }
        out.clear().limit(Math.min(longest, out.capacity())).position(PduDecoder.HEADER);
    }

    private void append(int contextId, int kind, Payload payload) throws IOException {
        do {
            if (out.remaining() < PDV_HEADER + 2) {
                flush();
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

    private void flush() throws AssociationException {
        out.flip();
        out.putShort(0, (short) (PduType.P_DATA_TF << 8));
        out.putInt(2, out.limit() - PduDecoder.HEADER);
        wire.write(out);
        out.clear().limit(Math.min(longest, out.capacity())).position(PduDecoder.HEADER);
    }
}
