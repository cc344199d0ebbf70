package org.openiep.dicom.edit;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import org.openiep.dicom.data.DicomFormatException;

/** Keeps what has been read of a stream, so that it can be read again. */
final class Recorder extends InputStream {
    private final InputStream in;
    private final int limit;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(4096);

    /** @param limit bytes that are kept at most */
    Recorder(InputStream in, int limit) {
        this.in = in;
        this.limit = limit;
    }

    @Override
    public int read() throws IOException {
        int b = in.read();
        if (b >= 0) {
            kept.write(b);
            check();
        }
        return b;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = in.read(target, offset, length);
        if (n > 0) {
            kept.write(target, offset, n);
            check();
        }
        return n;
    }

    private void check() throws DicomFormatException {
        if (kept.size() > limit) {
            throw new DicomFormatException("The header has more than " + limit + " bytes");
        }
    }

    /** All that was read so far, from the beginning. */
    InputStream replay() {
        return new ByteArrayInputStream(kept.toByteArray());
    }
}
