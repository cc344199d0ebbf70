package org.openiep.dicom.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Reads numbers from a stream, in the byte order it is told, and knows where it is. Takes no byte beyond those asked. */
final class ByteSource {
    private static final int PIECE = 64 << 10;

    private final InputStream in;
    private boolean bigEndian;
    private final byte[] word = new byte[4];
    private long position;

    ByteSource(InputStream in, boolean bigEndian) {
        this.in = in;
        this.bigEndian = bigEndian;
    }

    long position() {
        return position;
    }

    boolean bigEndian() {
        return bigEndian;
    }

    /** Changes the byte order of what is read from here on. */
    void bigEndian(boolean big) {
        bigEndian = big;
    }

    /** A tag in the lower 32 bits, or -1 when the stream ends here; a stream that ends inside of the tag is refused. */
    long tagOrEnd() throws IOException {
        int read = in.readNBytes(word, 0, 4);
        if (read == 0) {
            return -1;
        }
        if (read < 4) {
            throw new DicomFormatException("The data ends at offset " + (position + read) + " in the middle of a tag");
        }
        position += 4;
        return Integer.toUnsignedLong(number(0, 2) << 16 | number(2, 2));
    }

    int unsigned16(int tag) throws IOException {
        need(2, tag);
        return number(0, 2);
    }

    long unsigned32(int tag) throws IOException {
        need(4, tag);
        return Integer.toUnsignedLong(number(0, 4));
    }

    int unsigned8(int tag) throws IOException {
        need(1, tag);
        return word[0] & 0xFF;
    }

    /** The next bytes; memory grows only as they arrive, whatever length was announced. */
    byte[] bytes(int length, int tag) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw ended(tag, length - bytes.length, position + bytes.length);
        }
        position += length;
        return bytes;
    }

    /** Passes bytes on, in pieces. */
    void copy(long length, OutputStream out, int tag) throws IOException {
        byte[] piece = new byte[(int) Math.min(length, PIECE)];
        long left = length;
        while (left > 0) {
            int n = in.read(piece, 0, (int) Math.min(left, piece.length));
            if (n < 0) {
                throw new DicomFormatException("The data ends at offset " + (position + length - left) + ", " + left
                        + " bytes of " + Tag.format(tag) + " are missing");
            }
            out.write(piece, 0, n);
            left -= n;
        }
        position += length;
    }

    void skip(long length, int tag) throws IOException {
        if (length == 0) {
            return;
        }
        try {
            // Some streams skip beyond their end without a word, so the last byte is read.
            in.skipNBytes(length - 1);
            if (in.read() < 0) {
                throw new EOFException();
            }
        } catch (EOFException e) {
            throw new DicomFormatException(
                    "The data ends within the " + length + " bytes of " + Tag.format(tag) + " that begin at offset "
                            + position,
                    e);
        }
        position += length;
    }

    private void need(int length, int tag) throws IOException {
        int read = in.readNBytes(word, 0, length);
        if (read < length) {
            throw ended(tag, length - read, position + read);
        }
        position += length;
    }

    private int number(int from, int length) {
        int value = 0;
        for (int i = 0; i < length; i++) {
            int at = bigEndian ? from + i : from + length - 1 - i;
            value = (value << 8) | (word[at] & 0xFF);
        }
        return value;
    }

    private static DicomFormatException ended(int tag, int missing, long offset) {
        return new DicomFormatException(
                "The data ends at offset " + offset + ", " + missing + " bytes of " + Tag.format(tag) + " are missing");
    }
}
