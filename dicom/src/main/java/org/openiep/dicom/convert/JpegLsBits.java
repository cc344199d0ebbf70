package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/** The bits of a JPEG-LS scan: after a byte FF, the next byte has only seven (T.87 9.1); another is a marker. */
final class JpegLsBits {
    private final byte[] data;
    private int position;
    private long buffer;
    private int available;
    private boolean afterFf;

    JpegLsBits(byte[] data, int position) {
        this.data = data;
        this.position = position;
    }

    private void fill() throws DicomFormatException {
        while (available <= 48) {
            int next = position < data.length ? data[position] & 0xFF : -1;
            if (next < 0 || (afterFf && next >= 0x80)) {
                if (available == 0) {
                    throw new DicomFormatException("The data of a JPEG-LS scan ends before its pixels do");
                }
                return;
            }
            position++;
            int width = afterFf ? 7 : 8;
            buffer = buffer << width | next;
            available += width;
            afterFf = next == 0xFF;
        }
    }

    int bit() throws DicomFormatException {
        return bits(1);
    }

    /** @param count 0 to 32 */
    int bits(int count) throws DicomFormatException {
        if (count == 0) {
            return 0;
        }
        if (available < count) {
            fill();
            if (available < count) {
                throw new DicomFormatException("The data of a JPEG-LS scan ends before its pixels do");
            }
        }
        available -= count;
        return (int) ((buffer >>> available) & ((1L << count) - 1));
    }

    /** How many zeros stand before the next one, which is taken too. */
    int zeros(int limit) throws DicomFormatException {
        int count = 0;
        while (true) {
            if (available == 0) {
                fill();
            }
            long rest = buffer << (64 - available);
            int zeros = Math.min(Long.numberOfLeadingZeros(rest), available);
            count += zeros;
            available -= zeros;
            if (count > limit) {
                throw new DicomFormatException("A code of a JPEG-LS scan is longer than it may be");
            }
            if (available > 0) {
                available--;
                return count;
            }
        }
    }

    /** Where the next marker may be looked for. */
    int end() {
        // The FF of the marker has been taken as data.
        return afterFf ? position - 1 : position;
    }
}
