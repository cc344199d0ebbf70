package org.openiep.dicom.convert;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.util.Arrays;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Tag;

/**
 * Where in a file the compressed frames are (PS3.5 A.4). Only the places of fragments are held, not what is in them.
 *
 * <pre>
 * item | length | Basic Offset Table, may be empty
 * item | length | fragment
 * ...
 * sequence delimiter | 0
 * </pre>
 */
final class EncapsulatedFrames {
    private static final int MAX_FRAGMENTS = 4_000_000;
    private static final int MAX_TABLE = 16 << 20;

    private final FileChannel file;
    private long[] offsets = new long[16];
    private int[] lengths = new int[16];
    private int fragments;
    private byte[] offsetTable = new byte[0];

    /** For each frame, and one more: the index of its first fragment. */
    private int[] firstFragment = new int[0];

    private EncapsulatedFrames(FileChannel file) {
        this.file = file;
    }

    /**
     * Finds the frames.
     *
     * @param from where the first item begins
     * @param frames how many there should be, 1 or more
     * @param extendedTable Extended Offset Table (7FE0,0001), or nothing
     */
    static EncapsulatedFrames find(FileChannel file, long from, int frames, Codec codec, byte[] extendedTable)
            throws IOException {
        EncapsulatedFrames found = new EncapsulatedFrames(file);
        found.scan(from);
        found.group(frames, codec, extendedTable);
        return found;
    }

    private void scan(long from) throws IOException {
        long at = from;
        boolean table = true;
        long size = file.size();
        while (true) {
            ByteBuffer item = ByteBuffer.wrap(read(at, 8)).order(ByteOrder.LITTLE_ENDIAN);
            int tag = item.getShort() << 16 | Short.toUnsignedInt(item.getShort());
            long length = Integer.toUnsignedLong(item.getInt());
            at += 8;
            if (tag == Tag.SEQUENCE_DELIMITATION) {
                return;
            }
            if (tag != Tag.ITEM || length > size - at) {
                throw new DicomFormatException(
                        "The fragments of the pixel data are damaged at offset " + (at - 8) + " of the file");
            }
            if (table) {
                offsetTable = length > MAX_TABLE ? new byte[0] : read(at, (int) length);
                table = false;
            } else {
                add(at, length);
            }
            at += length;
        }
    }

    private void add(long at, long length) throws DicomFormatException {
        if (fragments == MAX_FRAGMENTS || length > Integer.MAX_VALUE) {
            throw new DicomFormatException("The pixel data has more or longer fragments than can be decompressed");
        }
        if (fragments == offsets.length) {
            offsets = Arrays.copyOf(offsets, 2 * fragments);
            lengths = Arrays.copyOf(lengths, 2 * fragments);
        }
        offsets[fragments] = at;
        lengths[fragments] = (int) length;
        fragments++;
    }

    private void group(int frames, Codec codec, byte[] extendedTable) throws IOException {
        if (frames > fragments || (codec.oneFragmentPerFrame() && frames != fragments)) {
            throw new DicomFormatException(frames + " frames are announced, but there are " + fragments + " fragments");
        }
        firstFragment = new int[frames + 1];
        firstFragment[frames] = fragments;
        if (frames == 1) {
            return;
        }
        if (frames == fragments) {
            Arrays.setAll(firstFragment, i -> i);
        } else if (!byTable(extendedTable, Long.BYTES) && !byTable(offsetTable, Integer.BYTES)) {
            bySignature(codec);
        }
    }

    /** The tables hold where each frame's first item begins, from the first item after the Basic Offset Table. */
    private boolean byTable(byte[] table, int width) {
        int frames = firstFragment.length - 1;
        if (table.length < frames * width) {
            return false;
        }
        ByteBuffer entries = ByteBuffer.wrap(table).order(ByteOrder.LITTLE_ENDIAN);
        int previous = -1;
        for (int i = 0; i < frames; i++) {
            long offset = width == Long.BYTES ? entries.getLong() : Integer.toUnsignedLong(entries.getInt());
            int fragment = Arrays.binarySearch(offsets, 0, fragments, offsets[0] + offset);
            if (fragment <= previous || (i == 0 && fragment != 0)) {
                return false;
            }
            firstFragment[i] = fragment;
            previous = fragment;
        }
        return true;
    }

    private void bySignature(Codec codec) throws IOException {
        int frames = firstFragment.length - 1;
        int found = 0;
        for (int i = 0; i < fragments; i++) {
            if (lengths[i] >= 2 && codec.beginsFrame(read(offsets[i], 2))) {
                if (found < frames) {
                    firstFragment[found] = i;
                }
                found++;
            }
        }
        if (found != frames || firstFragment[0] != 0) {
            throw new DicomFormatException("Which of the " + fragments + " fragments belong to which of the " + frames
                    + " frames cannot be told: the offset table is missing or wrong");
        }
    }

    private byte[] read(long at, int length) throws IOException {
        byte[] bytes = new byte[length];
        read(at, ByteBuffer.wrap(bytes));
        return bytes;
    }

    private void read(long at, ByteBuffer buffer) throws IOException {
        long from = at;
        while (buffer.hasRemaining()) {
            int n = file.read(buffer, from);
            if (n < 0) {
                throw new DicomFormatException("The file ends within its pixel data", new EOFException());
            }
            from += n;
        }
    }

    /** Bytes of all fragments. */
    long compressedBytes() {
        long sum = 0;
        for (int i = 0; i < fragments; i++) {
            sum += lengths[i];
        }
        return sum;
    }

    /**
     * The compressed bytes of a frame.
     *
     * @param max more than these are refused
     */
    byte[] frame(int index, long max) throws IOException {
        long length = 0;
        for (int i = firstFragment[index]; i < firstFragment[index + 1]; i++) {
            length += lengths[i];
        }
        if (length > max) {
            throw new DicomFormatException("Frame " + (index + 1) + " has " + length
                    + " bytes compressed, more than it could have uncompressed");
        }
        byte[] data = new byte[(int) length];
        int filled = 0;
        for (int i = firstFragment[index]; i < firstFragment[index + 1]; i++) {
            read(offsets[i], ByteBuffer.wrap(data, filled, lengths[i]));
            filled += lengths[i];
        }
        return data;
    }
}
