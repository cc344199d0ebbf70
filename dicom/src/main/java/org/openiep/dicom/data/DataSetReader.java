package org.openiep.dicom.data;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Reads a data set from a stream (PS3.5 section 7 and annex A). What it keeps is bounded by {@link ReadOptions}; what
 * it cannot read is refused with a {@link DicomFormatException} that names tag and offset. Elements out of order are
 * put in order, and of two with the same tag the first counts, as DCMTK has it.
 *
 * <pre>
 * implicit VR           tag (2 + 2) | length (4)                       | value
 * explicit, short form  tag (2 + 2) | VR (2)     | length (2)          | value
 * explicit, long form   tag (2 + 2) | VR (2) | 0000H (2) | length (4)  | value
 * item                  FFFE,E000   | length (4)                       | data set or fragment
 * </pre>
 *
 * <p>The stream is read in small pieces, so it should be buffered; not one byte beyond the data set is taken, but for
 * deflated ones. Where reading stops before a tag, the four bytes of that tag have been taken.
 */
public final class DataSetReader {
    private static final long UNDEFINED = ElementHeader.UNDEFINED;

    /** What an element or an item costs beside its value, for {@link ReadOptions#maxTotal}; bytes. */
    private static final int OVERHEAD = 64;

    private final InputStream in;
    private final TransferSyntax syntax;
    private final ReadOptions options;
    private long kept;
    private long position;
    private final Map<Integer, List<Long>> itemOffsets = new HashMap<>();
    private IntPredicate given = sequence -> false;
    private ItemTaker taker = (sequence, item) -> {};

    /** Takes items as they are read. */
    @FunctionalInterface
    public interface ItemTaker {
        /**
         * Takes an item.
         *
         * @param sequence tag of the sequence that it is of
         */
        void take(int sequence, DataSet item);
    }

    public DataSetReader(InputStream in, TransferSyntax syntax, ReadOptions options) {
        this.in = in;
        this.syntax = syntax;
        this.options = options;
    }

    /**
     * Gives the items of the outermost data set's sequences away, one by one, and keeps none: their sequences are read
     * as empty. So a sequence takes the memory of its largest item, however many it has.
     */
    public DataSetReader givingItems(ItemTaker to) {
        given = sequence -> true;
        taker = to;
        return this;
    }

    /** The same for the items of one sequence of the outermost data set, which nobody takes. */
    public DataSetReader withoutItemsOf(int tag) {
        given = sequence -> sequence == tag;
        return this;
    }

    /** Reads a whole data set. */
    public static DataSet read(InputStream in, TransferSyntax syntax) throws IOException {
        return read(in, syntax, ReadOptions.WHOLE);
    }

    /** Reads a data set as far as the options say. */
    public static DataSet read(InputStream in, TransferSyntax syntax, ReadOptions options) throws IOException {
        return new DataSetReader(in, syntax, options).read();
    }

    /**
     * Reads the data set; once.
     *
     * @throws DicomFormatException when it is not what the standard says, or ends too early
     * @throws IOException when the stream fails
     */
    public DataSet read() throws IOException {
        if (!syntax.deflated()) {
            return read(in);
        }
        Inflater inflater = new Inflater(true);
        try {
            return read(new InflaterInputStream(in, inflater, 8192));
        } catch (ZipException | EOFException e) {
            throw new DicomFormatException(
                    "The deflated data is damaged or cut short after offset " + inflater.getBytesWritten(), e);
        } finally {
            inflater.end();
        }
    }

    /**
     * Where reading ended: offset in bytes, from the start of the (inflated) data set, of the element it stopped
     * before, or of the end.
     */
    public long position() {
        return position;
    }

    /** Where the items of a sequence of the outermost data set begin, as {@link #position} counts; in order. */
    public List<Long> itemOffsets(int sequence) {
        return Collections.unmodifiableList(itemOffsets.getOrDefault(sequence, List.of()));
    }

