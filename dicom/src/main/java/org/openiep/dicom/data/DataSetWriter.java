package org.openiep.dicom.data;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Writes data sets (PS3.5 section 7 and annex A). The group lengths of groups 0000 and 0002 are computed; those of
 * other groups, which are retired and may be wrong by now, are left out. Sequences and items get defined lengths.
 */
public final class DataSetWriter {
    private static final int UNDEFINED = -1;

    /** The longest value that the short explicit form holds; even. */
    static final int MAX_SHORT_LENGTH = 0xFFFE;

    private static final long MAX_LENGTH = 0xFFFFFFFEL;

    private final ByteSink sink;
    private final TransferSyntax syntax;

    private DataSetWriter(ByteSink sink, TransferSyntax syntax) {
        this.sink = sink;
        this.syntax = syntax;
    }

    /**
     * Writes a data set and flushes the stream, which stays open.
     *
     * @throws IllegalArgumentException when the data set has values that were left out when it was read, fragments
     *     that the syntax has no place for, or more bytes than a length can say
     * @throws IOException when the stream fails
     */
    public static void write(DataSet set, OutputStream out, TransferSyntax syntax) throws IOException {
        if (syntax.deflated()) {
            writeDeflated(set, out, syntax);
        } else {
            writePlain(set, out, syntax);
        }
        out.flush();
    }

    private static void writePlain(DataSet set, OutputStream out, TransferSyntax syntax) throws IOException {
        BufferedOutputStream buffered = new BufferedOutputStream(out, 16384);
        new DataSetWriter(new ByteSink(buffered, syntax.bigEndian()), syntax).elements(set, true);
        buffered.flush();
    }

    /** A raw deflate stream, padded to an even length by a null (PS3.5 A.5). */
    private static void writeDeflated(DataSet set, OutputStream out, TransferSyntax syntax) throws IOException {
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try {
            DeflaterOutputStream deflated = new DeflaterOutputStream(out, deflater);
            writePlain(set, deflated, syntax);
            deflated.finish();
            if (deflater.getBytesWritten() % 2 != 0) {
                out.write(0);
            }
        } finally {
            deflater.end();
        }
    }

    /** Writes one element. */
    static void element(Element element, ByteSink sink, TransferSyntax syntax) throws IOException {
        new DataSetWriter(sink, syntax).element(element);
    }

    /** Writes one item of defined length of a sequence. */
    static void item(DataSet item, int sequence, ByteSink sink, TransferSyntax syntax) throws IOException {
        new DataSetWriter(sink, syntax).item(item, sequence);
    }

    private void item(DataSet item, int sequence) throws IOException {
        sink.tag(Tag.ITEM);
        sink.number32(checked(length(item), sequence));
        elements(item, false);
    }

    private void elements(DataSet set, boolean outermost) throws IOException {
        int group = -1;
        for (Element element : set) {
            int tag = element.tag();
            if (Tag.element(tag) == 0) {
                continue;
            }
            if (outermost && Tag.group(tag) != group && hasGroupLength(tag)) {
                sink.tag(Tag.group(tag) << 16);
                header(VR.UL, 4);
                sink.number32(groupLength(set, Tag.group(tag)));
            }
            group = Tag.group(tag);
            element(element);
        }
    }

    private static boolean hasGroupLength(int tag) {
        return Tag.group(tag) == 0x0000 || Tag.group(tag) == 0x0002;
    }

    private int groupLength(DataSet set, int group) {
        long length = 0;
        for (Element element : set) {
            if (Tag.group(element.tag()) == group && Tag.element(element.tag()) != 0) {
                length += length(element);
            }
        }
        return checked(length, group << 16);
    }

    private void element(Element element) throws IOException {
        if (element instanceof ValueElement value) {
            value(value);
        } else if (element instanceof SequenceElement sequence) {
            sequence(sequence);
        } else if (element instanceof FragmentsElement fragments) {
            fragments(fragments);
        } else {
            throw leftOut(element);
        }
    }

    private void value(ValueElement value) throws IOException {
        byte[] bytes = value.bytes();
        sink.tag(value.tag());
        header(writtenVr(value), bytes.length);
        // The bytes of UN are little endian in every encoding.
        sink.words(bytes, writtenVr(value).wordLength());
    }

    /** A value that is too long for its short form is written as UN (PS3.5 6.2.2 note 1). */
    private static VR writtenVr(ValueElement value) {
        boolean tooLong = !value.vr().longForm() && value.bytes().length > MAX_SHORT_LENGTH;
        return tooLong ? VR.UN : value.vr();
    }

    private void header(VR vr, int length) throws IOException {
        if (!syntax.explicitVr()) {
            sink.number32(length);
            return;
        }
        sink.letters(vr.name());
        if (vr.longForm()) {
            sink.number16(0);
            sink.number32(length);
        } else {
            sink.number16(length);
        }
    }

    private void sequence(SequenceElement sequence) throws IOException {
        sink.tag(sequence.tag());
        header(VR.SQ, checked(itemsLength(sequence.items()), sequence.tag()));
        for (DataSet item : sequence.items()) {
            item(item, sequence.tag());
        }
    }

    private void fragments(FragmentsElement element) throws IOException {
        if (!syntax.explicitVr() || syntax.bigEndian()) {
            throw new IllegalArgumentException(
                    Tag.format(element.tag()) + ": transfer syntax " + syntax.uid() + " has no place for fragments");
        }
        sink.tag(element.tag());
        header(element.vr(), UNDEFINED);
        for (byte[] fragment : element.fragments()) {
            sink.tag(Tag.ITEM);
            sink.number32(fragment.length);
            sink.words(fragment, 1);
        }
        sink.tag(Tag.SEQUENCE_DELIMITATION);
        sink.number32(0);
    }

    private long itemsLength(List<DataSet> items) {
        long length = 0;
        for (DataSet item : items) {
            length += 8 + length(item);
        }
        return length;
    }

    private long length(DataSet item) {
        long length = 0;
        for (Element element : item) {
            if (Tag.element(element.tag()) != 0) {
                length += length(element);
            }
        }
        return length;
    }

    private long length(Element element) {
        if (element instanceof ValueElement value) {
            return headerLength(writtenVr(value)) + value.bytes().length;
        }
        if (element instanceof SequenceElement sequence) {
            return headerLength(VR.SQ) + itemsLength(sequence.items());
        }
        if (element instanceof FragmentsElement fragments) {
            long length = headerLength(fragments.vr()) + 8;
            for (byte[] fragment : fragments.fragments()) {
                length += 8L + fragment.length;
            }
            return length;
        }
        throw leftOut(element);
    }

    private long headerLength(VR vr) {
        return syntax.explicitVr() && vr.longForm() ? 12 : 8;
    }

    private static int checked(long length, int tag) {
        if (length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    Tag.format(tag) + " has " + length + " bytes, more than a length can say");
        }
        return (int) length;
    }

    private static IllegalArgumentException leftOut(Element element) {
        return new IllegalArgumentException(
                Tag.format(element.tag()) + " cannot be written: its value was left out when it was read");
    }
}
