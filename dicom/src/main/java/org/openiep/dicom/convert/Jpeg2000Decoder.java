package org.openiep.dicom.convert;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReader;
import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BooleanSupplier;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;
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

    /**
     * Not more than half of the processors decode: a frame that keeps the library busy without end leaves the others
     * something, and after two such there are no more.
     */
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
        return library.call(allowed, over -> {
            J2KImageReader reader = new Reader(over);
            try (ImageInputStream in = new Codestream(data, over)) {
                reader.setInput(in, true, true);
                return reader.readRaster(0, null);
            } catch (IOException | RuntimeException | Error e) {
                // The library reports damage in many ways, among them errors of its own and those of the machine.
                throw new DicomFormatException(
                        "A JPEG 2000 frame cannot be decoded: " + e.getClass().getSimpleName(), e);
            } finally {
                reader.dispose();
            }
        });
    }

    /** The library asks it for each line whether it is to stop. Its other methods are older than generics. */
    @SuppressWarnings("unchecked")
    private static final class Reader extends J2KImageReader {
        private final BooleanSupplier over;

        Reader(BooleanSupplier over) {
            super(new J2KImageReaderSpi());
            this.over = over;
        }

        @Override
        public boolean getAbortRequest() {
            return over.getAsBoolean();
        }
    }

    /**
     * Its end is an error: the library takes the -1 that stands for it for data, and may read that for ever. It also
     * ends when the time is over.
     */
    private static final class Codestream extends MemoryCacheImageInputStream {
        private final BooleanSupplier over;

        Codestream(byte[] data, BooleanSupplier over) {
            super(new ByteArrayInputStream(data));
            this.over = over;
        }

        @Override
        public int read() throws IOException {
            checkTime();
            int next = super.read();
            if (next < 0) {
                throw new EOFException("The codestream ends too early");
            }
            return next;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            checkTime();
            return super.read(bytes, offset, length);
        }

        @Override
        public void seek(long position) throws IOException {
            checkTime();
            super.seek(position);
        }

        private void checkTime() throws InterruptedIOException {
            if (over.getAsBoolean()) {
                throw new InterruptedIOException("The time is over");
            }
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
