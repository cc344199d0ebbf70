package org.openiep.dicom.convert;

import com.github.jaiimageio.jpeg2000.impl.J2KImageReader;
import com.github.jaiimageio.jpeg2000.impl.J2KImageReaderSpi;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Function;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** What JJ2000 makes of a codestream, whatever that is, and however long that takes. */
final class Jpeg2000Library implements Function<byte[], Raster> {
    @Override
    public Raster apply(byte[] data) {
        J2KImageReader reader = new J2KImageReader(new J2KImageReaderSpi());
        try (ImageInputStream in = new Codestream(data)) {
            reader.setInput(in, true, true);
            return reader.readRaster(0, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            reader.dispose();
        }
    }

    /** Its end is an error: the library takes the -1 that stands for it for data. */
    private static final class Codestream extends MemoryCacheImageInputStream {
        Codestream(byte[] data) {
            super(new ByteArrayInputStream(data));
        }

        @Override
        public int read() throws IOException {
            int next = super.read();
            if (next < 0) {
                throw new EOFException("The codestream ends too early");
            }
            return next;
        }
    }
}
