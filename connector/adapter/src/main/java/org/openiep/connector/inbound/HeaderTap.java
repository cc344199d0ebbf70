package org.openiep.connector.inbound;

import java.io.IOException;
import java.io.InputStream;
import org.openiep.dicom.net.Fragments;

/** Lets a reader look at the beginning of a data set; all that passes goes into the file as well. */
final class HeaderTap extends InputStream {
    private final Fragments from;
    private final IncomingFile to;

    HeaderTap(Fragments from, IncomingFile to) {
        this.from = from;
        this.to = to;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        int n = from.read(target, offset, length);
        if (n > 0) {
            to.write(target, offset, n);
        }
        return n;
    }

    @Override
    public int available() {
        return from.available();
    }
}
