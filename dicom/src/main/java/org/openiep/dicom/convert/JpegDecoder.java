package org.openiep.dicom.convert;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DicomFormatException;

/**
 * JPEG (ISO 10918-1, ITU-T T.81): baseline and extended sequential DCT of 8 and 12 bits with Huffman coding (processes
 * 1, 2 and 4), and lossless with Huffman coding and any predictor (process 14).
 */
final class JpegDecoder implements FrameDecoder {
    private static final int SOF_0 = 0xC0;
    private static final int SOF_1 = 0xC1;
    private static final int SOF_3 = 0xC3;
    private static final int DHT = 0xC4;
    private static final int DAC = 0xCC;
    private static final int EOI = 0xD9;
    private static final int SOS = 0xDA;
    private static final int DQT = 0xDB;
    private static final int DRI = 0xDD;

    private final boolean toRgb;

    /** @param toRgb do three samples become RGB, if they are YCbCr? */
    JpegDecoder(boolean toRgb) {
        this.toRgb = toRgb;
    }

    @Override
    public void decode(byte[] data, FrameShape shape, byte[] out) throws DicomFormatException {
        new Frame(new JpegSegments(data), shape).decode(out, toRgb);
    }

    /** What has been read of one frame so far. */
    private static final class Frame {
        private final JpegSegments segments;
        private final FrameShape shape;
        private final @Nullable JpegHuffman[] dc = new JpegHuffman[4];
        private final @Nullable JpegHuffman[] ac = new JpegHuffman[4];
        private final int[][] quantisation = new int[4][];
        private final List<JpegComponent> components = new ArrayList<>();
        private int sof;
        private int precision;
        private int restartInterval;

        Frame(JpegSegments segments, FrameShape shape) {
            this.segments = segments;
            this.shape = shape;
        }

        void decode(byte[] out, boolean toRgb) throws DicomFormatException {
            int done = 0;
            while (components.isEmpty() || done < components.size()) {
                int marker = segments.next();
                switch (marker) {
                    case SOF_0, SOF_1, SOF_3 -> frame(marker);
                    case DHT -> huffman();
                    case DQT -> quantisation();
                    case DRI -> restartInterval = segments.u16(0);
                    case SOS -> done += scan(out);
                    case EOI -> throw new DicomFormatException("A JPEG frame ends before all its samples");
                    default -> refuse(marker);
                }
            }
            if (sof != SOF_3) {
                new JpegColours(components, shape, precision, toRgb).write(out);
            }
        }

        private static void refuse(int marker) throws DicomFormatException {
            boolean otherProcess = (marker > SOF_3 && marker <= 0xCF) || marker == SOF_1 + 1 || marker == DAC;
            if (otherProcess) {
                throw new DicomFormatException("A JPEG process with marker FF" + Integer.toHexString(marker)
                        + " is neither sequential nor lossless with Huffman coding");
            }
        }

        private void frame(int marker) throws DicomFormatException {
            if (!components.isEmpty()) {
                throw new DicomFormatException("A JPEG frame has two frame headers");
            }
            sof = marker;
            precision = segments.u8(0);
            boolean known = sof == SOF_3 ? precision >= 2 && precision <= 16 : precision == 8 || precision == 12;
            if (!known || precision > 8 * shape.bytesPerSample()) {
                throw new DicomFormatException("JPEG with " + precision + " bits in a sample");
            }
            shape.check(segments.u16(3), segments.u16(1), segments.u8(5));
            for (int i = 0; i < shape.samples(); i++) {
                int factors = segments.u8(7 + 3 * i);
                int horizontal = factors >> 4;
                int vertical = factors & 15;
                if (horizontal < 1 || horizontal > 4 || vertical < 1 || vertical > 4) {
                    throw new DicomFormatException("JPEG with wrong sampling factors");
                }
                components.add(
                        new JpegComponent(segments.u8(6 + 3 * i), horizontal, vertical, segments.u8(8 + 3 * i) & 3));
            }
        }

        private void huffman() throws DicomFormatException {
            for (int at = 0; at < segments.length(); ) {
                int target = segments.u8(at);
                JpegHuffman table = new JpegHuffman(segments, at + 1);
                ((target >> 4) == 0 ? dc : ac)[target & 3] = table;
                at += 1 + table.size();
            }
        }

        private void quantisation() throws DicomFormatException {
            for (int at = 0; at < segments.length(); ) {
                int target = segments.u8(at++);
                boolean wide = target >> 4 != 0;
                int[] table = new int[64];
                for (int i = 0; i < 64; i++, at += wide ? 2 : 1) {
                    table[JpegDctScan.NATURAL_ORDER[i]] = wide ? segments.u16(at) : segments.u8(at);
                }
                quantisation[target & 3] = table;
            }
        }

        /** Decodes a scan and tells how many components it had. */
        private int scan(byte[] out) throws DicomFormatException {
            int count = segments.u8(0);
            List<JpegComponent> inScan = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                int id = segments.u8(1 + 2 * i);
                int tables = segments.u8(2 + 2 * i);
                JpegComponent component = components.stream()
                        .filter(c -> c.id == id && !c.decoded)
                        .findFirst()
                        .orElseThrow(
                                () -> new DicomFormatException("A JPEG scan has a component that its frame has not"));
                component.dc = dc[(tables >> 4) & 3];
                component.ac = ac[tables & 3];
                component.decoded = true;
                inScan.add(component);
            }
            if (inScan.isEmpty()) {
                throw new DicomFormatException("A JPEG scan has no components");
            }
            JpegBits bits = new JpegBits(segments.data(), segments.position());
            if (sof == SOF_3) {
                int predictor = segments.u8(1 + 2 * count);
                int pointTransform = segments.u8(3 + 2 * count) & 15;
                new JpegLosslessScan(bits, shape, precision, predictor, pointTransform, restartInterval)
                        .decode(components, inScan, out);
            } else {
                new JpegDctScan(bits, shape, precision, quantisation, restartInterval).decode(components, inScan);
            }
            segments.position(bits.end());
            return count;
        }
    }
}
