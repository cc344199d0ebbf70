package org.openiep.dicom.convert;

/**
 * The inverse discrete cosine transform of 8 by 8 samples after Loeffler, Ligtenberg and Moschytz, in whole numbers with
 * thirteen fractional bits: the same arithmetic as the slow and accurate one that most decoders use, so that pixels come
 * out the same.
 */
final class InverseDct {
    private static final int CONST_BITS = 13;
    private static final int FIX_0_298631336 = 2446;
    private static final int FIX_0_390180644 = 3196;
    private static final int FIX_0_541196100 = 4433;
    private static final int FIX_0_765366865 = 6270;
    private static final int FIX_0_899976223 = 7373;
    private static final int FIX_1_175875602 = 9633;
    private static final int FIX_1_501321110 = 12299;
    private static final int FIX_1_847759065 = 15137;
    private static final int FIX_1_961570560 = 16069;
    private static final int FIX_2_053119869 = 16819;
    private static final int FIX_2_562915447 = 20995;
    private static final int FIX_3_072711026 = 25172;

    private final int passBits;
    private final int centre;
    private final int max;
    private final int[] work = new int[64];

    /** @param precision bits of a sample, 8 or 12 */
    InverseDct(int precision) {
        this.passBits = precision == 8 ? 2 : 1;
        this.centre = 1 << (precision - 1);
        this.max = (1 << precision) - 1;
    }

    /** Columns, then rows; the samples go to {@code out}, eight to a line of {@code stride}. */
    void transform(int[] block, short[] out, int at, int stride) {
        for (int column = 0; column < 8; column++) {
            pass(block, column, 8, CONST_BITS - passBits);
        }
        for (int row = 0; row < 8; row++) {
            pass(block, row * 8, 1, CONST_BITS + passBits + 3);
            for (int x = 0; x < 8; x++) {
                out[at + row * stride + x] = (short) Math.max(0, Math.min(max, block[row * 8 + x] + centre));
            }
        }
    }

    /** One dimension, in place. */
    private void pass(int[] b, int at, int step, int shift) {
        int z2 = b[at + 2 * step];
        int z3 = b[at + 6 * step];
        int z1 = (z2 + z3) * FIX_0_541196100;
        int even2 = z1 - z3 * FIX_1_847759065;
        int even3 = z1 + z2 * FIX_0_765366865;
        int even0 = (b[at] + b[at + 4 * step]) << CONST_BITS;
        int even1 = (b[at] - b[at + 4 * step]) << CONST_BITS;
        int sum0 = even0 + even3;
        int sum3 = even0 - even3;
        int sum1 = even1 + even2;
        int sum2 = even1 - even2;
        odd(b, at, step);
        int round = 1 << (shift - 1);
        b[at] = (sum0 + work[3] + round) >> shift;
        b[at + 7 * step] = (sum0 - work[3] + round) >> shift;
        b[at + step] = (sum1 + work[2] + round) >> shift;
        b[at + 6 * step] = (sum1 - work[2] + round) >> shift;
        b[at + 2 * step] = (sum2 + work[1] + round) >> shift;
        b[at + 5 * step] = (sum2 - work[1] + round) >> shift;
        b[at + 3 * step] = (sum3 + work[0] + round) >> shift;
        b[at + 4 * step] = (sum3 - work[0] + round) >> shift;
    }

    private void odd(int[] b, int at, int step) {
        int t0 = b[at + 7 * step];
        int t1 = b[at + 5 * step];
        int t2 = b[at + 3 * step];
        int t3 = b[at + step];
        int z5 = (t0 + t2 + t1 + t3) * FIX_1_175875602;
        int z1 = -(t0 + t3) * FIX_0_899976223;
        int z2 = -(t1 + t2) * FIX_2_562915447;
        int z3 = -(t0 + t2) * FIX_1_961570560 + z5;
        int z4 = -(t1 + t3) * FIX_0_390180644 + z5;
        work[0] = t0 * FIX_0_298631336 + z1 + z3;
        work[1] = t1 * FIX_2_053119869 + z2 + z4;
        work[2] = t2 * FIX_3_072711026 + z2 + z3;
        work[3] = t3 * FIX_1_501321110 + z1 + z4;
    }
}
