package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;
import org.openiep.connector.api.ReceivedMark;
import org.openiep.connector.memory.PageCache;

/**
 * A file that is being received: large writes, and the checksum on the way. It bears a mark in its preamble when it is
 * complete ({@link ReceivedMark}), and is gone unless it is kept then. What is done with it by different threads is done
 * one after the other.
 */
final class IncomingFile implements Closeable {
    /** What a sender with small PDUs sends is gathered to writes of this size; bytes. */
    static final int BUFFER = 256 * 1024;

    /** Of the names of these files. */
    static final String ENDING = ".received";

    private final Path path;
    private final FileChannel channel;
    private final EarlyForce early;
    private final ByteBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private long size;
    private boolean begun;
    private volatile boolean resting;
    private boolean kept;

    /**
     * Begins with a file.
     *
     * @param buffer lent by the caller until this is marked or closed
     * @param executor forces the beginning of a large one to disk meanwhile
     */
    IncomingFile(ReadyFiles.Made file, ByteBuffer buffer, Executor executor) {
        this.path = file.path();
        this.channel = file.channel();
        this.buffer = buffer.clear();
        this.early = new EarlyForce(this::forceEarly, executor);
    }

    private void forceEarly() throws IOException {
        channel.force(false);
        if (resting) {
            PageCache.leave(path);
        }
    }

    /** Nobody is going to read it soon: what has been forced to disk need not stay in memory while more comes. */
    void rest() {
        resting = true;
    }

    void write(byte[] bytes, int offset, int length) throws IOException {
        write(ByteBuffer.wrap(bytes, offset, length));
    }

    void write(ByteBuffer bytes) throws IOException {
        crc.update(bytes.duplicate());
        size += bytes.remaining();
        if (bytes.remaining() >= BUFFER / 2) {
            // As large as it came; a copy would gain nothing.
            flush();
            drain(bytes);
            return;
        }
        if (bytes.remaining() > buffer.remaining()) {
            flush();
        }
        buffer.put(bytes);
    }

    private void flush() throws IOException {
        drain(buffer.flip());
        buffer.clear();
    }

    private void drain(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            begun = true;
            early.written(channel.write(bytes));
        }
    }

    /** Where it lies. */
    Path path() {
        return path;
    }

    /** Bytes so far. */
    long size() {
        return size;
    }

    /** CRC-32C of the bytes so far, without the mark. */
    int crc32c() {
        return (int) crc.getValue();
    }

    /**
     * All has come, the preamble first: the file gets its mark, and the buffer is free for another.
     *
     * @param moveMessageId Move Originator Message ID, where the sender gave it
     */
    void mark(OptionalInt moveMessageId) throws IOException {
        byte[] mark = new ReceivedMark(size, crc32c(), moveMessageId).preamble();
        if (begun) {
            flush();
            early.end();
            ByteBuffer bytes = ByteBuffer.wrap(mark);
            while (bytes.hasRemaining()) {
                channel.write(bytes, bytes.position());
            }
        } else {
            buffer.put(0, mark);
            flush();
            early.end();
        }
    }

    /**
     * It is to stay, whatever becomes of the server.
     *
     * @param sync does it outlast a loss of power when this returns?
     */
    void keep(boolean sync) throws IOException {
        if (sync) {
            channel.force(false);
        }
        channel.close();
        kept = true;
    }

    /** Deletes the file unless it is kept. */
    @Override
    public void close() throws IOException {
        early.stop();
        channel.close();
        if (!kept) {
            Files.deleteIfExists(path);
        }
    }
}
