package org.openiep.dicom.convert;

import java.util.Arrays;
import org.openiep.dicom.data.DicomFormatException;

/** Decodes the pixels of one JPEG-LS scan, with T.87 annex A's names of variables. */
final class JpegLsScan {
    private static final int REGULAR = 365;

    /** J: how many bits the length of a run has (A.2.1). */
    private static final int[] RUN_ORDER = {
        0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 5, 5, 6, 6, 7, 7, 8, 9, 10, 11, 12, 13, 14, 15
    };

    private final JpegLsBits bits;
    private final JpegLsPreset preset;
    private final int near;
    private final FrameShape shape;
    private final byte[] out;
    private final int range;
    private final int qbpp;
    private final int limit;
    private final int[] a = new int[REGULAR + 2];
    private final int[] b = new int[REGULAR];
    private final int[] c = new int[REGULAR];
    private final int[] n = new int[REGULAR + 2];
    private final int[] negative = new int[2];
    private int runIndex;

    JpegLsScan(JpegLsBits bits, JpegLsPreset preset, int near, FrameShape shape, byte[] out) {
        this.bits = bits;
        this.preset = preset;
        this.near = near;
        this.shape = shape;
        this.out = out;
        this.range = (preset.maxValue() + 2 * near) / (2 * near + 1) + 1;
        this.qbpp = bitsFor(range);
        int bpp = Math.max(2, bitsFor(preset.maxValue() + 1));
        this.limit = 2 * (bpp + Math.max(8, bpp));
        Arrays.fill(a, Math.max(2, (range + 32) / 64));
        Arrays.fill(n, 1);
    }

    private static int bitsFor(int values) {
        return 32 - Integer.numberOfLeadingZeros(values - 1);
    }

    /** The line above and this one, with one sample more at each end (A.2.1). */
    private final class Lines {
        private int[] above = new int[shape.columns() + 2];
        private int[] here = new int[shape.columns() + 2];
        private int savedRunIndex;

        void begin() {
            int[] swap = above;
            above = here;
            here = swap;
            above[shape.columns() + 1] = above[shape.columns()];
            here[0] = above[1];
        }

        void put(int row, int sample) {
            for (int x = 0; x < shape.columns(); x++) {
                shape.put(out, row * shape.columns() + x, sample, here[x + 1]);
            }
        }
    }

    /** One component alone. */
    void separate(int sample) throws DicomFormatException {
        Lines lines = new Lines();
        for (int row = 0; row < shape.rows(); row++) {
            lines.begin();
            line(lines);
            lines.put(row, sample);
        }
    }

    /** A line of each component in turn. */
    void lines() throws DicomFormatException {
        Lines[] all = allLines();
        for (int row = 0; row < shape.rows(); row++) {
            for (int sample = 0; sample < all.length; sample++) {
                Lines lines = all[sample];
                runIndex = lines.savedRunIndex;
                lines.begin();
                line(lines);
                lines.put(row, sample);
                lines.savedRunIndex = runIndex;
            }
        }
    }

    private Lines[] allLines() {
        Lines[] all = new Lines[shape.samples()];
        for (int sample = 0; sample < all.length; sample++) {
            all[sample] = new Lines();
        }
        return all;
    }

    private void line(Lines lines) throws DicomFormatException {
        int x = 1;
        while (x <= shape.columns()) {
            int context = context(lines, x);
            if (context != 0) {
                lines.here[x] = regular(context, lines, x);
                x++;
                continue;
            }
            int run = run(shape.columns() - x + 1);
            Arrays.fill(lines.here, x, x + run, lines.here[x - 1]);
            x += run;
            if (x <= shape.columns()) {
                lines.here[x] = interruption(lines.here[x - 1], lines.above[x], true);
                endRun();
                x++;
            }
        }
    }

    /** A sample of each component in turn: a run is one of all of them. */
    void samples() throws DicomFormatException {
        Lines[] all = allLines();
        for (int row = 0; row < shape.rows(); row++) {
            for (Lines lines : all) {
                lines.begin();
            }
            pixels(all);
            for (int sample = 0; sample < all.length; sample++) {
                all[sample].put(row, sample);
            }
        }
    }

    private void pixels(Lines[] all) throws DicomFormatException {
        int x = 1;
        while (x <= shape.columns()) {
            boolean flat = true;
            for (Lines lines : all) {
                flat &= context(lines, x) == 0;
            }
            if (!flat) {
                for (Lines lines : all) {
                    lines.here[x] = regular(context(lines, x), lines, x);
                }
                x++;
                continue;
            }
            int run = run(shape.columns() - x + 1);
            for (Lines lines : all) {
                Arrays.fill(lines.here, x, x + run, lines.here[x - 1]);
            }
            x += run;
            if (x <= shape.columns()) {
                for (Lines lines : all) {
                    lines.here[x] = interruption(lines.here[x - 1], lines.above[x], false);
                }
                endRun();
                x++;
            }
        }
    }

