package org.openiep.dicom.data;

import java.io.IOException;
import java.io.OutputStream;

/** Writes numbers to a stream in one byte order. */
final class ByteSink {
    private final OutputStream out;
    private final boolean bigEndian;

    ByteSink(OutputStream out, boolean bigEndian) {
        this.out = out;
        this.bigEndian = bigEndian;
    }

    void tag(int tag) throws IOException {
        number16(tag >>> 16);
        number16(tag);
    }

    void number16(int value) throws IOException {
        out.write(bigEndian ? value >>> 8 : value);
        out.write(bigEndian ? value : value >>> 8);
    }

    void number32(int value) throws IOException {
        number16(bigEndian ? value >>> 16 : value);
        number16(bigEndian ? value : value >>> 16);
    }

    void letters(String ascii) throws IOException {
        for (int i = 0; i < ascii.length(); i++) {
            out.write(ascii.charAt(i));
        }
    }

    /** Bytes that are little endian words. */
    void words(byte[] bytes, int wordLength) throws IOException {
        if (!bigEndian || wordLength == 1) {
            out.write(bytes);
            return;
        }
        byte[] swapped = bytes.clone();
        ByteOrders.swap(swapped, wordLength);
        out.write(swapped);
    }
}
