package org.openiep.dicom.data;

import java.util.Arrays;

/** An element with a plain value, kept as bytes: numbers in little endian, text as it was encoded, padded to even. */
public final class ValueElement implements Element {
    private final int tag;
    private final VR vr;
    private final byte[] bytes;

    /**
     * @param vr any but SQ
     * @param bytes is kept, not copied; of odd length, a padded copy is kept
     */
    public ValueElement(int tag, VR vr, byte[] bytes) {
        if (vr == VR.SQ) {
            throw new IllegalArgumentException(Tag.format(tag) + ": a sequence has items, not bytes");
        }
        this.tag = tag;
        this.vr = vr;
        this.bytes = bytes.length % 2 == 0 ? bytes : padded(bytes, vr.padding());
    }

    private static byte[] padded(byte[] bytes, byte padding) {
        byte[] even = Arrays.copyOf(bytes, bytes.length + 1);
        even[bytes.length] = padding;
        return even;
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public VR vr() {
        return vr;
    }

    /** The value itself, not a copy: for reading only. */
    public byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean isEmpty() {
        return bytes.length == 0;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ValueElement that
                && tag == that.tag
                && vr == that.vr
                && Arrays.equals(bytes, that.bytes);
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.hashCode(bytes);
    }

    /** Tag, VR and length; no value, since that may identify a patient. */
    @Override
    public String toString() {
        return Tag.format(tag) + " " + vr + " " + bytes.length + " bytes";
    }
}
