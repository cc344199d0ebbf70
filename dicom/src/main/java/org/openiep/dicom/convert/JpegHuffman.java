package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/** A Huffman table (T.81 annex C and F.2.2.3), looked up by nine bits at once, longer codes bit by bit. */
final class JpegHuffman {
    private static final int FAST = 9;

    private final int[] maxCode = new int[18];
    private final int[] valueOffset = new int[17];
    private final byte[] values;

    /** For each nine bits: length of the code in the upper byte, value in the lower; 0 where the code is longer. */
    private final short[] fast = new short[1 << FAST];

    /**
     * @param segment a DHT segment
     * @param at where its 16 counts begin
     */
    JpegHuffman(JpegSegments segment, int at) throws DicomFormatException {
        int total = 0;
        int code = 0;
        int[] counts = new int[17];
        for (int length = 1; length <= 16; length++) {
            counts[length] = segment.u8(at + length - 1);
            valueOffset[length] = total - code;
            total += counts[length];
            code += counts[length];
            maxCode[length] = counts[length] == 0 ? -1 : code - 1;
            if (code > 1 << length || total > 256) {
                throw new DicomFormatException("A Huffman table of a compressed frame has too many codes");
            }
            code <<= 1;
        }
        maxCode[17] = Integer.MAX_VALUE;
        values = new byte[total];
        for (int i = 0; i < total; i++) {
            values[i] = (byte) segment.u8(at + 16 + i);
        }
        fillFast(counts);
    }

    private void fillFast(int[] counts) {
        int index = 0;
        int code = 0;
        for (int length = 1; length <= FAST; length++) {
            for (int i = 0; i < counts[length]; i++, index++, code++) {
                int first = code << (FAST - length);
                for (int j = 0; j < 1 << (FAST - length); j++) {
                    fast[first + j] = (short) (length << 8 | (values[index] & 0xFF));
                }
            }
            code <<= 1;
        }
    }

    /** Bytes that the table takes in its segment, its counts and values. */
    int size() {
        return 16 + values.length;
    }

    int decode(JpegBits bits) throws DicomFormatException {
        int entry = fast[bits.peek(FAST)];
        if (entry != 0) {
            bits.skip(entry >>> 8);
            return entry & 0xFF;
        }
        int code = bits.peek(16);
        for (int length = FAST + 1; length <= 16; length++) {
            int prefix = code >>> (16 - length);
            if (prefix <= maxCode[length]) {
                bits.skip(length);
                return values[prefix + valueOffset[length]] & 0xFF;
            }
        }
        throw new DicomFormatException("A compressed frame has a code that is not in its Huffman table");
    }
}
