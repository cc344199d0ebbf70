package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/** JPEG-LS (ISO 14495-1, ITU-T T.87): the markers; the pixels are decoded by {@link JpegLsScan}. */
final class JpegLsDecoder implements FrameDecoder {
    private static final int SOF_55 = 0xF7;
    private static final int LSE = 0xF8;
    private static final int SOS = 0xDA;
    private static final int DRI = 0xDD;
    private static final int EOI = 0xD9;
    private static final int APP_8 = 0xE8;

    @Override
    public void decode(byte[] data, FrameShape shape, byte[] out) throws DicomFormatException {
        JpegSegments segments = new JpegSegments(data);
        JpegLsPreset preset = new JpegLsPreset(0, 0, 0, 0, 0);
        int precision = 0;
        int done = 0;
        while (done < shape.samples()) {
            int marker = segments.next();
            switch (marker) {
                case SOF_55 -> precision = frame(segments, shape);
                case LSE -> preset = preset(segments);
                case DRI -> refuseRestarts(segments);
                case APP_8 -> refuseColourTransform(segments);
                case SOS -> {
                    if (precision == 0) {
                        throw new DicomFormatException("A JPEG-LS scan comes before its frame header");
                    }
                    done += scan(segments, preset, precision, done, shape, out);
                }
                case EOI -> throw new DicomFormatException("A JPEG-LS frame ends before all its samples");
                default -> {}
            }
        }
    }

    private static int frame(JpegSegments segments, FrameShape shape) throws DicomFormatException {
        int precision = segments.u8(0);
        if (precision < 2 || precision > 16 || precision > 8 * shape.bytesPerSample()) {
            throw new DicomFormatException("JPEG-LS with " + precision + " bits in a sample");
        }
        shape.check(segments.u16(3), segments.u16(1), segments.u8(5));
        return precision;
    }

    private static JpegLsPreset preset(JpegSegments segments) throws DicomFormatException {
        int type = segments.u8(0);
        if (type != 1) {
            throw new DicomFormatException("JPEG-LS with mapping tables or oversize images is not supported");
        }
        return new JpegLsPreset(segments.u16(1), segments.u16(3), segments.u16(5), segments.u16(7), segments.u16(9));
    }

    private static void refuseRestarts(JpegSegments segments) throws DicomFormatException {
        for (int i = 0; i < segments.length(); i++) {
            if (segments.u8(i) != 0) {
                throw new DicomFormatException("JPEG-LS with restart markers is not supported");
            }
        }
    }

    /** A maker's own: pixels are stored as differences of colours. */
    private static void refuseColourTransform(JpegSegments segments) throws DicomFormatException {
        boolean colours = segments.length() >= 5
                && segments.u8(0) == 'm'
                && segments.u8(1) == 'r'
                && segments.u8(2) == 'f'
                && segments.u8(3) == 'x';
        if (colours && segments.u8(4) != 0) {
            throw new DicomFormatException("JPEG-LS with a transform of colours is not supported");
        }
    }

    private static int scan(
            JpegSegments segments, JpegLsPreset preset, int precision, int first, FrameShape shape, byte[] out)
            throws DicomFormatException {
        int components = segments.u8(0);
        int near = segments.u8(1 + 2 * components);
        int interleave = segments.u8(2 + 2 * components);
        int pointTransform = segments.u8(3 + 2 * components);
        boolean fits = interleave == 0 ? components == 1 : components == shape.samples() && first == 0;
        if (!fits || interleave > 2 || pointTransform != 0) {
            throw new DicomFormatException("A JPEG-LS scan of " + components + " components, interleave mode "
                    + interleave + ", point transform " + pointTransform + " is not supported");
        }
        JpegLsBits bits = new JpegLsBits(segments.data(), segments.position());
        JpegLsScan scan = new JpegLsScan(bits, preset.complete(precision, near), near, shape, out);
        switch (interleave) {
            case 0 -> scan.separate(first);
            case 1 -> scan.lines();
            default -> scan.samples();
        }
        segments.position(bits.end());
        return components;
    }
}
