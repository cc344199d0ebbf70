package org.openiep.dicom.data;

import java.util.Arrays;
import java.util.List;

/** Encapsulated pixel data: the offset table (which may be empty) and the fragments as they are (PS3.5 A.4). */
public final class FragmentsElement implements Element {
    private final int tag;
    private final VR vr;
    private final List<byte[]> fragments;

    /**
     * @param vr OB or OW
     * @param fragments the Basic Offset Table first; the arrays are kept, not copied
     */
    public FragmentsElement(int tag, VR vr, List<byte[]> fragments) {
        this.tag = tag;
        this.vr = vr;
        this.fragments = List.copyOf(fragments);
    }

    @Override
    public int tag() {
        return tag;
    }

    @Override
    public VR vr() {
        return vr;
    }

    /** Basic Offset Table first, not copies: for reading only. */
    public List<byte[]> fragments() {
        return fragments;
    }

    @Override
    public boolean isEmpty() {
        return fragments.isEmpty();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof FragmentsElement that
                && tag == that.tag
                && vr == that.vr
                && Arrays.deepEquals(fragments.toArray(), that.fragments.toArray());
    }

    @Override
    public int hashCode() {
        return 31 * tag + Arrays.deepHashCode(fragments.toArray());
    }

    @Override
    public String toString() {
        return Tag.format(tag) + " " + vr + " " + fragments.size() + " fragments";
    }
}
