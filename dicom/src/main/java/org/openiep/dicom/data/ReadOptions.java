package org.openiep.dicom.data;

/**
 * How far a data set is read, and how much of it is kept.
 *
 * @param stopBefore reading ends at the first element of the data set (not of an item) with this tag or a higher one,
 *     as an unsigned number; {@link #NOWHERE} reads to the end
 * @param maxValueLength longer values are skipped and leave an {@link OmittedElement}; bytes, 0 or more
 * @param maxDepth sequences within sequences, 1 or more
 * @param maxTotal what the data set may take of memory, roughly, in bytes; a larger one is refused
 */
public record ReadOptions(long stopBefore, int maxValueLength, int maxDepth, long maxTotal) {
    /** Above every tag. */
    public static final long NOWHERE = 1L << 32;

    /** Everything, in at most 64 MiB. */
    public static final ReadOptions WHOLE = new ReadOptions(NOWHERE, Integer.MAX_VALUE, 64, 64L << 20);

    /** All that stands before the pixel data, without values above 64 KiB, in at most 16 MiB. */
    public static final ReadOptions HEADER = new ReadOptions(Tag.EXTENDED_OFFSET_TABLE, 64 << 10, 64, 16L << 20);

    public ReadOptions {
        if (maxValueLength < 0 || maxDepth < 1 || maxTotal < 1) {
            throw new IllegalArgumentException("The bounds of a reader must be positive");
        }
    }

    public ReadOptions stopBefore(int tag) {
        return new ReadOptions(Integer.toUnsignedLong(tag), maxValueLength, maxDepth, maxTotal);
    }

    public ReadOptions maxValueLength(int bytes) {
        return new ReadOptions(stopBefore, bytes, maxDepth, maxTotal);
    }

    public ReadOptions maxDepth(int sequences) {
        return new ReadOptions(stopBefore, maxValueLength, sequences, maxTotal);
    }

    public ReadOptions maxTotal(long bytes) {
        return new ReadOptions(stopBefore, maxValueLength, maxDepth, bytes);
    }
}
