package org.openiep.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetWriter;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.FileMetaInformation;

/**
 * A study to be sent: headers of their own, pixels in common. No two studies share a UID, within a run and between runs.
 *
 * @param shape of every object
 * @param patientId the patient's identifier at the sending hospital
 * @param studyInstanceUid (0020,000D)
 * @param seriesInstanceUid (0020,000E), there is one series
 * @param images in the order of the instance numbers
 */
record Study(
        ObjectShape shape, String patientId, String studyInstanceUid, String seriesInstanceUid, List<Image> images) {
    private static final AtomicInteger NUMBER = new AtomicInteger(1_000_000);

    /** Tag, VR OW, two bytes reserved, four bytes length: what stands before the pixels. */
    private static final int PIXEL_ELEMENT_HEADER = 12;

    /**
     * One object.
     *
     * @param header the data set up to the first pixel, explicit VR little endian
     */
    record Image(String sopInstanceUid, ByteBuffer header) {}

    /** A new study of one patient. */
    static Study of(ObjectShape shape, int images) {
        Study study = unwritten(shape, images);
        return new Study(
                shape, study.patientId, study.studyInstanceUid, study.seriesInstanceUid, List.copyOf(study.images));
    }

    /** The same for one that only waits: a header is written when somebody asks for it. */
    static Study unwritten(ObjectShape shape, int images) {
        String root =
                "2.25." + new java.math.BigInteger(UUID.randomUUID().toString().replace("-", ""), 16);
        Study named = new Study(shape, "S" + NUMBER.incrementAndGet(), root + ".1", root + ".2", List.of());
        List<Image> written = new AbstractList<>() {
            @Override
            public Image get(int index) {
                // Fixed width, so that all headers have the same length.
                String uid = root + ".3." + (100_001 + Objects.checkIndex(index, images));
                return new Image(uid, named.header(uid, index + 1));
            }

            @Override
            public int size() {
                return images;
            }
        };
        return new Study(shape, named.patientId, named.studyInstanceUid, named.seriesInstanceUid, written);
    }

    /** Bytes of all data sets. */
    long bytes() {
        return images.stream()
                .mapToLong(image -> image.header().remaining() + (long) shape.pixelBytes())
                .sum();
    }

    private ByteBuffer header(String sopInstanceUid, int number) {
        DataSet set = identity()
                .put(Tag.SOP_CLASS_UID, shape.sopClassUid())
                .put(Tag.SOP_INSTANCE_UID, sopInstanceUid)
                .put(Tag.SERIES_NUMBER, "1")
                .put(Tag.INSTANCE_NUMBER, Integer.toString(number))
                .put(Tag.MANUFACTURER, "Synthetic")
                .put(Tag.SERIES_DESCRIPTION, "Measurement")
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tag.SLICE_THICKNESS, "1")
                .put(Tag.IMAGE_POSITION_PATIENT, "-200", "-200", Integer.toString(number))
                .put(Tag.IMAGE_ORIENTATION_PATIENT, "1", "0", "0", "0", "1", "0")
                .put(Tag.PIXEL_SPACING, "0.8", "0.8")
                .put(Tag.RESCALE_INTERCEPT, "-1024")
                .put(Tag.RESCALE_SLOPE, "1")
                .putInt(Tag.SAMPLES_PER_PIXEL, 1)
                .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putInt(Tag.ROWS, shape.size())
                .putInt(Tag.COLUMNS, shape.size())
                .putInt(Tag.BITS_ALLOCATED, 16)
                .putInt(Tag.BITS_STORED, 12)
                .putInt(Tag.HIGH_BIT, 11)
                .putInt(Tag.PIXEL_REPRESENTATION, 0);
        if (shape.frames() > 1) {
            set.put(Tag.NUMBER_OF_FRAMES, Integer.toString(shape.frames()));
        }
        byte[] encoded = encode(set, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
        ByteBuffer header =
                ByteBuffer.allocate(encoded.length + PIXEL_ELEMENT_HEADER).order(ByteOrder.LITTLE_ENDIAN);
        header.put(encoded).putShort((short) 0x7FE0).putShort((short) 0x0010);
        header.put((byte) 'O').put((byte) 'W').putShort((short) 0).putInt(shape.pixelBytes());
        return header.flip().asReadOnlyBuffer();
    }

    /** What a query answers about the study's patient and the study. */
    DataSet identity() {
        return new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tag.STUDY_DATE, "20261120")
                .put(Tag.STUDY_TIME, "101500")
                .put(Tag.ACCESSION_NUMBER, "M" + patientId)
                .put(Tag.MODALITY, shape.modality())
                .put(Tag.STUDY_DESCRIPTION, "Measurement")
                .put(Tag.REFERRING_PHYSICIAN_NAME, "")
                .put(Tag.PATIENT_NAME, "Measure^Mary")
                .put(Tag.PATIENT_ID, patientId)
                .put(Tag.PATIENT_BIRTH_DATE, "19570314")
                .put(Tag.PATIENT_SEX, "F")
                .put(Tag.STUDY_ID, "1")
                .put(Tag.STUDY_INSTANCE_UID, studyInstanceUid)
                .put(Tag.SERIES_INSTANCE_UID, seriesInstanceUid);
    }

    static byte[] encode(DataSet set, TransferSyntax syntax) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(2048);
        try {
            DataSetWriter.write(set, bytes, syntax);
        } catch (IOException e) {
            throw new UncheckedIOException("memory does not fail", e);
        }
        return bytes.toByteArray();
    }

    /** Writes all objects as Part 10 files, for senders that read files. */
    List<Path> write(Path folder) throws IOException {
        Files.createDirectories(folder);
        List<ByteBuffer> pixels = shape.pixels(ObjectShape.DRAWN);
        List<Path> files = new ArrayList<>();
        for (Image image : images) {
            ByteArrayOutputStream start = new ByteArrayOutputStream(4096);
            FileMetaInformation.of(shape.sopClassUid(), image.sopInstanceUid(), Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                    .write(start);

            Path file = folder.resolve(image.sopInstanceUid() + ".dcm");
            try (FileChannel channel =
                    FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
                channel.write(ByteBuffer.wrap(start.toByteArray()));
                channel.write(image.header().duplicate());
                write(pixels, channel);
            }
            files.add(file);
        }
        return files;
    }

    /** Writes pieces, which stay as they are. */
    static void write(List<ByteBuffer> pieces, FileChannel file) throws IOException {
        for (ByteBuffer piece : pieces) {
            ByteBuffer rest = piece.duplicate();
            while (rest.hasRemaining()) {
                file.write(rest);
            }
        }
    }
}
