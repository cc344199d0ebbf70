package org.openiep.dicom.convert;

import java.awt.image.Raster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.openiep.dicom.data.DicomFormatException;

/**
 * JPEG 2000 (ISO 15444-1), by the JJ2000 of jai-imageio. What it is given has been looked at: it takes memory for what
 * the codestream's header announces.
 */
final class Jpeg2000Decoder implements FrameDecoder {
    private static final int SOC_SIZ = 0xFF4FFF51;

    /** Where in the codestream the sizes of components begin, three bytes each. */
    private static final int COMPONENTS = 42;

    /**
     * The library takes some eight bytes of memory for each sample, and an empty frame of any size may have some 80
     * bytes; a mammogram has 24 million samples.
     */
    private static final long MAX_SAMPLES = 32L << 20;

    /** Of larger frames than this, in samples, one is decoded at a time in the whole program. */
    private static final long LARGE = 4L << 20;

    private static final Lock ONE_LARGE = new ReentrantLock(true);

    /** The library and what calls it, which have to be of one loader. */
    private static final StoppableClasses CLASSES = new StoppableClasses(
            Jpeg2000Decoder.class.getClassLoader(),
            "jj2000.",
            "com.github.jaiimageio.jpeg2000.",
            Jpeg2000Library.class.getName());

    /** Not more than half of the processors decode: frames that keep the library busy leave the others something. */
    private static final BoundedCalls LIBRARY = new BoundedCalls(
            "Decoding JPEG 2000",
            Math.max(1, Runtime.getRuntime().availableProcessors() / 2),
            2,
            Duration.ofSeconds(2));

    /** Processor time for a frame of any size: the first one loads the library, which takes some 0.2 s. */
    private static final Duration LEAST_TIME = Duration.ofSeconds(5);

    /** Processor time for each sample, in nanoseconds: seven times what noise takes, 15 times what an image takes. */
    private static final long TIME_PER_SAMPLE = 5_000;

    /** More tiles than this are no image of medicine. */
    private static final long MAX_TILES = 65_535;

    @Override
    public void decode(byte[] data, FrameShape shape, byte[] out) throws IOException {
        check(data, shape);
        Jpeg2000Packets.check(data);
        long samples = (long) shape.pixels() * shape.samples();
        if (samples > MAX_SAMPLES) {
            throw new DicomFormatException(
                    "A JPEG 2000 frame of " + samples + " samples; " + MAX_SAMPLES + " at most are decoded");
        }
        if (samples <= LARGE) {
            read(data, shape, out);
            return;
        }
        ONE_LARGE.lock();
        try {
            read(data, shape, out);
        } finally {
            ONE_LARGE.unlock();
        }
    }

    private static void read(byte[] data, FrameShape shape, byte[] out) throws IOException {
        Raster raster = raster(data, LIBRARY, allowed(shape));
        if (raster.getWidth() < shape.columns()
                || raster.getHeight() < shape.rows()
                || raster.getNumBands() < shape.samples()) {
            throw new DicomFormatException("A JPEG 2000 frame is smaller than it says");
        }
        int[] line = new int[shape.columns()];
        for (int sample = 0; sample < shape.samples(); sample++) {
            for (int row = 0; row < shape.rows(); row++) {
                raster.getSamples(raster.getMinX(), raster.getMinY() + row, shape.columns(), 1, sample, line);
                for (int x = 0; x < shape.columns(); x++) {
                    shape.put(out, row * shape.columns() + x, sample, line[x]);
                }
            }
        }
    }

    private static Duration allowed(FrameShape shape) {
        return LEAST_TIME.plusNanos(TIME_PER_SAMPLE * shape.pixels() * shape.samples());
    }

    /** What the library makes of a codestream, whatever that is. */
    static Raster raster(byte[] data, BoundedCalls library, Duration allowed) throws IOException {
        return library.call(allowed, () -> {
            try {
                return reader().apply(data);
            } catch (RuntimeException | Error e) {
                // The library reports damage in many ways, among them errors of its own and those of the machine.
                Throwable why = e instanceof UncheckedIOException io ? Objects.requireNonNull(io.getCause()) : e;
                throw new DicomFormatException(
                        "A JPEG 2000 frame cannot be decoded: " + why.getClass().getSimpleName(), why);
            }
        });
    }

    @SuppressWarnings("unchecked")
    private static Function<byte[], Raster> reader() {
        try {
            var constructor = CLASSES.loadClass(Jpeg2000Library.class.getName()).getDeclaredConstructor();
            // It is of another loader, and so of another package.
            constructor.setAccessible(true);
            return (Function<byte[], Raster>) constructor.newInstance();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("The decoder for JPEG 2000 is not there", e);
        }
    }

    /**
     * The image and tile sizes (ISO 15444-1 A.5.1).
     *
     * <pre>
     * FF4F FF51 | length (2) | capabilities (2) | size x, y (4, 4) | offset x, y | tile x, y | tile offset x, y
     *           | components (2) | of each: bits and sign (1), subsampling x, y (1, 1)
     * </pre>
     */
    private static void check(byte[] data, FrameShape shape) throws DicomFormatException {
        if (data.length < COMPONENTS + 3 * shape.samples() || number(data, 0) != SOC_SIZ) {
            throw new DicomFormatException("A frame does not begin as a JPEG 2000 codestream");
        }
        long columns = unsigned(data, 8) - unsigned(data, 16);
        long rows = unsigned(data, 12) - unsigned(data, 20);
        int samples = (data[40] & 0xFF) << 8 | (data[41] & 0xFF);
        shape.check(columns, rows, samples);
        checkTiles(data, columns, rows);
        for (int i = 0; i < samples; i++) {
            int bits = (data[COMPONENTS + 3 * i] & 0x7F) + 1;
            boolean whole = data[COMPONENTS + 3 * i + 1] == 1 && data[COMPONENTS + 3 * i + 2] == 1;
            if (!whole || bits > 16 || bits > 8 * shape.bytesPerSample()) {
                throw new DicomFormatException("JPEG 2000 with " + bits + " bits or fewer samples of a colour");
            }
        }
    }

    /** The first tile has to begin at or before the image and to end within it, or the library makes up others. */
    private static void checkTiles(byte[] data, long columns, long rows) throws DicomFormatException {
        long tileColumns = unsigned(data, 24);
        long tileRows = unsigned(data, 28);
        if (tileColumns < 1 || tileRows < 1 || (columns / tileColumns + 2) * (rows / tileRows + 2) > MAX_TILES) {
            throw new DicomFormatException(
                    "JPEG 2000 with tiles of " + tileColumns + " columns, " + tileRows + " rows");
        }
        if (!isFirst(unsigned(data, 32), tileColumns, unsigned(data, 16))
                || !isFirst(unsigned(data, 36), tileRows, unsigned(data, 20))) {
            throw new DicomFormatException("JPEG 2000 whose first tile is not where the image begins");
        }
    }

    private static boolean isFirst(long tile, long size, long image) {
        return tile <= image && tile + size > image;
    }

    private static int number(byte[] data, int at) {
        return data[at] << 24 | (data[at + 1] & 0xFF) << 16 | (data[at + 2] & 0xFF) << 8 | (data[at + 3] & 0xFF);
    }

    private static long unsigned(byte[] data, int at) {
        return Integer.toUnsignedLong(number(data, at));
    }
}
