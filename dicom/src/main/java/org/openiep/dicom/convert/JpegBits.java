package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/** The bits of a JPEG scan: FF is followed by 00, else it is a marker, at which the data ends (T.81 F.2.2.5). */
final class JpegBits {
    /** Zeros that may be read behind the end: what encoders cut off, and what a table is looked up with. */
    private static final int SLACK = 64;

    private final byte[] data;
    private int position;
    private long buffer;
    private int available;
    private int invented;

    JpegBits(byte[] data, int position) {
        this.data = data;
        this.position = position;
    }

    private void fill() {
        while (available <= 48) {
            int next = position < data.length ? data[position] & 0xFF : -1;
            if (next == 0xFF) {
                next = position + 1 < data.length && data[position + 1] == 0 ? next : -1;
                position += next < 0 ? 0 : 1;
            }
            if (next < 0) {
                buffer <<= 8;
                invented += 8;
            } else {
                buffer = buffer << 8 | next;
                position++;
            }
            available += 8;
        }
    }

    /** @param count 1 to 16 */
    int peek(int count) {
        if (available < count) {
            fill();
        }
        return (int) (buffer >>> (available - count)) & ((1 << count) - 1);
    }

    void skip(int count) throws DicomFormatException {
        available -= count;
        if (invented - available > SLACK) {
            throw new DicomFormatException("The data of a JPEG scan ends before its pixels do");
        }
    }

    int bits(int count) throws DicomFormatException {
        if (count == 0) {
            return 0;
        }
        int value = peek(count);
        skip(count);
        return value;
    }

    /** A difference of {@code count} bits (T.81 F.2.2.1 EXTEND). */
    int difference(int count) throws DicomFormatException {
        if (count == 0) {
            return 0;
        }
        int value = bits(count);
        return value < 1 << (count - 1) ? value - (1 << count) + 1 : value;
    }

    /** Goes behind the restart marker that must be next (T.81 F.2.2.5); bits before it are padding. */
    void restart() throws DicomFormatException {
        buffer = 0;
        available = 0;
        invented = 0;
        while (position + 1 < data.length) {
            int marker = data[position + 1] & 0xFF;
            if ((data[position] & 0xFF) == 0xFF && marker >= 0xD0 && marker <= 0xD7) {
                position += 2;
                return;
            }
            if ((data[position] & 0xFF) == 0xFF && marker >= 0xC0 && marker != 0xFF) {
                break;
            }
            position++;
        }
        throw new DicomFormatException("A restart marker of a JPEG scan is missing");
    }

    /** Where the next marker may be looked for. */
    int end() {
        return position;
    }
}
