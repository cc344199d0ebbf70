package org.openiep.demo;

import java.util.Locale;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.data.VR;

/** Draws the pictures of the generated studies, and says what they are (PS3.3 A.2, A.3, A.4). */
final class SampleImages {
    private static final int CT_SIZE = 512;
    private static final double CT_PIXEL_MM = 0.8;
    private static final double CT_SLICE_MM = 2.5;
    private static final int MR_SIZE = 256;
    private static final double MR_PIXEL_MM = 0.9;
    private static final double MR_SLICE_MM = 5;
    private static final int CR_COLUMNS = 1760;
    private static final int CR_ROWS = 2140;
    private static final double CR_PIXEL_MM = 0.2;
    /** The radiograph is computed on a coarser grid and interpolated. */
    private static final int CR_STEP = 4;

    private SampleImages() {}

    static void ct(DataSet image, int number, int count, String frameOfReference) {
        double z = (number - (count + 1) / 2.0) * CT_SLICE_MM;
        image.put(Tag.SOP_CLASS_UID, Uids.CT_IMAGE)
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "AXIAL")
                .put(Tag.BODY_PART_EXAMINED, "CHEST")
                .put(Tag.KVP, "120")
                .put(Tag.ACQUISITION_NUMBER, "1")
                .put(Tag.PATIENT_POSITION, "HFS")
                .put(Tag.RESCALE_INTERCEPT, "-1024")
                .put(Tag.RESCALE_SLOPE, "1")
                .put(Tag.WINDOW_CENTER, "40")
                .put(Tag.WINDOW_WIDTH, "400");
        plane(image, CT_SIZE, CT_PIXEL_MM, CT_SLICE_MM, z, frameOfReference);
        Noise noise = new Noise(number);
        pixels(image, CT_SIZE, CT_SIZE, (column, row) -> {
            double x = (column - CT_SIZE / 2.0) * CT_PIXEL_MM;
            double y = (row - CT_SIZE / 2.0) * CT_PIXEL_MM;
            return Phantoms.chest(x, y, z) + 1024 + noise.next(12);
        });
    }

    static void mr(DataSet image, int number, int count, String frameOfReference) {
        double z = (number - (count + 1) / 2.0) * MR_SLICE_MM;
        image.put(Tag.SOP_CLASS_UID, Uids.MR_IMAGE)
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY", "OTHER")
                .put(Tag.BODY_PART_EXAMINED, "HEAD")
                .put(Tag.SCANNING_SEQUENCE, "SE")
                .put(Tag.REPETITION_TIME, "4200")
                .put(Tag.ECHO_TIME, "98")
                .put(Tag.MAGNETIC_FIELD_STRENGTH, "1.5")
                .put(Tag.PATIENT_POSITION, "HFS")
                .put(Tag.WINDOW_CENTER, "600")
                .put(Tag.WINDOW_WIDTH, "1200");
        plane(image, MR_SIZE, MR_PIXEL_MM, MR_SLICE_MM, z, frameOfReference);
        Noise noise = new Noise(number);
        pixels(image, MR_SIZE, MR_SIZE, (column, row) -> {
            double x = (column - MR_SIZE / 2.0) * MR_PIXEL_MM;
            double y = (row - MR_SIZE / 2.0) * MR_PIXEL_MM;
            return Phantoms.head(x, y, z) + noise.next(15);
        });
    }

    static void cr(DataSet image) {
        image.put(Tag.SOP_CLASS_UID, Uids.COMPUTED_RADIOGRAPHY_IMAGE)
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "PRIMARY")
                .put(Tag.BODY_PART_EXAMINED, "CHEST")
                .put(Tag.VIEW_POSITION, "PA")
                .put(Tag.PIXEL_SPACING, decimal(CR_PIXEL_MM), decimal(CR_PIXEL_MM))
                .put(Tag.WINDOW_CENTER, "2048")
                .put(Tag.WINDOW_WIDTH, "4096");
        int columns = CR_COLUMNS / CR_STEP;
        int rows = CR_ROWS / CR_STEP;
        double[][] shadow = new double[rows + 1][columns + 1];
        for (int row = 0; row <= rows; row++) {
            for (int column = 0; column <= columns; column++) {
                double x = (column - columns / 2.0) * CR_PIXEL_MM * CR_STEP;
                double z = (rows / 2.0 - row) * CR_PIXEL_MM * CR_STEP;
                shadow[row][column] = Phantoms.chestShadow(x, z);
            }
        }
        Noise noise = new Noise(1);
        pixels(image, CR_COLUMNS, CR_ROWS, (column, row) -> 3900 * between(shadow, column, row) + 60 + noise.next(20));
    }

    /** Bilinear interpolation on the coarser grid. */
    private static double between(double[][] grid, int column, int row) {
        int c = column / CR_STEP;
        int r = row / CR_STEP;
        double right = (column % CR_STEP) / (double) CR_STEP;
        double down = (row % CR_STEP) / (double) CR_STEP;
        double above = grid[r][c] * (1 - right) + grid[r][c + 1] * right;
        double below = grid[r + 1][c] * (1 - right) + grid[r + 1][c + 1] * right;
        return above * (1 - down) + below * down;
    }

    private static void plane(DataSet image, int size, double pixel, double slice, double z, String frameOfReference) {
        String corner = decimal(-size / 2.0 * pixel);
        image.put(Tag.FRAME_OF_REFERENCE_UID, frameOfReference)
                .put(Tag.POSITION_REFERENCE_INDICATOR, "")
                .put(Tag.SLICE_THICKNESS, decimal(slice))
                .put(Tag.IMAGE_POSITION_PATIENT, corner, corner, decimal(z))
                .put(Tag.IMAGE_ORIENTATION_PATIENT, "1", "0", "0", "0", "1", "0")
                .put(Tag.SLICE_LOCATION, decimal(z))
                .put(Tag.PIXEL_SPACING, decimal(pixel), decimal(pixel));
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    /** Value of a pixel before it is cut to 12 bits. */
    private interface Picture {
        double at(int column, int row);
    }

    private static void pixels(DataSet image, int columns, int rows, Picture picture) {
        byte[] bytes = new byte[columns * rows * 2];
        int i = 0;
        for (int row = 0; row < rows; row++) {
            for (int column = 0; column < columns; column++) {
                int value = (int) Math.max(0, Math.min(4095, picture.at(column, row)));
                bytes[i++] = (byte) value;
                bytes[i++] = (byte) (value >> 8);
            }
        }
        image.putInt(Tag.SAMPLES_PER_PIXEL, 1)
                .put(Tag.PHOTOMETRIC_INTERPRETATION, "MONOCHROME2")
                .putInt(Tag.ROWS, rows)
                .putInt(Tag.COLUMNS, columns)
                .putInt(Tag.BITS_ALLOCATED, 16)
                .putInt(Tag.BITS_STORED, 12)
                .putInt(Tag.HIGH_BIT, 11)
                .putInt(Tag.PIXEL_REPRESENTATION, 0)
                .putBytes(Tag.PIXEL_DATA, VR.OW, bytes);
    }

    /** The grain of a picture: roughly bell-shaped, and the same at every run. */
    private static final class Noise {
        private int state;

        Noise(int seed) {
            this.state = seed * 0x9E3779B9 + 1;
        }

        /** A value whose spread is some {@code width}, either way. */
        double next(int width) {
            state = state * 1664525 + 1013904223;
            int a = state >>> 24;
            int b = (state >>> 16) & 0xFF;
            return (a + b - 255) / 255.0 * width * 2;
        }
    }
}
