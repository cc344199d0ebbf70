package org.openiep.dicom.data;

import java.util.List;

/**
 * A sequence of items (PS3.5 7.5).
 *
 * @param tag group in the upper, element in the lower 16 bits
 * @param items each a data set, in order
 */
public record SequenceElement(int tag, List<DataSet> items) implements Element {
    public SequenceElement {
        items = items instanceof MadeItems ? items : List.copyOf(items);
    }

    @Override
    public VR vr() {
        return VR.SQ;
    }

    @Override
    public boolean isEmpty() {
        return items.isEmpty();
    }

    @Override
    public String toString() {
        return Tag.format(tag) + " SQ " + items.size() + " items";
    }
}
