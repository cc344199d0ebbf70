package org.openiep.disk;

import java.io.IOException;
import java.io.OutputStream;
import org.openiep.dicom.media.DiscImage;

/**
 * A disk image that is given out.
 *
 * @param fileName such as IEP-26-0001234.iso; says nothing of the patient
 */
public record Disk(String fileName, DiscImage image) {
    /** An ISO 9660 image, as IANA has it. */
    public static final String MEDIA_TYPE = "application/vnd.efi.iso";

    /** In bytes. */
    public long size() {
        return image.size();
    }

    /**
     * Writes it.
     *
     * @throws IOException when the stream fails, or an image is no longer there; part of it has been written then
     */
    public void writeTo(OutputStream out) throws IOException {
        image.writeTo(out);
    }
}
