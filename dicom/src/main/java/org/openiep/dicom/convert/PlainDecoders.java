package org.openiep.dicom.convert;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.openiep.dicom.data.DicomFormatException;

/** Frames that are encapsulated but not compressed as images. */
final class PlainDecoders {
    private PlainDecoders() {}

    /** Encapsulated Uncompressed Explicit VR Little Endian (PS3.5 A.4.11). */
    static void uncompressed(byte[] data, FrameShape shape, byte[] out) throws DicomFormatException {
        if (data.length < out.length) {
            throw new DicomFormatException("A frame has " + data.length + " bytes instead of " + out.length);
        }
        System.arraycopy(data, 0, out, 0, out.length);
    }

    /** Deflated Image Frame Compression (PS3.5 A.4.13): each frame is a raw deflate stream. */
    static void deflated(byte[] data, FrameShape shape, byte[] out) throws DicomFormatException {
        Inflater inflater = new Inflater(true);
        try {
            inflater.setInput(data);
            int filled = 0;
            while (filled < out.length) {
                int n = inflater.inflate(out, filled, out.length - filled);
                if (n == 0) {
                    throw new DicomFormatException("A deflated frame ends after " + filled + " bytes");
                }
                filled += n;
            }
        } catch (DataFormatException e) {
            throw new DicomFormatException("A deflated frame is damaged", e);
        } finally {
            inflater.end();
        }
    }
}
