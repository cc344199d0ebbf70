package org.openiep.dicom.data;

import java.io.IOException;

/** What was read is not DICOM as the standard has it. The message names the tag and the offset, never a value. */
public class DicomFormatException extends IOException {
    private static final long serialVersionUID = 1L;

    public DicomFormatException(String message) {
        super(message);
    }

    public DicomFormatException(String message, Throwable cause) {
        super(message, cause);
    }
}
