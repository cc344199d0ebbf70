package org.openiep.dicom.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What becomes different in the outermost data set while {@link DataSetCopier} copies it. One change a tag; a later one
 * takes the place of an earlier one. Not safe for several threads while it is filled.
 */
public final class Changes {
    /** Writes a value that is not held in memory. */
    @FunctionalInterface
    public interface Content {
        /** Writes the whole value, numbers in little endian; the stream stays open. */
        void writeTo(OutputStream out) throws IOException;
    }

    sealed interface Change permits Put, Remove, Append, Stream {}

    record Put(Element element) implements Change {}

    record Remove() implements Change {}

    record Append(DataSet item) implements Change {}

    record Stream(VR vr, long length, Content content) implements Change {}

    private final NavigableMap<Integer, Change> byTag = new TreeMap<>(Integer::compareUnsigned);
    private @Nullable SpecificCharacterSet recodeFrom;

    /** Puts an element in its place, whatever was there. Its text is in the character set that the copy will have. */
    public Changes put(Element element) {
        byTag.put(element.tag(), new Put(element));
        return this;
    }

    /** Takes an element out, if it is there. */
    public Changes remove(int tag) {
        byTag.put(tag, new Remove());
        return this;
    }

    /** Adds an item at the end of a sequence, which is made if it is not there. */
    public Changes append(int tag, DataSet item) {
        byTag.put(tag, new Append(item));
        return this;
    }

    /**
     * Puts an element whose value is written when its place is reached.
     *
     * @param vr one of the long explicit form
     * @param length of what {@code content} writes, in bytes, 0 to FFFFFFFEH; made even by a null
     */
    public Changes stream(int tag, VR vr, long length, Content content) {
        if (!vr.longForm() || vr == VR.SQ || length < 0 || length > 0xFFFFFFFEL) {
            throw new IllegalArgumentException(Tag.format(tag) + ": " + length + " bytes of " + vr);
        }
        byTag.put(tag, new Stream(vr, length, content));
        return this;
    }

    /**
     * Turns all text into UTF-8, in items too unless they have a Specific Character Set (0008,0005) of their own; a
     * change of (0008,0005) to ISO_IR 192 is made with it. Values whose VR is not known stay as they are.
     *
     * @param from what the text is in now
     */
    public Changes recodeToUtf8(SpecificCharacterSet from) {
        recodeFrom = from;
        return put(new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .get(Tag.SPECIFIC_CHARACTER_SET)
                .orElseThrow());
    }

    /** Is the copy equal to what is copied? */
    public boolean isEmpty() {
        return byTag.isEmpty();
    }

    /** The tags that are put, taken out or added to. */
    public Set<Integer> tags() {
        return Set.copyOf(byTag.keySet());
    }

    /** All of these and, where a tag is in neither twice, all of the others; for a tag in both, the other counts. */
    public Changes and(Changes others) {
        Changes both = new Changes();
        both.byTag.putAll(byTag);
        both.byTag.putAll(others.byTag);
        both.recodeFrom = others.recodeFrom != null ? others.recodeFrom : recodeFrom;
        return both;
    }

    Optional<SpecificCharacterSet> recodeFrom() {
        return Optional.ofNullable(recodeFrom);
    }

    NavigableMap<Integer, Change> pending() {
        NavigableMap<Integer, Change> pending = new TreeMap<>(Integer::compareUnsigned);
        pending.putAll(byTag);
        return pending;
    }

    boolean addsTo(int tag) {
        return byTag.get(tag) instanceof Append;
    }

    Set<Integer> groups() {
        Set<Integer> groups = new HashSet<>();
        byTag.keySet().forEach(tag -> groups.add(Tag.group(tag)));
        return groups;
    }
}
