package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/**
 * Goes from marker to marker of a JPEG or JPEG-LS stream (ITU-T T.81 annex B).
 *
 * <pre>
 * FF | marker | length (2, with itself) | parameters
 * </pre>
 */
final class JpegSegments {
    private final byte[] data;
    private int position;
    private int start;
    private int length;

    /** @throws DicomFormatException when the data does not begin with SOI */
    JpegSegments(byte[] data) throws DicomFormatException {
        this.data = data;
        if (data.length < 4 || (data[0] & 0xFF) != 0xFF || (data[1] & 0xFF) != 0xD8) {
            throw new DicomFormatException("A compressed frame does not begin with the JPEG marker SOI");
        }
        position = 2;
    }

    /**
     * Goes to the next marker, past entropy-coded data and fill bytes if there are such.
     *
     * @return its second byte
     */
    int next() throws DicomFormatException {
        while (position + 1 < data.length) {
            int marker = data[position + 1] & 0xFF;
            boolean restart = marker >= 0xD0 && marker <= 0xD7;
            // Below C0 there is none but in entropy-coded data, where it is no marker.
            if ((data[position] & 0xFF) != 0xFF || marker < 0xC0 || marker == 0xFF || restart) {
                position++;
                continue;
            }
            position += 2;
            start = position;
            length = 0;
            if (marker != 0xD8 && marker != 0xD9) {
                segment();
            }
            return marker;
        }
        throw new DicomFormatException("A compressed frame ends before its pixels do");
    }

    private void segment() throws DicomFormatException {
        int announced = position + 1 < data.length ? (data[position] & 0xFF) << 8 | (data[position + 1] & 0xFF) : 0;
        if (announced < 2 || position + announced > data.length) {
            throw new DicomFormatException("A marker segment at offset " + position + " of a compressed frame is cut");
        }
        start = position + 2;
        length = announced - 2;
        position += announced;
    }

    /** Bytes of this segment's parameters. */
    int length() {
        return length;
    }

    int u8(int at) throws DicomFormatException {
        if (at >= length) {
            throw new DicomFormatException(
                    "A marker segment at offset " + start + " of a compressed frame is too short");
        }
        return data[start + at] & 0xFF;
    }

    int u16(int at) throws DicomFormatException {
        return u8(at) << 8 | u8(at + 1);
    }

    byte[] data() {
        return data;
    }

    /** Where the next thing begins: after a scan's header, its data. */
    int position() {
        return position;
    }

    /** Goes on from here. */
    void position(int to) {
        position = to;
    }
}
