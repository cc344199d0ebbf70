package org.openiep.dicom.data;

/** Turns words between little and big endian (PS3.5 7.3). */
final class ByteOrders {
    private ByteOrders() {}

    /** Reverses each word in place; bytes at the end that make no whole word stay. */
    static void swap(byte[] bytes, int wordLength) {
        if (wordLength == 1) {
            return;
        }
        for (int start = 0; start + wordLength <= bytes.length; start += wordLength) {
            for (int low = start, high = start + wordLength - 1; low < high; low++, high--) {
                byte b = bytes[low];
                bytes[low] = bytes[high];
                bytes[high] = b;
            }
        }
    }
}
