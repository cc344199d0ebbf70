package org.openiep.dicom.data;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.Optional;

/** Gets elements across into another encoding: other VRs' places, byte order, character set (PS3.5 6.2.2, 7.3, A). */
final class Conversions {
    /** Values up to this many bytes are taken at once; longer ones in pieces. */
    private static final int PIECE = 64 << 10;

    /** The longest text that is turned into another character set, in bytes; it is held in memory. */
    private static final int MAX_TEXT = 16 << 20;

    private final ByteSource source;
    private final Structure structure;
    private final ElementSink sink;
    private final TransferSyntax to;

    Conversions(ByteSource source, ElementSink sink, TransferSyntax to) {
        this.source = source;
        this.structure = new Structure(source);
        this.sink = sink;
        this.to = to;
    }

    /** An element of which the header has been read. */
    void element(ElementHeader header, CopyLevel level) throws IOException {
        structure.checkFits(header.tag(), header.length(), level.limit());
        if (header.vr() == VR.SQ || (header.vr() == VR.UN && header.hasUndefinedLength())) {
            sink.header(header.tag(), VR.SQ, ElementHeader.UNDEFINED);
            items(header, level);
            sink.itemHeader(Tag.SEQUENCE_DELIMITATION, 0);
        } else if (header.hasUndefinedLength()) {
            fragments(header, level);
        } else if (Tag.element(header.tag()) == 0) {
            source.copy(header.length(), OutputStream.nullOutputStream(), header.tag());
        } else {
            value(header, level);
        }
    }

    private void fragments(ElementHeader header, CopyLevel level) throws IOException {
        if (!to.explicitVr() || to.bigEndian()) {
            throw new DicomFormatException(Tag.format(header.tag()) + " at offset " + header.start()
                    + " is in fragments, for which transfer syntax " + to.uid() + " has no place");
        }
        sink.header(header.tag(), header.vr(), ElementHeader.UNDEFINED);
        new VerbatimCopy(source, sink).items(header, true, level.depth());
    }

    /** The items of a sequence, without what begins and ends it. */
    void items(ElementHeader sequence, CopyLevel level) throws IOException {
        structure.checkMayHaveItems(sequence, level.depth());
        boolean bigEndian = source.bigEndian();
        if (sequence.vr() == VR.UN) {
            // An unknown sequence is in implicit VR little endian inside (PS3.5 6.2.2 note 2).
            source.bigEndian(false);
        }
        boolean explicit = level.explicit() && sequence.vr() != VR.UN;
        long end = sequence.hasUndefinedLength() ? Structure.NO_LIMIT : source.position() + sequence.length();
        while (source.position() < end) {
            int tag = structure.itemTag(sequence.tag());
            long length = source.unsigned32(tag);
            if (tag == Tag.ITEM) {
                structure.checkFits(tag, length, end);
                boolean delimited = length == ElementHeader.UNDEFINED;
                item(level.item(explicit, delimited ? Structure.NO_LIMIT : source.position() + length));
            } else if (end == Structure.NO_LIMIT) {
                break;
            }
        }
        structure.checkEnd(sequence.tag(), end);
        source.bigEndian(bigEndian);
    }

    private void item(CopyLevel level) throws IOException {
        sink.itemHeader(Tag.ITEM, ElementHeader.UNDEFINED);
        while (source.position() < level.limit()) {
            long start = source.position();
            int tag = structure.elementTag();
            if (Tag.group(tag) != 0xFFFE) {
                element(ElementHeader.read(source, level.explicit(), tag, start, level::signed), level);
                continue;
            }
            structure.delimiter(tag, start);
            if (tag == Tag.ITEM_DELIMITATION && level.limit() == Structure.NO_LIMIT) {
                break;
            }
        }
        structure.checkEnd(Tag.ITEM, level.limit());
        sink.itemHeader(Tag.ITEM_DELIMITATION, 0);
    }

    private void value(ElementHeader header, CopyLevel level) throws IOException {
        Optional<SpecificCharacterSet> charset = level.recodeFrom();
        if (charset.isPresent() && header.vr().kind() == VR.Kind.LOCAL_TEXT) {
            text(header, charset.get());
            return;
        }
        long length = header.length();
        boolean odd = length % 2 != 0;
        // A value that is too long for the short form is written as UN (PS3.5 6.2.2 note 1).
        boolean unknown = to.explicitVr() && !header.vr().longForm() && length > DataSetWriter.MAX_SHORT_LENGTH;
        VR vr = unknown ? VR.UN : header.vr();
        sink.header(header.tag(), vr, odd ? length + 1 : length);
        boolean swap = source.bigEndian() != to.bigEndian() && vr.wordLength() > 1;
        if (length <= PIECE) {
            byte[] bytes = source.bytes((int) length, header.tag());
            level.learn(header.tag(), bytes, source.bigEndian());
            ByteOrders.swap(bytes, swap ? vr.wordLength() : 1);
            sink.out().write(bytes);
        } else if (swap) {
            SwappingOutputStream swapping = new SwappingOutputStream(sink.out(), vr.wordLength());
            source.copy(length, swapping, header.tag());
            swapping.finish();
        } else {
            source.copy(length, sink.out(), header.tag());
        }
        if (odd) {
            sink.out().write(header.vr().padding());
        }
    }

    private void text(ElementHeader header, SpecificCharacterSet charset) throws IOException {
        VR vr = header.vr();
        if (header.length() > MAX_TEXT) {
            throw new DicomFormatException(Tag.format(header.tag()) + " at offset " + header.start() + " has "
                    + header.length() + " bytes of text, more than can be turned into another character set");
        }
        byte[] before = source.bytes((int) header.length(), header.tag());
        byte[] after = SpecificCharacterSet.UTF_8.encode(charset.decode(before, vr), vr);
        // The padding that made the text even may make it odd now.
        boolean padded = after.length % 2 != 0 && after[after.length - 1] == vr.padding();
        byte[] value = padded ? Arrays.copyOf(after, after.length - 1) : after;
        sink.element(new ValueElement(header.tag(), vr, value));
    }

    /** A value that is written when its turn comes. */
    void stream(int tag, Changes.Stream stream) throws IOException {
        boolean odd = stream.length() % 2 != 0;
        sink.header(tag, stream.vr(), odd ? stream.length() + 1 : stream.length());
        boolean swap = to.bigEndian() && stream.vr().wordLength() > 1;
        SwappingOutputStream swapping =
                new SwappingOutputStream(sink.out(), stream.vr().wordLength());
        CountedStream counted = new CountedStream(swap ? swapping : sink.out());
        stream.content().writeTo(counted);
        swapping.finish();
        if (counted.count() != stream.length()) {
            throw new IOException(
                    Tag.format(tag) + ": " + counted.count() + " bytes were written instead of " + stream.length());
        }
        if (odd) {
            sink.out().write(0);
        }
    }
}
