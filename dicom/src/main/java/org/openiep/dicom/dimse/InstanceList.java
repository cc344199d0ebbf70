package org.openiep.dicom.dimse;

import java.nio.charset.StandardCharsets;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Names of objects in little memory: their instance UIDs one behind the other, and each class once. A list of 10 000
 * takes less than 0.75 MB. Immutable once it is built.
 */
final class InstanceList extends AbstractList<InstanceReference> implements RandomAccess {
    private final byte[] text;
    private final int[] ends;
    private final int[] classes;
    private final List<String> classUids;

    private InstanceList(byte[] text, int[] ends, int[] classes, List<String> classUids) {
        this.text = text;
        this.ends = ends;
        this.classes = classes;
        this.classUids = classUids;
    }

    static List<InstanceReference> copyOf(List<InstanceReference> instances) {
        if (instances instanceof InstanceList) {
            return instances;
        }
        Builder builder = new Builder();
        instances.forEach(builder::add);
        return builder.build();
    }

    @Override
    public InstanceReference get(int index) {
        int start = Objects.checkIndex(index, ends.length) == 0 ? 0 : ends[index - 1];
        String uid = new String(text, start, ends[index] - start, StandardCharsets.UTF_8);
        return new InstanceReference(classUids.get(classes[index]), uid);
    }

    @Override
    public int size() {
        return ends.length;
    }

    static final class Builder {
        private byte[] text = new byte[256];
        private int[] ends = new int[4];
        private int[] classes = new int[4];
        private final List<String> classUids = new ArrayList<>();
        private final Map<String, Integer> indexes = new HashMap<>();
        private int used;
        private int size;

        void add(InstanceReference instance) {
            byte[] uid = instance.sopInstanceUid().getBytes(StandardCharsets.UTF_8);
            if (used + uid.length > text.length) {
                text = Arrays.copyOf(text, larger(used) + uid.length);
            }
            if (size == ends.length) {
                ends = Arrays.copyOf(ends, larger(size));
                classes = Arrays.copyOf(classes, ends.length);
            }
            System.arraycopy(uid, 0, text, used, uid.length);
            used += uid.length;
            ends[size] = used;
            classes[size] = indexes.computeIfAbsent(instance.sopClassUid(), uid1 -> {
                classUids.add(uid1);
                return classUids.size() - 1;
            });
            size++;
        }

        /** In small steps, since half of the memory would be empty else. */
        private static int larger(int full) {
            return full + full / 8 + 64;
        }

        int size() {
            return size;
        }

        /** How many different classes. */
        int classes() {
            return classUids.size();
        }

        InstanceList build() {
            return new InstanceList(
                    Arrays.copyOf(text, used),
                    Arrays.copyOf(ends, size),
                    Arrays.copyOf(classes, size),
                    List.copyOf(classUids));
        }
    }
}
