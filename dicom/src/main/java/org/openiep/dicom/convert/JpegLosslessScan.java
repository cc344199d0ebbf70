package org.openiep.dicom.convert;

import java.util.List;
import org.openiep.dicom.data.DicomFormatException;

/** Decodes a scan of lossless JPEG (T.81 annex H). */
final class JpegLosslessScan {
    private final JpegBits bits;
    private final FrameShape shape;
    private final int precision;
    private final int predictor;
    private final int pointTransform;
    private final int restartInterval;

    JpegLosslessScan(
            JpegBits bits, FrameShape shape, int precision, int predictor, int pointTransform, int restartInterval)
            throws DicomFormatException {
        if (predictor < 1 || predictor > 7 || pointTransform >= precision) {
            throw new DicomFormatException(
                    "Lossless JPEG with predictor " + predictor + ", point transform " + pointTransform);
        }
        if (restartInterval % shape.columns() != 0) {
            throw new DicomFormatException("Lossless JPEG with restarts within a line");
        }
        this.bits = bits;
        this.shape = shape;
        this.precision = precision;
        this.predictor = predictor;
        this.pointTransform = pointTransform;
        this.restartInterval = restartInterval;
    }

    void decode(List<JpegComponent> all, List<JpegComponent> inScan, byte[] out) throws DicomFormatException {
        for (JpegComponent component : inScan) {
            // A component alone in its scan is not interleaved, so its factors say nothing (T.81 A.2.2).
            if (component.horizontal != all.get(0).horizontal || component.vertical != all.get(0).vertical) {
                throw new DicomFormatException("Lossless JPEG with colours of fewer samples is not supported");
            }
        }
        int columns = shape.columns();
        int count = inScan.size();
        int[][] above = new int[count][columns];
        int[][] here = new int[count][columns];
        JpegHuffman[] tables = new JpegHuffman[count];
        int[] samples = new int[count];
        for (int i = 0; i < count; i++) {
            JpegHuffman table = inScan.get(i).dc;
            if (table == null) {
                throw new DicomFormatException("A JPEG scan names a Huffman table that is not there");
            }
            tables[i] = table;
            samples[i] = all.indexOf(inScan.get(i));
        }
        int linesInInterval = restartInterval == 0 ? shape.rows() : restartInterval / columns;
        for (int row = 0; row < shape.rows(); row++) {
            boolean first = row % linesInInterval == 0;
            if (first && row > 0) {
                bits.restart();
            }
            for (int x = 0; x < columns; x++) {
                for (int i = 0; i < count; i++) {
                    int value = (predicted(first, x, here[i], above[i]) + difference(tables[i])) & 0xFFFF;
                    here[i][x] = value;
                    shape.put(out, row * columns + x, samples[i], value << pointTransform);
                }
            }
            int[][] swap = above;
            above = here;
            here = swap;
        }
    }

    private int difference(JpegHuffman table) throws DicomFormatException {
        int size = table.decode(bits);
        if (size > 16) {
            throw new DicomFormatException("Lossless JPEG with a difference of " + size + " bits");
        }
        // No bits follow the largest (T.81 H.1.2.2).
        return size == 16 ? 32768 : bits.difference(size);
    }

    private int predicted(boolean first, int x, int[] here, int[] above) {
        if (first) {
            return x == 0 ? 1 << (precision - pointTransform - 1) : here[x - 1];
        }
        if (x == 0) {
            return above[0];
        }
        int a = here[x - 1];
        int b = above[x];
        int c = above[x - 1];
        return switch (predictor) {
            case 1 -> a;
            case 2 -> b;
            case 3 -> c;
            case 4 -> a + b - c;
            case 5 -> a + ((b - c) >> 1);
            case 6 -> b + ((a - c) >> 1);
            default -> (a + b) >> 1;
        };
    }
}