    /** The items that a value of unknown VR holds, in implicit VR little endian; none when it holds something else. */
    static List<DataSet> unknownSequence(ValueElement value, DataSet around) {
        TransferSyntax implicit = TransferSyntax.IMPLICIT_LITTLE_ENDIAN;
        DataSetReader reader = new DataSetReader(new ByteArrayInputStream(value.bytes()), implicit, ReadOptions.WHOLE);
        try {
            ByteSource source = new ByteSource(reader.in, false);
            Level level = reader.new Level(source, false, around, 0, Long.MAX_VALUE);
            return level.items(value.tag(), false, value.bytes().length);
        } catch (IOException e) {
            return List.of();
        }
    }

    private DataSet read(InputStream from) throws IOException {
        ByteSource source = new ByteSource(from, syntax.bigEndian());
        DataSet set = new DataSet();
        new Level(source, syntax.explicitVr(), set, 0, Long.MAX_VALUE).elements();
        return set;
    }

    private void keep(long bytes, int tag, long offset) throws DicomFormatException {
        kept += bytes;
        if (kept > options.maxTotal()) {
            throw new DicomFormatException("The data set needs more than " + options.maxTotal()
                    + " bytes of memory, at " + Tag.format(tag) + " at offset " + offset);
        }
    }

    /** One data set: the outermost, or an item that ends at {@code limit} or at its delimiter. */
    private final class Level {
        private final ByteSource source;
        private final boolean explicit;
        private final DataSet set;
        private final int depth;
        private final long limit;

        Level(ByteSource source, boolean explicit, DataSet set, int depth, long limit) {
            this.source = source;
            this.explicit = explicit;
            this.set = set;
            this.depth = depth;
            this.limit = limit;
        }

        void elements() throws IOException {
            while (source.position() < limit) {
                long start = source.position();
                long next = source.tagOrEnd();
                if (next == -1) {
                    if (depth > 0) {
                        throw new DicomFormatException(
                                "The data ends at offset " + start + " within an item, before its end or delimiter");
                    }
                    break;
                }
                if (depth == 0 && next >= options.stopBefore()) {
                    position = start;
                    return;
                }
                int tag = (int) next;
                if (Tag.group(tag) == 0xFFFE) {
                    if (delimiter(tag, start)) {
                        return;
                    }
                } else {
                    element(tag, start);
                }
            }
            checkEnd(limit, "An item");
            position = source.position();
        }

        /** What is inside of a defined length may have announced more than it holds. */
        private void checkEnd(long end, String what) throws DicomFormatException {
            if (end != Long.MAX_VALUE && source.position() != end) {
                throw new DicomFormatException(
                        what + " should end at offset " + end + ", but what is inside ends at " + source.position());
            }
        }

        /** Is this the end of the item? Delimiters that some devices write for no reason are passed over. */
        private boolean delimiter(int tag, long start) throws IOException {
            long length = source.unsigned32(tag);
            if (tag == Tag.ITEM || length != 0) {
                throw new DicomFormatException("Found " + Tag.format(tag) + " with length " + length + " at offset "
                        + start + ", where a data element was expected");
            }
            return tag == Tag.ITEM_DELIMITATION && depth > 0 && limit == Long.MAX_VALUE;
        }

        private void element(int tag, long start) throws IOException {
            ElementHeader header = ElementHeader.read(source, explicit, tag, start, set::hasSignedPixels);
            VR vr = header.vr();
            long length = header.length();
            keep(OVERHEAD, tag, start);
            Element element;
            if (length == UNDEFINED) {
                element = undefined(tag, vr, start);
            } else {
                if (length > limit - source.position()) {
                    throw new DicomFormatException(Tag.format(tag) + " at offset " + start + " has length " + length
                            + ", but its item ends after " + (limit - source.position()) + " bytes");
                }
                element = vr == VR.SQ
                        ? new SequenceElement(tag, items(tag, explicit, source.position() + length))
                        : value(tag, vr, length, start);
            }
            if (!set.contains(tag)) {
                set.put(element);
            }
        }

        private Element undefined(int tag, VR vr, long start) throws IOException {
            if (vr == VR.SQ) {
                return new SequenceElement(tag, items(tag, explicit, Long.MAX_VALUE));
            }
            if (vr == VR.UN) {
                // An unknown sequence is encoded in implicit VR little endian inside (PS3.5 6.2.2 note 2).
                boolean bigEndian = source.bigEndian();
                source.bigEndian(false);
                List<DataSet> items = items(tag, false, Long.MAX_VALUE);
                source.bigEndian(bigEndian);
                return new SequenceElement(tag, items);
            }
            if (vr == VR.OB || vr == VR.OW) {
                return fragments(tag, vr);
            }
            throw new DicomFormatException(Tag.format(tag) + " at offset " + start + " with value representation " + vr
                    + " has an undefined length, which only sequences and pixel data may have");
        }

