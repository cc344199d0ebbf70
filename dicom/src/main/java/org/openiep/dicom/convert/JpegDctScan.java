package org.openiep.dicom.convert;

import java.util.Arrays;
import java.util.List;
import org.openiep.dicom.data.DicomFormatException;

/** Decodes a scan of sequential DCT-based JPEG (T.81 annex F). */
final class JpegDctScan {
    /** Where in a block the coefficients of the zig-zag order are (T.81 figure A.6). */
    static final int[] NATURAL_ORDER = {
        0, 1, 8, 16, 9, 2, 3, 10, 17, 24, 32, 25, 18, 11, 4, 5, 12, 19, 26, 33, 40, 48, 41, 34, 27, 20, 13, 6, 7, 14,
        21, 28, 35, 42, 49, 56, 57, 50, 43, 36, 29, 22, 15, 23, 30, 37, 44, 51, 58, 59, 52, 45, 38, 31, 39, 46, 53, 60,
        61, 54, 47, 55, 62, 63
    };

    private final JpegBits bits;
    private final FrameShape shape;
    private final int[][] quantisation;
    private final int restartInterval;
    private final InverseDct dct;
    private final int[] block = new int[64];

    JpegDctScan(JpegBits bits, FrameShape shape, int precision, int[][] quantisation, int restartInterval) {
        this.bits = bits;
        this.shape = shape;
        this.quantisation = quantisation;
        this.restartInterval = restartInterval;
        this.dct = new InverseDct(precision);
    }

    void decode(List<JpegComponent> all, List<JpegComponent> inScan) throws DicomFormatException {
        int maxH = all.stream().mapToInt(c -> c.horizontal).max().orElse(1);
        int maxV = all.stream().mapToInt(c -> c.vertical).max().orElse(1);
        int mcuColumns = ceil(shape.columns(), 8 * maxH);
        int mcuRows = ceil(shape.rows(), 8 * maxV);
        for (JpegComponent component : inScan) {
            component.width = ceil(shape.columns() * component.horizontal, maxH);
            component.height = ceil(shape.rows() * component.vertical, maxV);
            component.stride = mcuColumns * component.horizontal * 8;
            component.samples = new short[Math.multiplyExact(component.stride, mcuRows * component.vertical * 8)];
            component.prediction = 0;
        }
        boolean alone = inScan.size() == 1;
        // A component alone is not interleaved: its blocks follow each other as they lie (T.81 A.2.2).
        int columns = alone ? ceil(inScan.get(0).width, 8) : mcuColumns;
        int rows = alone ? ceil(inScan.get(0).height, 8) : mcuRows;
        for (int mcu = 0; mcu < columns * rows; mcu++) {
            if (restartInterval > 0 && mcu > 0 && mcu % restartInterval == 0) {
                bits.restart();
                inScan.forEach(component -> component.prediction = 0);
            }
            for (JpegComponent component : inScan) {
                unit(component, mcu % columns, mcu / columns, alone);
            }
        }
    }

    private static int ceil(int value, int unit) {
        return (value + unit - 1) / unit;
    }

    private void unit(JpegComponent component, int x, int y, boolean alone) throws DicomFormatException {
        int horizontal = alone ? 1 : component.horizontal;
        int vertical = alone ? 1 : component.vertical;
        for (int v = 0; v < vertical; v++) {
            for (int h = 0; h < horizontal; h++) {
                block(component);
                int at = (y * vertical + v) * 8 * component.stride + (x * horizontal + h) * 8;
                dct.transform(block, component.samples, at, component.stride);
            }
        }
    }

    private void block(JpegComponent component) throws DicomFormatException {
        JpegHuffman dc = component.dc;
        JpegHuffman ac = component.ac;
        int[] table = quantisation[component.quantisation];
        if (dc == null || ac == null || table == null) {
            throw new DicomFormatException("A JPEG scan names a table that is not there");
        }
        Arrays.fill(block, 0);
        component.prediction += bits.difference(dc.decode(bits) & 15);
        block[0] = component.prediction * table[0];
        for (int k = 1; k < 64; k++) {
            int code = ac.decode(bits);
            int size = code & 15;
            int run = code >> 4;
            if (size == 0) {
                if (run != 15) {
                    break;
                }
                k += 15;
                continue;
            }
            k += run;
            if (k > 63) {
                throw new DicomFormatException("A block of a JPEG scan has more than 64 coefficients");
            }
            int place = NATURAL_ORDER[k];
            block[place] = bits.difference(size) * table[place];
        }
    }
}
