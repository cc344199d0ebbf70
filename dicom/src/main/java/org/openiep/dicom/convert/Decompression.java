package org.openiep.dicom.convert;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.openiep.dicom.data.Changes;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.DicomFormatException;
import org.openiep.dicom.data.Element;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.OmittedElement;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.file.Part10File;

/** One object's pixel data, decompressed frame by frame; one compressed and one other frame are in memory. */
final class Decompression {
    private static final int LOSSY_IMAGE_COMPRESSION_METHOD = 0x00282114;
    private static final int LENGTH_OF_LONG_HEADER = 12;
    private static final int OB = 'O' | 'B' << 8;
    private static final int OW = 'O' | 'W' << 8;

    /** Tables of offsets are longer than other values of a header. */
    private static final ReadOptions HEADER = ReadOptions.HEADER
            .stopBefore(Tag.PIXEL_DATA)
            .maxValueLength(4 << 20)
            .maxTotal(64L << 20);

    private final Part10File object;
    private final Codec codec;
    private final DataSet header;
    private final Set<Integer> compressedWithin;
    private final FrameShape shape;
    private final int frames;
    private final FrameDecoder decoder;
    private final byte[] firstFrame;
    private final long compressedBytes;
    private final long pixelData;

    private Decompression(Part10File object, Codec codec, DataSet header, Set<Integer> compressedWithin, long pixelData)
            throws IOException {
        this.object = object;
        this.codec = codec;
        this.header = header;
        this.compressedWithin = compressedWithin;
        this.pixelData = pixelData;
        FrameShape described = FrameShape.of(header);
        this.shape = codec.keepsPlanes() ? described : described.interleaved();
        this.frames = header.contains(Tag.NUMBER_OF_FRAMES)
                ? header.integer(Tag.NUMBER_OF_FRAMES).orElse(0)
                : 1;
        if (frames < 1 || length() > 0xFFFFFFFEL) {
            throw new DicomFormatException(
                    frames + " frames of " + shape.bytes() + " bytes are none, or more than one object can hold");
        }
        this.decoder = codec.decoder(photometric(), shape.samples());
        try (FileChannel file = FileChannel.open(object.path(), StandardOpenOption.READ)) {
            EncapsulatedFrames encapsulated = encapsulated(file);
            this.compressedBytes = encapsulated.compressedBytes();
            byte[] compressed = encapsulated.frame(0, maxCompressed());
            if (compressed.length < codec.leastBytes(shape)) {
                throw new DicomFormatException("The first frame has " + compressed.length
                        + " bytes compressed, too few for " + shape.rows() + " rows and " + shape.columns()
                        + " columns");
            }
            this.firstFrame = new byte[shape.bytes()];
            decoder.decode(compressed, shape, firstFrame);
        }
    }

    /**
     * Looks at an object and decodes its first frame, so that nearly all that cannot be done is found here.
     *
     * @return what to change while the data set is copied
     * @throws DicomFormatException when the pixels cannot be decompressed; the message says why
     */
    static Changes changes(Part10File object, Codec codec) throws IOException {
        DataSet header;
        long position;
        Set<Integer> compressedWithin = new HashSet<>();
        try (InputStream in = object.dataSet()) {
            // There may be items for each of many thousand frames, and nothing of them is needed but this.
            DataSetReader reader = new DataSetReader(in, object.meta().transferSyntax(), HEADER)
                    .givingItems((sequence, item) -> {
                        if (hasFragments(item)) {
                            compressedWithin.add(sequence);
                        }
                    });
            header = reader.read();
            position = object.dataSetOffset() + reader.position();
        }
        if (!hasPixelData(object, position)) {
            return new Changes();
        }
        return new Decompression(object, codec, header, compressedWithin, position).changes();
    }

