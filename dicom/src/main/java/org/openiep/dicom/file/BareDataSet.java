package org.openiep.dicom.file;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Dictionary;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.VR;

/**
 * A file without group 0002, as programs from before PS3.10 write it: a data set, with or without preamble. Its encoding
 * is told by its first element, which is of group 0008; what its pixels are compressed with cannot be told.
 */
final class BareDataSet {
    private static final byte[] PREAMBLE_END = "DICM".getBytes(StandardCharsets.US_ASCII);
    private static final int AFTER_PREAMBLE = 132;
    private static final int ELEMENT_START = 8;

    /** The first value of a data set is a group length, a character set or some such. */
    private static final int MAX_FIRST_VALUE = 1024;

    private static final ReadOptions BEFORE_PIXELS = ReadOptions.HEADER.stopBefore(Tag.PIXEL_DATA);

    /** How much of a file {@link #find} looks at, in bytes. */
    static final int START = AFTER_PREAMBLE + ELEMENT_START;

    private final int offset;
    private final TransferSyntax syntax;

    private BareDataSet(int offset, TransferSyntax syntax) {
        this.offset = offset;
        this.syntax = syntax;
    }

    /** @param start the first {@link #START} bytes of a file, or all where it has less */
    static Optional<BareDataSet> find(byte[] start) {
        boolean preamble = start.length > AFTER_PREAMBLE
                && Arrays.equals(start, AFTER_PREAMBLE - 4, AFTER_PREAMBLE, PREAMBLE_END, 0, PREAMBLE_END.length);
        int offset = preamble ? AFTER_PREAMBLE : 0;
        if (start.length < offset + ELEMENT_START) {
            return Optional.empty();
        }
        return syntax(ByteBuffer.wrap(start, offset, ELEMENT_START).slice())
                .map(syntax -> new BareDataSet(offset, syntax));
    }

    private static Optional<TransferSyntax> syntax(ByteBuffer element) {
        boolean explicit = VR.of(element.get(4), element.get(5)).isPresent();
        if (element.getShort(0) == 0x0008) {
            return explicit ? Optional.of(TransferSyntax.EXPLICIT_BIG_ENDIAN) : Optional.empty();
        }
        element.order(ByteOrder.LITTLE_ENDIAN);
        if (element.getShort(0) != 0x0008) {
            return Optional.empty();
        }
        if (explicit) {
            return Optional.of(TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        }
        int length = element.getInt(4);
        return length >= 0 && length <= MAX_FIRST_VALUE
                ? Optional.of(TransferSyntax.IMPLICIT_LITTLE_ENDIAN)
                : Optional.empty();
    }

    /** @throws DicomFormatException when it cannot be read, names no object, or is compressed in an unknown way */
    Part10File open(Path path) throws IOException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            in.skipNBytes(offset);
            DataSet header = DataSetReader.read(in, syntax, BEFORE_PIXELS);
            if (isCompressed(in.readNBytes(ELEMENT_START))) {
                throw new DicomFormatException("The file has no file meta information (group 0002), and its pixels are "
                        + "compressed: only there is told how");
            }
            FileMetaInformation meta = FileMetaInformation.of(
                    needed(header, Tag.SOP_CLASS_UID), needed(header, Tag.SOP_INSTANCE_UID), syntax.uid());
            return new Part10File(path, meta, offset);
        }
    }

    /** @param afterTag what follows the tag of pixel data: its VR, two reserved bytes and its length */
    private boolean isCompressed(byte[] afterTag) {
        int at = syntax.explicitVr() ? 4 : 0;
        return afterTag.length >= at + 4 && ByteBuffer.wrap(afterTag).getInt(at) == -1;
    }

    private static String needed(DataSet header, int tag) throws DicomFormatException {
        String uid = header.string(tag)
                .orElseThrow(() -> new DicomFormatException(
                        "The file has neither file meta information (group 0002) nor " + Dictionary.describe(tag)));
        if (!StandardCharsets.US_ASCII.newEncoder().canEncode(uid)) {
            throw new DicomFormatException(Dictionary.describe(tag) + " has other characters than digits and dots");
        }
        return uid;
    }
}
