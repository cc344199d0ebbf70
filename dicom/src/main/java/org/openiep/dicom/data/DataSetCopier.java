package org.openiep.dicom.data;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipException;

/**
 * Copies a data set from stream to stream, with changes to its outermost elements, and into another encoding where that
 * is asked. Values are copied, not held; what is not changed and not converted comes out byte for byte.
 *
 * <p>Where the encoding changes, sequences and items get undefined lengths, odd values are padded, and the retired group
 * lengths go. Where only elements change, the group lengths of their groups go. Length to End (0008,0001) goes with any
 * change. Pixel data in fragments stays in fragments.
 */
public final class DataSetCopier {
    private static final int LENGTH_TO_END = 0x00080001;

    private final ByteSource source;
    private final ElementSink sink;
    private final Changes changes;
    private final boolean sameEncoding;
    private final boolean explicit;
    private final Structure structure;
    private final Conversions conversions;
    private final VerbatimCopy verbatim;
    private final VerbatimCopy skipping;
    private final Set<Integer> groups;

    private DataSetCopier(InputStream in, TransferSyntax from, OutputStream out, TransferSyntax to, Changes changes) {
        this.source = new ByteSource(in, from.bigEndian());
        this.sink = new ElementSink(out, to);
        this.changes = changes;
        this.explicit = from.explicitVr();
        this.sameEncoding = from.explicitVr() == to.explicitVr()
                && from.bigEndian() == to.bigEndian()
                && changes.recodeFrom().isEmpty();
        this.structure = new Structure(source);
        this.conversions = new Conversions(source, sink, to);
        this.verbatim = new VerbatimCopy(source, sink);
        this.skipping = VerbatimCopy.skipping(source, from);
        this.groups = changes.groups();
    }

    /**
     * Copies a data set to its end. The output is flushed and stays open.
     *
     * @param in buffered; read in small pieces
     * @param out buffered; written in small pieces
     * @throws DicomFormatException when the data set is not what the standard says, ends too early, or has elements out
     *     of order where an item was to be added
     * @throws IOException when a stream fails
     */
    public static void copy(InputStream in, TransferSyntax from, OutputStream out, TransferSyntax to, Changes changes)
            throws IOException {
        if (from.deflated()) {
            copyDeflated(in, from, out, to, changes);
        } else {
            deflate(in, from, out, to, changes);
        }
        out.flush();
    }

    private static void copyDeflated(
            InputStream in, TransferSyntax from, OutputStream out, TransferSyntax to, Changes changes)
            throws IOException {
        Inflater inflater = new Inflater(true);
        try {
            deflate(new Inflated(in, inflater), from, out, to, changes);
        } finally {
            inflater.end();
        }
    }

    /** Tells damage in the deflated data from a failure of the stream below. */
    private static final class Inflated extends InflaterInputStream {
        Inflated(InputStream in, Inflater inflater) {
            super(in, inflater, 8192);
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            try {
                return super.read(target, offset, length);
            } catch (ZipException | EOFException e) {
                throw new DicomFormatException(
                        "The deflated data is damaged or cut short after offset " + inf.getBytesWritten(), e);
            }
        }
    }

    /** A raw deflate stream, padded to an even length by a null (PS3.5 A.5). */
    private static void deflate(
            InputStream in, TransferSyntax from, OutputStream out, TransferSyntax to, Changes changes)
            throws IOException {
        if (!to.deflated()) {
            new DataSetCopier(in, from, out, to, changes).elements();
            return;
        }
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater, 8192);
            new DataSetCopier(in, from, deflated, to, changes).elements();
            deflated.finish();
            if (deflater.getBytesWritten() % 2 != 0) {
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    private void elements() throws IOException {
        NavigableMap<Integer, Changes.Change> pending = changes.pending();
        Set<Integer> changed = new HashSet<>();
        CopyLevel level = CopyLevel.outermost(explicit, changes.recodeFrom());
        while (true) {
            long start = source.position();
            long next = source.tagOrEnd();
            int tag = (int) next;
            while (!pending.isEmpty() && (next == -1 || Integer.compareUnsigned(pending.firstKey(), tag) < 0)) {
                Map.Entry<Integer, Changes.Change> missing = pending.firstEntry();
                insert(missing.getKey(), missing.getValue());
                changed.add(missing.getKey());
                pending.remove(missing.getKey());
            }
            if (next == -1) {
                return;
            }
            if (Tag.group(tag) == 0xFFFE) {
                structure.delimiter(tag, start);
                if (sameEncoding) {
                    sink.itemHeader(tag, 0);
                }
                continue;
            }
            ElementHeader header = ElementHeader.read(source, explicit, tag, start, level::signed);
            Changes.Change change = pending.remove(tag);
            if (change != null) {
                replace(header, change, level);
                changed.add(tag);
            } else if (changed.contains(tag) || isStale(tag)) {
                drop(header);
            } else if (sameEncoding) {
                verbatim.element(header, explicit, 0);
            } else {
                conversions.element(header, level);
            }
        }
    }

    private boolean isStale(int tag) {
        if (tag == LENGTH_TO_END) {
            return !sameEncoding || !changes.isEmpty();
        }
        return Tag.element(tag) == 0 && (!sameEncoding || groups.contains(Tag.group(tag)));
    }

    /** What was taken out or replaced must not come back by a second element of its tag either. */
    private void drop(ElementHeader header) throws IOException {
        if (changes.addsTo(header.tag())) {
            throw new DicomFormatException(Tag.format(header.tag()) + " at offset " + header.start()
                    + " stands after elements with higher tags, or twice, so that no item can be added to it");
        }
        skipping.element(header, explicit, 0);
    }

    private void replace(ElementHeader header, Changes.Change change, CopyLevel level) throws IOException {
        if (!(change instanceof Changes.Append append)) {
            skipping.element(header, explicit, 0);
            insert(header.tag(), change);
            return;
        }
        sink.header(header.tag(), VR.SQ, ElementHeader.UNDEFINED);
        if (sameEncoding && header.vr() == VR.SQ && !header.hasUndefinedLength()) {
            source.copy(header.length(), sink.out(), header.tag());
        } else {
            conversions.items(header, level);
        }
        finish(header.tag(), append.item());
    }

    private void insert(int tag, Changes.Change change) throws IOException {
        if (change instanceof Changes.Put put) {
            sink.element(put.element());
        } else if (change instanceof Changes.Append append) {
            sink.header(tag, VR.SQ, ElementHeader.UNDEFINED);
            finish(tag, append.item());
        } else if (change instanceof Changes.Stream stream) {
            conversions.stream(tag, stream);
        }
    }

    private void finish(int tag, DataSet item) throws IOException {
        sink.item(item, tag);
        sink.itemHeader(Tag.SEQUENCE_DELIMITATION, 0);
    }
}
