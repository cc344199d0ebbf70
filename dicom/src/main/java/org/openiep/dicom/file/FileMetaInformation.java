package org.openiep.dicom.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Dictionary;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;

/**
 * What stands before the data set of a DICOM file (PS3.10 7.1).
 *
 * <pre>
 * preamble (128) | "DICM" (4) | group 0002, explicit VR little endian | data set
 * </pre>
 */
public final class FileMetaInformation {
    /** Bytes before the group 0002. */
    private static final int PREAMBLE = 128;

    private static final byte[] PREFIX = "DICM".getBytes(StandardCharsets.US_ASCII);

    private static final int FIRST_TAG_AFTER = 0x00030000;

    /** The group's size in files is some 200 bytes; a larger one than this is refused. */
    private static final int MAX_SIZE = 1 << 20;

    private static final ReadOptions BOUNDS =
            ReadOptions.WHOLE.stopBefore(FIRST_TAG_AFTER).maxTotal(MAX_SIZE);

    private final DataSet group;
    private final String sopClassUid;
    private final String sopInstanceUid;
    private final TransferSyntax transferSyntax;

    private FileMetaInformation(DataSet group) throws DicomFormatException {
        this(
                group,
                required(group, Tag.MEDIA_STORAGE_SOP_CLASS_UID),
                required(group, Tag.MEDIA_STORAGE_SOP_INSTANCE_UID),
                TransferSyntax.of(required(group, Tag.TRANSFER_SYNTAX_UID)));
    }

    private FileMetaInformation(
            DataSet group, String sopClassUid, String sopInstanceUid, TransferSyntax transferSyntax) {
        this.group = group;
        this.sopClassUid = sopClassUid;
        this.sopInstanceUid = sopInstanceUid;
        this.transferSyntax = transferSyntax;
    }

    private static String required(DataSet group, int tag) throws DicomFormatException {
        return group.string(tag)
                .orElseThrow(
                        () -> new DicomFormatException("The file meta information has no " + Dictionary.describe(tag)));
    }

    /**
     * The group for an object that this product writes.
     *
     * @throws IllegalArgumentException when one of the UIDs is empty
     */
    public static FileMetaInformation of(String sopClassUid, String sopInstanceUid, String transferSyntaxUid) {
        DataSet group = new DataSet()
                .putBytes(Tag.FILE_META_INFORMATION_VERSION, VR.OB, new byte[] {0, 1})
                .put(Tag.MEDIA_STORAGE_SOP_CLASS_UID, sopClassUid)
                .put(Tag.MEDIA_STORAGE_SOP_INSTANCE_UID, sopInstanceUid)
                .put(Tag.TRANSFER_SYNTAX_UID, transferSyntaxUid)
                .put(Tag.IMPLEMENTATION_CLASS_UID, Uids.IMPLEMENTATION_CLASS)
                .put(Tag.IMPLEMENTATION_VERSION_NAME, Uids.IMPLEMENTATION_VERSION_NAME);
        try {
            return new FileMetaInformation(group);
        } catch (DicomFormatException e) {
            throw new IllegalArgumentException(e.getMessage(), e);
        }
    }

    /** The same, with the AE title that the object came from (0002,0016); at most 16 characters. */
    public FileMetaInformation withSource(String aeTitle) {
        DataSet copy = new DataSet();
        group.forEach(copy::put);
        copy.put(Tag.SOURCE_APPLICATION_ENTITY_TITLE, aeTitle);
        return new FileMetaInformation(copy, sopClassUid, sopInstanceUid, transferSyntax);
    }

    /**
     * Reads preamble and group, and leaves the stream at the first byte of the data set. A wrong or missing group
     * length does no harm.
     *
     * @param in must support marks, as {@link java.io.BufferedInputStream} does; its mark is used
     * @throws DicomFormatException when this is no DICOM file
     */
    public static FileMetaInformation read(InputStream in) throws IOException {
        return readFrom(in).meta();
    }

    /** The group, and the bytes that it takes with the preamble. */
    record Located(FileMetaInformation meta, long size) {}

    static Located readFrom(InputStream in) throws IOException {
        if (!in.markSupported()) {
            throw new IllegalArgumentException("The stream must support marks");
        }
        in.mark(PREAMBLE + PREFIX.length);
        byte[] start = in.readNBytes(PREAMBLE + PREFIX.length);
        int before = start.length;
        if (!Arrays.equals(start, Math.min(PREAMBLE, start.length), start.length, PREFIX, 0, PREFIX.length)) {
            if (!beginsWithGroup(start)) {
                throw new DicomFormatException("This is no DICOM file: \"DICM\" is not at offset " + PREAMBLE);
            }
            // Some programs leave out the preamble.
            in.reset();
            before = 0;
        }
        in.mark(MAX_SIZE);
        DataSetReader reader = new DataSetReader(in, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, BOUNDS);
        DataSet group = reader.read();
        for (Element element : group) {
            if (Tag.group(element.tag()) != 0x0002) {
                throw new DicomFormatException(
                        "The file meta information has " + Tag.format(element.tag()) + ", which is not of group 0002");
            }
        }
        in.reset();
        in.skipNBytes(reader.position());
        return new Located(new FileMetaInformation(group), before + reader.position());
    }

    /** Is this group 0002 in explicit VR little endian: (0002,00xx) and two letters? */
    private static boolean beginsWithGroup(byte[] start) {
        return start.length >= 8
                && start[0] == 2
                && start[1] == 0
                && start[3] == 0
                && VR.of(start[4], start[5]).isPresent();
    }

    /** Writes preamble and group, and flushes the stream; the data set follows, as the transfer syntax says. */
    public void write(OutputStream out) throws IOException {
        out.write(new byte[PREAMBLE]);
        out.write(PREFIX);
        DataSetWriter.write(group, out, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    /** Media Storage SOP Class UID (0002,0002). */
    public String sopClassUid() {
        return sopClassUid;
    }

    /** Media Storage SOP Instance UID (0002,0003). */
    public String sopInstanceUid() {
        return sopInstanceUid;
    }

    /** Of the data set that follows (0002,0010). */
    public TransferSyntax transferSyntax() {
        return transferSyntax;
    }

    /** Source Application Entity Title (0002,0016). */
    public Optional<String> source() {
        return group.string(Tag.SOURCE_APPLICATION_ENTITY_TITLE);
    }

    /** All elements of group 0002; for reading only. */
    public DataSet group() {
        return group;
    }
}
