package org.openiep.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Puts a mark before each line, and passes lines on whole, so that several may share what they are passed on to. */
final class MarkedLines extends OutputStream {
    private final char mark;
    private final OutputStream out;
    private final ByteArrayOutputStream line = new ByteArrayOutputStream();

    MarkedLines(char mark, OutputStream out) {
        this.mark = mark;
        this.out = out;
    }

    @Override
    public synchronized void write(int b) throws IOException {
        if (line.size() == 0) {
            line.write(mark);
        }
        line.write(b);
        if (b == '\n') {
            out.write(line.toByteArray());
            line.reset();
        }
    }
}
