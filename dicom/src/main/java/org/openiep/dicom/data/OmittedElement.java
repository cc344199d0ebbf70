package org.openiep.dicom.data;

/**
 * An element that was there, but whose value was longer than the reader was asked to keep.
 *
 * @param tag group in the upper, element in the lower 16 bits
 * @param vr as read
 * @param length bytes of the value, 0 to FFFFFFFEH; -1 when it was of undefined length
 */
public record OmittedElement(int tag, VR vr, long length) implements Element {
    @Override
    public boolean isEmpty() {
        return false;
    }

    @Override
    public String toString() {
        return Tag.format(tag) + " " + vr + " " + length + " bytes, left out";
    }
}
