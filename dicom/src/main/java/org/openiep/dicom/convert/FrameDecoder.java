package org.openiep.dicom.convert;

import java.io.IOException;
import org.openiep.dicom.data.DicomFormatException;

/** Undoes the compression of one frame. */
@FunctionalInterface
interface FrameDecoder {
    /**
     * Decodes a frame.
     *
     * @param data all fragments of the frame, one behind the other; may end with padding
     * @param out takes the frame, as {@code shape} says
     * @throws DicomFormatException when the data is damaged, or describes another frame than the header
     * @throws IOException when the waiting thread is interrupted
     */
    void decode(byte[] data, FrameShape shape, byte[] out) throws IOException;
}
