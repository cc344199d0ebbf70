package org.openiep.dicom.convert;

import java.util.List;

/** From the components of a DCT-based JPEG frame to pixels: all samples for each pixel, and RGB where that is asked. */
final class JpegColours {
    private static final int HALF = 1 << 15;

    private final List<JpegComponent> components;
    private final FrameShape shape;
    private final int max;
    private final int centre;
    private final boolean toRgb;
    private final int maxH;
    private final int maxV;

    JpegColours(List<JpegComponent> components, FrameShape shape, int precision, boolean toRgb) {
        this.components = components;
        this.shape = shape;
        this.max = (1 << precision) - 1;
        this.centre = 1 << (precision - 1);
        this.toRgb = toRgb && components.size() == 3;
        this.maxH = components.stream().mapToInt(c -> c.horizontal).max().orElse(1);
        this.maxV = components.stream().mapToInt(c -> c.vertical).max().orElse(1);
    }

    void write(byte[] out) {
        int[][] lines = new int[components.size()][shape.columns()];
        for (int row = 0; row < shape.rows(); row++) {
            for (int i = 0; i < lines.length; i++) {
                line(components.get(i), row, lines[i]);
            }
            if (toRgb) {
                rgb(lines[0], lines[1], lines[2]);
            }
            for (int i = 0; i < lines.length; i++) {
                for (int x = 0; x < shape.columns(); x++) {
                    shape.put(out, row * shape.columns() + x, i, lines[i][x]);
                }
            }
        }
    }

    /** One line of a component, at the frame's resolution. Between samples of half the resolution, a triangle filter. */
    private void line(JpegComponent component, int row, int[] line) {
        int h = maxH / component.horizontal;
        int v = maxV / component.vertical;
        boolean whole = maxH % component.horizontal == 0 && maxV % component.vertical == 0;
        if (whole && h == 2 && v == 1 && component.width > 2) {
            int at = row * component.stride;
            triangle(component, x -> sample(component, at + x), line, 1, 2);
        } else if (whole && h == 2 && v == 2 && component.width > 2) {
            int nearer = row / 2;
            int other = Math.max(0, Math.min(component.height - 1, row % 2 == 0 ? nearer - 1 : nearer + 1));
            int at = nearer * component.stride;
            int next = other * component.stride;
            triangle(component, x -> 3 * sample(component, at + x) + sample(component, next + x), line, 4, 8);
        } else {
            int from = row * component.vertical / maxV * component.stride;
            for (int x = 0; x < line.length; x++) {
                line[x] = sample(component, from + x * component.horizontal / maxH);
            }
        }
    }

    private static int sample(JpegComponent component, int at) {
        return component.samples[at];
    }

    private interface Sums {
        int at(int x);
    }

    /**
     * Each sample makes two, of three quarters of itself and one of its neighbour.
     *
     * @param scale what the sums are multiplied with already
     * @param round for the left of the two; the right one's is one less, or one more where sums are not scaled
     */
    private static void triangle(JpegComponent component, Sums sums, int[] line, int scale, int round) {
        int left = scale == 1 ? 1 : round;
        int right = scale == 1 ? 2 : round - 1;
        int last = component.width - 1;
        for (int x = 0; x < line.length; x++) {
            int at = x / 2;
            int here = sums.at(at);
            boolean first = x % 2 == 0;
            if (first ? at == 0 : at == last) {
                line[x] = (here * 4 + (scale == 1 ? 0 : first ? round : round - 1)) / (4 * scale);
            } else {
                int neighbour = sums.at(first ? at - 1 : at + 1);
                line[x] = (here * 3 + neighbour + (first ? left : right)) / (4 * scale);
            }
        }
    }

    /** YCbCr of the whole range (PS3.3 C.7.6.3.1.2), in whole numbers with sixteen fractional bits. */
    private void rgb(int[] y, int[] cb, int[] cr) {
        for (int x = 0; x < y.length; x++) {
            int luminance = y[x];
            int blue = cb[x] - centre;
            int red = cr[x] - centre;
            y[x] = clamped(luminance + ((91881 * red + HALF) >> 16));
            cb[x] = clamped(luminance + ((-22554 * blue - 46802 * red + HALF) >> 16));
            cr[x] = clamped(luminance + ((116130 * blue + HALF) >> 16));
        }
    }

    private int clamped(int value) {
        return Math.max(0, Math.min(max, value));
    }
}
