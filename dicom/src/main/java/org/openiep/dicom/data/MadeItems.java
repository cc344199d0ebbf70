package org.openiep.dicom.data;

import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;
import java.util.function.IntFunction;

/** Items of a sequence that are made anew each time they are looked at, so that thousands take no memory. */
public final class MadeItems extends AbstractList<DataSet> implements RandomAccess {
    private final int size;
    private final IntFunction<DataSet> maker;

    /**
     * @param size how many
     * @param maker makes the item of an index from 0 on, each time with the same content
     */
    public MadeItems(int size, IntFunction<DataSet> maker) {
        this.size = size;
        this.maker = maker;
    }

    @Override
    public DataSet get(int index) {
        return maker.apply(Objects.checkIndex(index, size));
    }

    @Override
    public int size() {
        return size;
    }
}