    private static boolean hasPixelData(Part10File object, long position) throws IOException {
        ByteBuffer element = ByteBuffer.allocate(LENGTH_OF_LONG_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel file = FileChannel.open(object.path(), StandardOpenOption.READ)) {
            int n = file.read(element, position);
            if (n < LENGTH_OF_LONG_HEADER) {
                return false;
            }
        }
        element.flip();
        int tag = element.getShort() << 16 | Short.toUnsignedInt(element.getShort());
        if (tag != Tag.PIXEL_DATA) {
            return false;
        }
        int vr = element.getShort();
        if ((vr != OB && vr != OW) || element.getInt(8) != -1) {
            throw new DicomFormatException("Its pixel data is not in fragments, as its transfer syntax says");
        }
        return true;
    }

    private EncapsulatedFrames encapsulated(FileChannel file) throws IOException {
        byte[] table = header.bytes(Tag.EXTENDED_OFFSET_TABLE).orElse(new byte[0]);
        return EncapsulatedFrames.find(file, pixelData + LENGTH_OF_LONG_HEADER, frames, codec, table);
    }

    /** Compression without loss may make noise a little larger. */
    private long maxCompressed() {
        return 65_536 + 2L * shape.bytes();
    }

    private String photometric() {
        return header.string(Tag.PHOTOMETRIC_INTERPRETATION).orElse("");
    }

    private long length() {
        return (long) frames * shape.bytes();
    }

    private Changes changes() throws DicomFormatException {
        DataSet after = new DataSet();
        Changes changes = new Changes().remove(Tag.EXTENDED_OFFSET_TABLE).remove(Tag.EXTENDED_OFFSET_TABLE_LENGTHS);
        if (shape.samples() > 1) {
            after.putInt(Tag.PLANAR_CONFIGURATION, shape.planar() ? 1 : 0);
            String decompressed = codec.photometric(photometric(), shape.samples());
            if (!decompressed.equals(photometric())) {
                after.put(Tag.PHOTOMETRIC_INTERPRETATION, decompressed);
            }
        }
        if (codec.lossy()
                && !header.string(Tag.LOSSY_IMAGE_COMPRESSION).orElse("").equals("01")) {
            lossy(after);
        }
        after.forEach(changes::put);
        // An icon may be left out; any other image within the object may not.
        if (compressedWithin.contains(Tag.ICON_IMAGE_SEQUENCE)) {
            changes.remove(Tag.ICON_IMAGE_SEQUENCE);
        }
        if (compressedWithin.stream().anyMatch(sequence -> sequence != Tag.ICON_IMAGE_SEQUENCE)) {
            throw new DicomFormatException("A sequence of it has compressed pixel data of its own");
        }
        VR vr = shape.bytesPerSample() > 1 ? VR.OW : VR.OB;
        return changes.stream(Tag.PIXEL_DATA, vr, length(), this::writeTo);
    }

    /** Once lossy, always marked as lossy (PS3.3 C.7.6.1.1.5). */
    private void lossy(DataSet after) {
        after.put(Tag.LOSSY_IMAGE_COMPRESSION, "01");
        double ratio = (double) length() / Math.max(1, compressedBytes);
        after.put(Tag.LOSSY_IMAGE_COMPRESSION_RATIO, String.format(Locale.ROOT, "%.2f", ratio));
        after.put(LOSSY_IMAGE_COMPRESSION_METHOD, codec.lossyMethod());
    }

    private static boolean hasFragments(DataSet item) {
        for (Element element : item) {
            boolean fragments = element instanceof FragmentsElement
                    || (element instanceof OmittedElement omitted && omitted.length() < 0);
            if (fragments || item.items(element.tag()).stream().anyMatch(Decompression::hasFragments)) {
                return true;
            }
        }
        return false;
    }

    private void writeTo(OutputStream out) throws IOException {
        out.write(firstFrame);
        if (frames == 1) {
            return;
        }
        byte[] frame = new byte[shape.bytes()];
        try (FileChannel file = FileChannel.open(object.path(), StandardOpenOption.READ)) {
            EncapsulatedFrames encapsulated = encapsulated(file);
            for (int i = 1; i < frames; i++) {
                decoder.decode(encapsulated.frame(i, maxCompressed()), shape, frame);
                out.write(frame);
            }
        }
    }
}