    /** The context by three gradients, -364 to 364; 0 begins a run in lossless coding (A.3). */
    private int context(Lines lines, int x) {
        int rb = lines.above[x];
        int rc = lines.above[x - 1];
        return 81 * quantised(lines.above[x + 1] - rb) + 9 * quantised(rb - rc) + quantised(rc - lines.here[x - 1]);
    }

    private int quantised(int gradient) {
        int size = Math.abs(gradient);
        int q = size <= near ? 0 : size < preset.t1() ? 1 : size < preset.t2() ? 2 : size < preset.t3() ? 3 : 4;
        return gradient < 0 ? -q : q;
    }

    private int regular(int context, Lines lines, int x) throws DicomFormatException {
        int sign = context < 0 ? -1 : 1;
        int q = Math.abs(context);
        int ra = lines.here[x - 1];
        int rb = lines.above[x];
        int rc = lines.above[x - 1];
        int predicted =
                rc >= Math.max(ra, rb) ? Math.min(ra, rb) : rc <= Math.min(ra, rb) ? Math.max(ra, rb) : ra + rb - rc;
        int px = Math.max(0, Math.min(preset.maxValue(), predicted + sign * c[q]));
        int k = golombParameter(n[q], a[q]);
        int mapped = golomb(k, limit);
        int error = (mapped & 1) == 0 ? mapped >>> 1 : -((mapped + 1) >>> 1);
        if (near == 0 && k == 0 && 2 * b[q] <= -n[q]) {
            error = -error - 1;
        }
        update(q, error);
        return reconstructed(px, sign * error);
    }

    private static int golombParameter(int count, int sum) {
        int k = 0;
        while (k < 24 && count << k < sum) {
            k++;
        }
        return k;
    }

    /** A code of limited length (A.5.3). */
    private int golomb(int k, int longest) throws DicomFormatException {
        int escape = longest - qbpp - 1;
        int zeros = bits.zeros(escape);
        return zeros < escape ? (zeros << k) | bits.bits(k) : bits.bits(qbpp) + 1;
    }

    private void update(int q, int error) {
        b[q] += error * (2 * near + 1);
        a[q] += Math.abs(error);
        if (n[q] == preset.reset()) {
            a[q] >>= 1;
            b[q] >>= 1;
            n[q] >>= 1;
        }
        n[q]++;
        if (b[q] <= -n[q]) {
            b[q] = Math.max(b[q] + n[q], 1 - n[q]);
            c[q] = Math.max(c[q] - 1, -128);
        } else if (b[q] > 0) {
            b[q] = Math.min(b[q] - n[q], 0);
            c[q] = Math.min(c[q] + 1, 127);
        }
    }

    private int reconstructed(int px, int error) {
        int value = px + error * (2 * near + 1);
        int modulus = range * (2 * near + 1);
        if (value < -near) {
            value += modulus;
        } else if (value > preset.maxValue() + near) {
            value -= modulus;
        }
        return Math.max(0, Math.min(preset.maxValue(), value));
    }

    /** How many samples repeat the one before, at most the rest of the line (A.7.1). */
    private int run(int rest) throws DicomFormatException {
        int length = 0;
        while (bits.bit() == 1) {
            int whole = 1 << RUN_ORDER[runIndex];
            int taken = Math.min(whole, rest - length);
            length += taken;
            if (taken == whole) {
                runIndex = Math.min(runIndex + 1, RUN_ORDER.length - 1);
            }
            if (length == rest) {
                return length;
            }
        }
        length += bits.bits(RUN_ORDER[runIndex]);
        if (length >= rest) {
            throw new DicomFormatException("A run of a JPEG-LS scan is longer than its line");
        }
        return length;
    }

    private void endRun() {
        runIndex = Math.max(runIndex - 1, 0);
    }

    /** The sample that ends a run (A.7.2). */
    private int interruption(int ra, int rb, boolean mayBeEqual) throws DicomFormatException {
        int type = mayBeEqual && Math.abs(ra - rb) <= near ? 1 : 0;
        int q = REGULAR + type;
        int k = golombParameter(n[q], a[q] + (type == 1 ? n[q] >> 1 : 0));
        int mapped = golomb(k, limit - RUN_ORDER[runIndex] - 1);
        int shifted = mapped + type;
        int odd = shifted & 1;
        int size = (shifted + odd) >> 1;
        boolean mostlyNegative = k != 0 || 2 * negative[type] >= n[q];
        int error = mostlyNegative == (odd == 1) ? -size : size;
        if (error < 0) {
            negative[type]++;
        }
        a[q] += (mapped + 1 - type) >> 1;
        if (n[q] == preset.reset()) {
            a[q] >>= 1;
            n[q] >>= 1;
            negative[type] >>= 1;
        }
        n[q]++;
        if (type == 1) {
            return reconstructed(ra, error);
        }
        return reconstructed(rb, ra > rb ? -error : error);
    }
}