        private Element value(int tag, VR vr, long length, long start) throws IOException {
            if (length > options.maxValueLength()) {
                source.skip(length, tag);
                return new OmittedElement(tag, vr, length);
            }
            keep(length, tag, start);
            byte[] bytes = source.bytes((int) length, tag);
            if (source.bigEndian()) {
                ByteOrders.swap(bytes, vr.wordLength());
            }
            return new ValueElement(tag, vr, bytes);
        }

        private List<DataSet> items(int tag, boolean explicitItems, long end) throws IOException {
            if (depth == options.maxDepth()) {
                throw new DicomFormatException("Sequences are nested more than " + options.maxDepth() + " deep at "
                        + Tag.format(tag) + " at offset " + source.position());
            }
            List<DataSet> items = new ArrayList<>();
            while (source.position() < end) {
                long start = source.position();
                long next = source.tagOrEnd();
                int found = (int) next;
                if (found == Tag.SEQUENCE_DELIMITATION) {
                    source.unsigned32(found);
                    if (end == Long.MAX_VALUE) {
                        break;
                    }
                } else if (found == Tag.ITEM) {
                    item(tag, explicitItems, end, start, items);
                } else {
                    throw unexpected(tag, next, start);
                }
            }
            checkEnd(end, Tag.format(tag));
            return items;
        }

        private void item(int tag, boolean explicitItems, long end, long start, List<DataSet> items)
                throws IOException {
            if (depth == 0 && given.test(tag)) {
                long before = kept;
                taker.take(tag, item(tag, explicitItems, end));
                kept = before;
                return;
            }
            keep(OVERHEAD, tag, start);
            if (depth == 0) {
                itemOffsets.computeIfAbsent(tag, t -> new ArrayList<>()).add(start);
            }
            items.add(item(tag, explicitItems, end));
        }

        private DataSet item(int tag, boolean explicitItems, long end) throws IOException {
            long length = source.unsigned32(Tag.ITEM);
            long start = source.position();
            if (length != UNDEFINED && length > end - start) {
                throw new DicomFormatException("An item of " + Tag.format(tag) + " at offset " + start + " has length "
                        + length + ", but its sequence ends after " + (end - start) + " bytes");
            }
            DataSet item = new DataSet(set);
            long itemEnd = length == UNDEFINED ? Long.MAX_VALUE : start + length;
            new Level(source, explicitItems, item, depth + 1, itemEnd).elements();
            return item;
        }

        private Element fragments(int tag, VR vr) throws IOException {
            List<byte[]> fragments = new ArrayList<>();
            boolean omitted = false;
            long total = 0;
            while (true) {
                long start = source.position();
                long next = source.tagOrEnd();
                int found = (int) next;
                if (found == Tag.SEQUENCE_DELIMITATION) {
                    source.unsigned32(found);
                    return omitted ? new OmittedElement(tag, vr, -1) : new FragmentsElement(tag, vr, fragments);
                }
                if (found != Tag.ITEM) {
                    throw unexpected(tag, next, start);
                }
                long length = source.unsigned32(found);
                if (length == UNDEFINED) {
                    throw new DicomFormatException(
                            "A fragment of " + Tag.format(tag) + " at offset " + start + " has an undefined length");
                }
                total += length;
                omitted |= total > options.maxValueLength();
                if (omitted) {
                    fragments.clear();
                    source.skip(length, tag);
                } else {
                    keep(OVERHEAD + length, tag, start);
                    fragments.add(source.bytes((int) length, tag));
                }
            }
        }

        private DicomFormatException unexpected(int tag, long next, long start) {
            return new DicomFormatException(
                    next == -1
                            ? "The data ends at offset " + start + " within " + Tag.format(tag)
                            : "Found " + Tag.format((int) next) + " at offset " + start + " within " + Tag.format(tag)
                                    + ", where an item or the end of the sequence was expected");
        }
    }
}
