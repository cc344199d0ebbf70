package org.openiep.dicom.data;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/** Reverses the bytes of each word on the way; what makes no whole word at the end passes as it is. */
final class SwappingOutputStream extends FilterOutputStream {
    private final int wordLength;
    private final byte[] buffer;
    private int filled;

    SwappingOutputStream(OutputStream out, int wordLength) {
        super(out);
        this.wordLength = wordLength;
        // A multiple of every word's length.
        this.buffer = new byte[8192];
    }

    @Override
    public void write(int b) throws IOException {
        buffer[filled++] = (byte) b;
        if (filled == buffer.length) {
            drain();
        }
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        int at = offset;
        int left = length;
        while (left > 0) {
            int n = Math.min(left, buffer.length - filled);
            System.arraycopy(bytes, at, buffer, filled, n);
            filled += n;
            at += n;
            left -= n;
            if (filled == buffer.length) {
                drain();
            }
        }
    }

    private void drain() throws IOException {
        byte[] words = filled == buffer.length ? buffer : Arrays.copyOf(buffer, filled);
        ByteOrders.swap(words, wordLength);
        out.write(words, 0, filled);
        filled = 0;
    }

    /** Writes what is left. The stream below is neither flushed nor closed. */
    void finish() throws IOException {
        drain();
    }
}
