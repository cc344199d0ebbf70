package org.openiep.connector.inbound;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.Executor;
import java.util.zip.CRC32C;

/**
 * A file that is being received: large writes, and the checksum on the way. It is called {@code .part} until it is
 * complete, and gone if it never is.
 */
final class IncomingFile implements Closeable {
    /** What a sender with small PDUs sends is gathered to writes of this size; bytes. */
    static final int BUFFER = 256 * 1024;

    private final FileChannel channel;
    private final EarlyForce early;
    private final ByteBuffer buffer;
    private final CRC32C crc = new CRC32C();
    private Path path;
    private long size;
    private boolean complete;

    /**
     * Makes a new file.
     *
     * @param buffer lent by the caller until this is closed
     * @param executor forces the beginning of a large one to disk meanwhile
     */
    IncomingFile(Path part, ByteBuffer buffer, Executor executor) throws IOException {
        this.path = part;
        this.buffer = buffer.clear();
        this.channel = FileChannel.open(part, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        this.early = new EarlyForce(() -> channel.force(false), executor);
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
            early.written(channel.write(bytes));
        }
    }

    /** Where it lies at present. */
    Path path() {
        return path;
    }

    /** Bytes so far. */
    long size() {
        return size;
    }

    /** CRC-32C of the bytes so far. */
    int crc32c() {
        return (int) crc.getValue();
    }

    /**
     * All has come: gives the file its name.
     *
     * @param sync does it outlast a loss of power when this returns? The name is given before the file is forced to
     *     disk: the journal of the file system, which names the new file too, then takes both in one go
     */
    void complete(Path target, boolean sync) throws IOException {
        flush();
        early.end();
        Files.move(path, target, StandardCopyOption.ATOMIC_MOVE);
        path = target;
        if (sync) {
            // Where an early force has seen the last byte already, only the metadata make the journal take the name.
            channel.force(size >= EarlyForce.EVERY);
        }
        channel.close();
        complete = true;
    }

    /** Deletes the file unless it is complete. */
    @Override
    public void close() throws IOException {
        early.stop();
        channel.close();
        if (!complete) {
            Files.deleteIfExists(path);
        }
    }
}
