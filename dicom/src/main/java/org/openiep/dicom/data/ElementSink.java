package org.openiep.dicom.data;

import java.io.IOException;
import java.io.OutputStream;

/** Writes the parts of elements in one encoding, piece by piece (PS3.5 7.1, 7.5). */
final class ElementSink {
    private final OutputStream out;
    private final TransferSyntax syntax;
    private ByteSink numbers;
    private Encoding encoding;

    ElementSink(OutputStream out, TransferSyntax syntax) {
        this.out = out;
        this.syntax = syntax;
        this.numbers = new ByteSink(out, syntax.bigEndian());
        this.encoding = new Encoding(syntax.explicitVr(), syntax.bigEndian());
    }

    OutputStream out() {
        return out;
    }

    /** Begins an element. */
    void header(int tag, VR vr, long length) throws IOException {
        numbers.tag(tag);
        if (!encoding.explicit()) {
            numbers.number32((int) length);
            return;
        }
        numbers.letters(vr.name());
        if (vr.longForm()) {
            numbers.number16(0);
            numbers.number32((int) length);
        } else {
            numbers.number16((int) length);
        }
    }

    /** Begins an element just as it was begun where it came from. */
    void sameHeader(ElementHeader header) throws IOException {
        numbers.tag(header.tag());
        if (header.letters() == 0) {
            numbers.number32((int) header.length());
            return;
        }
        out.write(header.letters() >>> 8);
        out.write(header.letters());
        if (header.longForm()) {
            numbers.number16(header.reserved());
            numbers.number32((int) header.length());
        } else {
            numbers.number16((int) header.length());
        }
    }

    /** Begins an item, or a delimiter of length 0. */
    void itemHeader(int tag, long length) throws IOException {
        numbers.tag(tag);
        numbers.number32((int) length);
    }

    void element(Element element) throws IOException {
        DataSetWriter.element(element, numbers, syntax);
    }

    /** A whole item of defined length. */
    void item(DataSet item, int sequence) throws IOException {
        DataSetWriter.item(item, sequence, numbers, syntax);
    }

    /** How numbers and headers are written; within unknown sequences it is another one (PS3.5 6.2.2). */
    record Encoding(boolean explicit, boolean bigEndian) {
        static final Encoding IMPLICIT_LITTLE_ENDIAN = new Encoding(false, false);
    }

    Encoding encoding() {
        return encoding;
    }

    void encoding(Encoding other) {
        encoding = other;
        numbers = new ByteSink(out, other.bigEndian());
    }
}
