package org.openiep.dicom.data;

import java.io.IOException;

/** Finds the way through items and elements of a stream, and refuses what cannot stand where it is (PS3.5 7.5). */
final class Structure {
    /** The end of what is of undefined length. */
    static final long NO_LIMIT = Long.MAX_VALUE;

    private final ByteSource source;

    Structure(ByteSource source) {
        this.source = source;
    }

    /** The next tag within a sequence: an item, or the end of the sequence. */
    int itemTag(int sequence) throws IOException {
        long start = source.position();
        long next = source.tagOrEnd();
        int tag = (int) next;
        if (next == -1) {
            throw new DicomFormatException("The data ends at offset " + start + " within " + Tag.format(sequence));
        }
        if (tag != Tag.ITEM && tag != Tag.SEQUENCE_DELIMITATION) {
            throw new DicomFormatException("Found " + Tag.format(tag) + " at offset " + start + " within "
                    + Tag.format(sequence) + ", where an item or the end of the sequence was expected");
        }
        return tag;
    }

    /** The next tag within an item. */
    int elementTag() throws IOException {
        long start = source.position();
        long next = source.tagOrEnd();
        if (next == -1) {
            throw new DicomFormatException(
                    "The data ends at offset " + start + " within an item, before its end or delimiter");
        }
        return (int) next;
    }

    /** Reads the length of a delimiter where an element could stand; some devices write these for no reason. */
    void delimiter(int tag, long start) throws IOException {
        long length = source.unsigned32(tag);
        if (tag == Tag.ITEM || length != 0) {
            throw new DicomFormatException("Found " + Tag.format(tag) + " with length " + length + " at offset " + start
                    + ", where a data element was expected");
        }
    }

    /** Only sequences, unknown values and pixel data may have items, and not without end in one another. */
    void checkMayHaveItems(ElementHeader header, int depth) throws DicomFormatException {
        if (header.hasUndefinedLength()) {
            switch (header.vr()) {
                case SQ, UN, OB, OW -> {}
                default ->
                    throw new DicomFormatException(Tag.format(header.tag()) + " at offset " + header.start()
                            + " with value representation " + header.vr()
                            + " has an undefined length, which only sequences and pixel data may have");
            }
        }
        if (depth >= ReadOptions.WHOLE.maxDepth()) {
            throw new DicomFormatException("Sequences are nested more than " + ReadOptions.WHOLE.maxDepth()
                    + " deep at " + Tag.format(header.tag()) + " at offset " + header.start());
        }
    }

    /** A value, sequence or item must end within what is around it. */
    void checkFits(int tag, long length, long limit) throws DicomFormatException {
        if (length != ElementHeader.UNDEFINED && length > limit - source.position()) {
            throw new DicomFormatException(Tag.format(tag) + " with length " + length + " at offset "
                    + source.position() + " reaches beyond what is around it, which ends at " + limit);
        }
    }

    /** What is inside of a defined length may have announced more than it holds. */
    void checkEnd(int tag, long end) throws DicomFormatException {
        if (end != NO_LIMIT && source.position() != end) {
            throw new DicomFormatException(Tag.format(tag) + " should end at offset " + end
                    + ", but what is inside ends at " + source.position());
        }
    }
}
