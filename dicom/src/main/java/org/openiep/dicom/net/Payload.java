package org.openiep.dicom.net;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** The bytes of one command or data set on their way out; only as many of them are in memory as a PDU holds. */
public interface Payload {
    /** Bytes still to be sent. */
    long remaining();

    /**
     * Puts the next bytes: as many as fit, or all that remain.
     *
     * @throws IOException when they cannot be read; the association is then aborted, since half a message has gone
     */
    void fill(ByteBuffer target) throws IOException;

    /** Bytes in memory. */
    static Payload of(byte[] bytes) {
        ByteBuffer source = ByteBuffer.wrap(bytes);
        return new Payload() {
            @Override
            public long remaining() {
                return source.remaining();
            }

            @Override
            public void fill(ByteBuffer target) {
                int n = Math.min(source.remaining(), target.remaining());
                target.put(source.slice(source.position(), n));
                source.position(source.position() + n);
            }
        };
    }

    /**
     * A part of a file, read straight into the PDU.
     *
     * @param file stays open, its position is not used
     * @param from offset of the first byte
     * @param to offset behind the last byte
     */
    static Payload of(FileChannel file, long from, long to) {
        return new FilePayload(file, from, to);
    }
}
