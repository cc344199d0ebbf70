package org.openiep.dicom.data;

import java.io.IOException;
import java.io.OutputStream;

/** Gets elements across byte for byte, or past: looks only at what it needs to find their ends. */
final class VerbatimCopy {
    private final ByteSource source;
    private final Structure structure;
    private final ElementSink sink;

    VerbatimCopy(ByteSource source, ElementSink sink) {
        this.source = source;
        this.structure = new Structure(source);
        this.sink = sink;
    }

    /** Copies to nowhere. */
    static VerbatimCopy skipping(ByteSource source, TransferSyntax syntax) {
        return new VerbatimCopy(source, new ElementSink(OutputStream.nullOutputStream(), syntax));
    }

    /**
     * An element of which the header has been read.
     *
     * @param explicit is it in explicit VR?
     * @param depth sequences around it
     */
    void element(ElementHeader header, boolean explicit, int depth) throws IOException {
        sink.sameHeader(header);
        if (header.hasUndefinedLength()) {
            items(header, explicit && header.vr() != VR.UN, depth);
        } else {
            source.copy(header.length(), sink.out(), header.tag());
        }
    }

    /** What is within an element of undefined length, with the delimiter at its end. */
    void items(ElementHeader sequence, boolean explicit, int depth) throws IOException {
        structure.checkMayHaveItems(sequence, depth);
        boolean fragments = sequence.vr() == VR.OB || sequence.vr() == VR.OW;
        boolean bigEndian = source.bigEndian();
        ElementSink.Encoding before = sink.encoding();
        if (sequence.vr() == VR.UN) {
            // An unknown sequence is in implicit VR little endian inside (PS3.5 6.2.2 note 2).
            source.bigEndian(false);
            sink.encoding(ElementSink.Encoding.IMPLICIT_LITTLE_ENDIAN);
        }
        while (structure.itemTag(sequence.tag()) == Tag.ITEM) {
            long start = source.position();
            long length = source.unsigned32(Tag.ITEM);
            sink.itemHeader(Tag.ITEM, length);
            if (length != ElementHeader.UNDEFINED) {
                source.copy(length, sink.out(), sequence.tag());
            } else if (fragments) {
                throw new DicomFormatException("A fragment of " + Tag.format(sequence.tag()) + " at offset " + start
                        + " has an undefined length");
            } else {
                elements(explicit, depth + 1);
            }
        }
        // Some devices write another length than 0 here, which means nothing.
        sink.itemHeader(Tag.SEQUENCE_DELIMITATION, source.unsigned32(Tag.SEQUENCE_DELIMITATION));
        source.bigEndian(bigEndian);
        sink.encoding(before);
    }

    private void elements(boolean explicit, int depth) throws IOException {
        while (true) {
            long start = source.position();
            int tag = structure.elementTag();
            if (Tag.group(tag) != 0xFFFE) {
                element(ElementHeader.read(source, explicit, tag, start, () -> false), explicit, depth);
                continue;
            }
            structure.delimiter(tag, start);
            sink.itemHeader(tag, 0);
            if (tag == Tag.ITEM_DELIMITATION) {
                return;
            }
        }
    }
}
