package org.openiep.dicom.net;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/** A part of a file on its way out. Its bytes go through a buffer, or from the file straight to the network. */
final class FilePayload implements Payload {
    private final FileChannel file;
    private final long to;
    private long at;

    FilePayload(FileChannel file, long from, long to) {
        this.file = file;
        this.at = from;
        this.to = to;
    }

    @Override
    public long remaining() {
        return to - at;
    }

    @Override
    public void fill(ByteBuffer target) throws IOException {
        int n = (int) Math.min(remaining(), target.remaining());
        int limit = target.limit();
        target.limit(target.position() + n);
        while (target.hasRemaining()) {
            int read = file.read(target, at);
            if (read < 0) {
                throw new EOFException("The file became shorter while it was sent.");
            }
            at += read;
        }
        target.limit(limit);
    }

    /** Sends the next bytes without a copy of them in our memory. */
    void send(Wire wire, long count) throws IOException {
        wire.write(file, at, count);
        at += count;
    }
}
