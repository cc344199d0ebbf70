package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/**
 * RLE Lossless (PS3.5 annex G): a segment for each byte of each sample, the highest byte first, each packed by itself.
 *
 * <pre>
 * number of segments (4) | offsets of 15 segments (4 each) | segment | segment ...
 * </pre>
 */
final class RleDecoder implements FrameDecoder {
    private static final int HEADER = 64;
    private static final int MAX_SEGMENTS = 15;

    @Override
    public void decode(byte[] data, FrameShape shape, byte[] out) throws DicomFormatException {
        int segments = shape.samples() * shape.bytesPerSample();
        if (segments > MAX_SEGMENTS || data.length < HEADER || number(data, 0) != segments) {
            throw new DicomFormatException("An RLE frame should have " + segments + " segments");
        }
        for (int i = 0; i < segments; i++) {
            int from = number(data, 4 + 4 * i);
            int to = i + 1 < segments ? number(data, 8 + 4 * i) : data.length;
            if (from < HEADER || to < from || to > data.length) {
                throw new DicomFormatException("The offsets of an RLE frame's segments are wrong");
            }
            int sample = i / shape.bytesPerSample();
            int lower = shape.bytesPerSample() - 1 - i % shape.bytesPerSample();
            int step = shape.offset(1, 0) - shape.offset(0, 0);
            int first = (shape.planar() ? sample * shape.pixels() : sample) * shape.bytesPerSample() + lower;
            unpack(data, from, to, out, first, step, shape.pixels());
        }
    }

    private static int number(byte[] data, int at) {
        return (data[at] & 0xFF) | (data[at + 1] & 0xFF) << 8 | (data[at + 2] & 0xFF) << 16 | data[at + 3] << 24;
    }

    private static void unpack(byte[] data, int from, int to, byte[] out, int first, int step, int count)
            throws DicomFormatException {
        int in = from;
        int at = first;
        int left = count;
        while (left > 0) {
            if (in >= to) {
                throw new DicomFormatException("A segment of an RLE frame ends " + left + " bytes too early");
            }
            int control = data[in++];
            if (control == -128) {
                continue;
            }
            int run = Math.min(control >= 0 ? control + 1 : 1 - control, left);
            if (in + (control >= 0 ? run : 1) > to) {
                throw new DicomFormatException("A segment of an RLE frame ends in the middle of a run");
            }
            for (int i = 0; i < run; i++, at += step) {
                out[at] = data[control >= 0 ? in + i : in];
            }
            in += control >= 0 ? run : 1;
            left -= run;
        }
    }
}
