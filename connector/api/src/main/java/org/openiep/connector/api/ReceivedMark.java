package org.openiep.connector.api;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32C;

/**
 * What stands in the preamble of a file that we received, which the standard leaves to whoever writes it (PS3.10 7.1): that
 * all of the object has come, and how that can be checked after a crash.
 *
 * @param size of the file in bytes
 * @param crc32c of the file, with zeros for a preamble
 * @param moveMessageId Move Originator Message ID, where the sender gave it
 */
public record ReceivedMark(long size, int crc32c, OptionalInt moveMessageId) {
    /** Bytes of a preamble. */
    public static final int LENGTH = 128;

    private static final byte[] NAME = "OPENIEP1".getBytes(StandardCharsets.US_ASCII);
    private static final int NO_MESSAGE_ID = -1;
    private static final int BUFFER = 256 * 1024;

    /** A preamble that says so. */
    public byte[] preamble() {
        ByteBuffer preamble = ByteBuffer.allocate(LENGTH);
        preamble.put(NAME).putLong(size).putInt(crc32c).putInt(moveMessageId.orElse(NO_MESSAGE_ID));
        preamble.putInt(check(preamble.array(), preamble.position()));
        return preamble.array();
    }

    /** Absent when a file begins otherwise. */
    public static Optional<ReceivedMark> of(byte[] beginning) {
        if (beginning.length < LENGTH || !Arrays.equals(beginning, 0, NAME.length, NAME, 0, NAME.length)) {
            return Optional.empty();
        }
        ByteBuffer preamble = ByteBuffer.wrap(beginning).position(NAME.length);
        long size = preamble.getLong();
        int crc32c = preamble.getInt();
        int message = preamble.getInt();
        int checked = preamble.position();
        if (preamble.getInt() != check(beginning, checked)) {
            return Optional.empty();
        }
        return Optional.of(new ReceivedMark(
                size, crc32c, message == NO_MESSAGE_ID ? OptionalInt.empty() : OptionalInt.of(message)));
    }

    /**
     * Absent when a file has none, as one that is still being received or came in another way.
     *
     * @throws IOException when the file cannot be read
     */
    public static Optional<ReceivedMark> of(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file)) {
            ByteBuffer beginning = ByteBuffer.allocate(LENGTH);
            fill(beginning, channel);
            return of(beginning.array());
        }
    }

    /**
     * CRC-32C of a whole file, with zeros for a preamble of ours, by which other content under the same UID is told.
     *
     * @throws IOException when the file cannot be read
     */
    public static int crc32c(Path file) throws IOException {
        CRC32C crc = new CRC32C();
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        try (FileChannel channel = FileChannel.open(file)) {
            fill(buffer, channel);
            if (of(buffer.array()).isPresent()) {
                Arrays.fill(buffer.array(), 0, LENGTH, (byte) 0);
            }
            while (buffer.position() > 0) {
                crc.update(buffer.flip());
                fill(buffer.clear(), channel);
            }
        }
        return (int) crc.getValue();
    }

    private static void fill(ByteBuffer buffer, FileChannel channel) throws IOException {
        while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
            // As much as there is.
        }
    }

    private static int check(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }
}
