package org.openiep.dicom.net;

import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * One command or data set as it comes from the wire. It ends with the last fragment; what is not read is skipped when
 * the next is asked for. Reads throw an {@link AssociationException} when the association ends early.
 */
public final class Fragments extends InputStream {
    private final Association association;
    private final int contextId;
    private final boolean command;
    private ByteBuffer chunk = ByteBuffer.allocate(0);
    private boolean ended;

    Fragments(Association association, int contextId, boolean command) {
        this.association = association;
        this.contextId = contextId;
        this.command = command;
    }

    /** Of the presentation context. */
    public int contextId() {
        return contextId;
    }

    /** A command, or else a data set. */
    public boolean isCommand() {
        return command;
    }

    /**
     * The next bytes without copying them: valid until the next read of this stream, empty at its end.
     */
    public ByteBuffer nextChunk() throws AssociationException {
        if (!chunk.hasRemaining() && !ended) {
            chunk = association.chunk(this);
            ended = !chunk.hasRemaining();
        }
        ByteBuffer result = chunk;
        chunk = chunk.slice(chunk.limit(), 0);
        return result;
    }

    @Override
    public int read() throws AssociationException {
        return more() ? chunk.get() & 0xFF : -1;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws AssociationException {
        if (length == 0) {
            return 0;
        }
        if (!more()) {
            return -1;
        }
        int n = Math.min(length, chunk.remaining());
        chunk.get(target, offset, n);
        return n;
    }

    @Override
    public long skip(long n) throws AssociationException {
        if (n <= 0 || !more()) {
            return 0;
        }
        int skipped = (int) Math.min(n, chunk.remaining());
        chunk.position(chunk.position() + skipped);
        return skipped;
    }

    @Override
    public int available() {
        return chunk.remaining();
    }

    private boolean more() throws AssociationException {
        if (!chunk.hasRemaining() && !ended) {
            chunk = association.chunk(this);
            ended = !chunk.hasRemaining();
        }
        return !ended;
    }
}
