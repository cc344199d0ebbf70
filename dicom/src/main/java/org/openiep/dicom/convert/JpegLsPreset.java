package org.openiep.dicom.convert;

import org.openiep.dicom.data.DicomFormatException;

/**
 * Parameters of the coding (T.87 C.2.4.1.1); 0 stands for the default.
 *
 * @param maxValue the highest value of a sample
 * @param t1 first threshold of gradients
 * @param t2 second
 * @param t3 third
 * @param reset when the counts of a context are halved
 */
record JpegLsPreset(int maxValue, int t1, int t2, int t3, int reset) {
    /**
     * With the defaults filled in (T.87 C.2.4.1.1.1).
     *
     * @param near the error that is allowed in each sample, 0 for none
     */
    JpegLsPreset complete(int precision, int near) throws DicomFormatException {
        int max = maxValue == 0 ? (1 << precision) - 1 : maxValue;
        if (max >= 1 << precision || near > Math.min(255, max / 2)) {
            throw new DicomFormatException("JPEG-LS parameters: highest value " + max + ", error " + near);
        }
        int first;
        int second;
        int third;
        if (max >= 128) {
            int factor = (Math.min(max, 4095) + 128) / 256;
            first = clamp(factor + 2 + 3 * near, near + 1, max);
            second = clamp(factor * 4 + 3 + 5 * near, first, max);
            third = clamp(factor * 17 + 4 + 7 * near, second, max);
        } else {
            int factor = 256 / (max + 1);
            first = clamp(Math.max(2, 3 / factor + 3 * near), near + 1, max);
            second = clamp(Math.max(3, 7 / factor + 5 * near), first, max);
            third = clamp(Math.max(4, 21 / factor + 7 * near), second, max);
        }
        JpegLsPreset complete = new JpegLsPreset(
                max, t1 == 0 ? first : t1, t2 == 0 ? second : t2, t3 == 0 ? third : t3, reset == 0 ? 64 : reset);
        complete.check(near);
        return complete;
    }

    private static int clamp(int value, int low, int high) {
        return value < low || value > high ? low : value;
    }

    private void check(int near) throws DicomFormatException {
        if (t1 <= near || t2 < t1 || t3 < t2 || reset < 3) {
            throw new DicomFormatException("JPEG-LS thresholds " + t1 + ", " + t2 + ", " + t3 + ", reset " + reset);
        }
    }
}
