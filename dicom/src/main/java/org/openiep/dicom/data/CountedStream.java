package org.openiep.dicom.data;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written through it. */
public final class CountedStream extends FilterOutputStream {
    private long count;

    /** {@code out} gets what is written. */
    public CountedStream(OutputStream out) {
        super(out);
    }

    /** Bytes so far. */
    public long count() {
        return count;
    }

    @Override
    public void write(int b) throws IOException {
        out.write(b);
        count++;
    }

    @Override
    public void write(byte[] b, int off, int len) throws IOException {
        out.write(b, off, len);
        count += len;
    }
}
