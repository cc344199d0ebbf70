package org.openiep.dicom.convert;

import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Dictionary;
import org.openiep.dicom.data.Tag;

/**
 * What a frame looks like when it is not compressed (PS3.3 C.7.6.3).
 *
 * @param rows 1 to 65535
 * @param columns 1 to 65535
 * @param samples 1, 3 or 4
 * @param bytesPerSample 1, 2 or 4
 * @param bitsStored 1 to the bits of a sample
 * @param planar are the samples of one colour together, rather than those of one pixel?
 */
record FrameShape(int rows, int columns, int samples, int bytesPerSample, int bitsStored, boolean planar) {
    /** The largest frame that is decompressed, in bytes: it has to be in memory. */
    private static final long MAX_BYTES = 128L << 20;

    /** @throws DicomFormatException when the header does not describe a frame that can be decompressed */
    static FrameShape of(DataSet header) throws DicomFormatException {
        int rows = needed(header, Tag.ROWS, 65535);
        int columns = needed(header, Tag.COLUMNS, 65535);
        int samples = header.contains(Tag.SAMPLES_PER_PIXEL) ? needed(header, Tag.SAMPLES_PER_PIXEL, 4) : 1;
        int allocated = needed(header, Tag.BITS_ALLOCATED, 64);
        if (samples == 2 || (allocated != 8 && allocated != 16 && allocated != 32)) {
            throw new DicomFormatException(samples + " samples of " + allocated + " bits in a pixel");
        }
        int stored = header.contains(Tag.BITS_STORED) ? needed(header, Tag.BITS_STORED, allocated) : allocated;
        boolean planar = samples > 1 && header.integer(Tag.PLANAR_CONFIGURATION).orElse(0) == 1;
        FrameShape shape = new FrameShape(rows, columns, samples, allocated / 8, stored, planar);
        if (shape.longBytes() > MAX_BYTES) {
            throw new DicomFormatException("One frame has " + shape.longBytes() + " bytes, more than " + MAX_BYTES);
        }
        return shape;
    }

    private static int needed(DataSet header, int tag, int max) throws DicomFormatException {
        int value = header.integer(tag).orElse(0);
        if (value < 1 || value > max) {
            throw new DicomFormatException(Dictionary.describe(tag) + " is missing or not from 1 to " + max);
        }
        return value;
    }

    /**
     * Compares it with what a compressed frame says of itself.
     *
     * @throws DicomFormatException when that is of another size
     */
    void check(long otherColumns, long otherRows, int otherSamples) throws DicomFormatException {
        if (otherColumns != columns || otherRows != rows || otherSamples != samples) {
            throw new DicomFormatException("A compressed frame of " + otherRows + " rows, " + otherColumns
                    + " columns and " + otherSamples + " samples is in an object of " + rows + " rows, " + columns
                    + " columns and " + samples + " samples");
        }
    }

    FrameShape interleaved() {
        return new FrameShape(rows, columns, samples, bytesPerSample, bitsStored, false);
    }

    private long longBytes() {
        return (long) rows * columns * samples * bytesPerSample;
    }

    /** Bytes of a frame. */
    int bytes() {
        return (int) longBytes();
    }

    int pixels() {
        return rows * columns;
    }

    /** Where in the frame the least byte of a sample is. */
    int offset(int pixel, int sample) {
        int index = planar ? sample * pixels() + pixel : pixel * samples + sample;
        return index * bytesPerSample;
    }

    /** Writes a sample in little endian; what does not fit is cut. */
    void put(byte[] frame, int pixel, int sample, int value) {
        int at = offset(pixel, sample);
        for (int i = 0; i < bytesPerSample; i++) {
            frame[at + i] = (byte) (value >> (8 * i));
        }
    }
}
