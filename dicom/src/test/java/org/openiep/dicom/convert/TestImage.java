package org.openiep.dicom.convert;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.FragmentsElement;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.file.Part10Writer;

/** Images with flat parts, slopes, edges and noise, so that every path of a coder is walked. */
record TestImage(int rows, int columns, int frames, int samples, int stored, boolean signed, String photometric) {
    static TestImage grey(int stored) {
        return new TestImage(61, 47, 1, 1, stored, false, "MONOCHROME2");
    }

    static TestImage colour() {
        return new TestImage(61, 47, 1, 3, 8, false, "RGB");
    }

    TestImage frames(int count) {
        return new TestImage(rows, columns, count, samples, stored, signed, photometric);
    }

    TestImage asSigned() {
        return new TestImage(rows, columns, frames, samples, stored, true, photometric);
    }

    TestImage size(int newRows, int newColumns) {
        return new TestImage(newRows, newColumns, frames, samples, stored, signed, photometric);
    }

    int allocated() {
        return stored > 8 ? 16 : 8;
    }

    DataSet header() {
        DataSet set = new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 100")
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY")
                .put(Tag.SOP_CLASS_UID, Uids.SECONDARY_CAPTURE_IMAGE)
                .put(Tag.SOP_INSTANCE_UID, Uids.generate())
                .put(Tag.CONVERSION_TYPE, "WSD")
                .put(Tag.PATIENT_NAME, "Fairweather^El\u00E9onore")
                .put(Tag.PATIENT_ID, "S0012345")
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1")
                .put(Tag.SERIES_INSTANCE_UID, "2.25.12")
                .putInt(Tag.SAMPLES_PER_PIXEL, samples)
                .put(Tag.PHOTOMETRIC_INTERPRETATION, photometric)
                .putInt(Tag.ROWS, rows)
                .putInt(Tag.COLUMNS, columns)
                .putInt(Tag.BITS_ALLOCATED, allocated())
                .putInt(Tag.BITS_STORED, stored)
                .putInt(Tag.HIGH_BIT, stored - 1)
                .putInt(Tag.PIXEL_REPRESENTATION, signed ? 1 : 0);
        if (samples > 1) {
            set.putInt(Tag.PLANAR_CONFIGURATION, 0);
        }
        if (frames > 1) {
            set.putInt(Tag.NUMBER_OF_FRAMES, frames);
        }
        return set;
    }

    byte[] pixels() {
        ByteBuffer bytes = ByteBuffer.allocate(rows * columns * samples * frames * allocated() / 8)
                .order(ByteOrder.LITTLE_ENDIAN);
        Random random = new Random(stored);
        int range = 1 << stored;
        for (int frame = 0; frame < frames; frame++) {
            for (int row = 0; row < rows; row++) {
                for (int column = 0; column < columns; column++) {
                    for (int sample = 0; sample < samples; sample++) {
                        int value = value(row, column, sample + frame, range, random);
                        int cell = signed ? value - range / 2 : value;
                        if (allocated() == 8) {
                            bytes.put((byte) cell);
                        } else {
                            bytes.putShort((short) cell);
                        }
                    }
                }
            }
        }
        return bytes.array();
    }

    private int value(int row, int column, int seed, int range, Random random) {
        if (row < rows / 4) {
            return column < columns / 2 ? 0 : range - 1;
        }
        if (row < rows / 2) {
            return (row * 7 + column * 3 + seed * 20) % range;
        }
        if (column < columns / 3) {
            return range / 3;
        }
        return column < columns / 2
                ? random.nextInt(range)
                : Math.min(range - 1, (row + column + seed) * range / (rows + columns + 40) + random.nextInt(3));
    }

    /** Not compressed. */
    Path write(Path folder) throws IOException {
        Path file = folder.resolve("native-" + Uids.generate() + ".dcm");
        DataSet set = header().putBytes(Tag.PIXEL_DATA, allocated() == 8 ? VR.OB : VR.OW, pixels());
        Part10Writer.write(set, TransferSyntax.EXPLICIT_LITTLE_ENDIAN, file);
        return file;
    }

    /** Compressed elsewhere: each fragment a frame, or all together one. */
    Path encapsulated(Path folder, String transferSyntax, String photometricCompressed, byte[]... fragments)
            throws IOException {
        Path file = folder.resolve("encapsulated-" + Uids.generate() + ".dcm");
        List<byte[]> all = new ArrayList<>(List.of(new byte[0]));
        for (byte[] fragment : fragments) {
            all.add(Arrays.copyOf(fragment, fragment.length + fragment.length % 2));
        }
        DataSet set = header().put(Tag.PHOTOMETRIC_INTERPRETATION, photometricCompressed)
                .put(new FragmentsElement(Tag.PIXEL_DATA, VR.OB, all));
        Part10Writer.write(set, TransferSyntax.of(transferSyntax), file);
        return file;
    }

    /** The first frame as the JDK compresses it: YCbCr, colours in half of the columns and rows. */
    byte[] asJpeg() throws IOException {
        BufferedImage image = new BufferedImage(columns, rows, BufferedImage.TYPE_INT_RGB);
        byte[] rgb = pixels();
        for (int i = 0; i < rows * columns; i++) {
            int pixel = (rgb[3 * i] & 0xFF) << 16 | (rgb[3 * i + 1] & 0xFF) << 8 | (rgb[3 * i + 2] & 0xFF);
            image.setRGB(i % columns, i / columns, pixel);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ImageIO.write(image, "jpg", out);
        return out.toByteArray();
    }

    /** What a conversion to explicit VR little endian makes of a file. */
    static DataSet converted(Path file) throws IOException {
        return converted(file, TransferSyntax.EXPLICIT_LITTLE_ENDIAN);
    }

    static DataSet converted(Path file, TransferSyntax to) throws IOException {
        Conversion conversion =
                Conversion.plan(Part10File.open(file), List.of(to.uid()), Conversion.LossyPixels.MAY_BE_DECOMPRESSED);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        conversion.writeTo(out);
        return DataSetReader.read(new ByteArrayInputStream(out.toByteArray()), conversion.to());
    }

    static DataSet read(Path file) throws IOException {
        Part10File object = Part10File.open(file);
        try (InputStream in = object.dataSet()) {
            return DataSetReader.read(in, object.meta().transferSyntax(), ReadOptions.WHOLE);
        }
    }
}
