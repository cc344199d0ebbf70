package org.openiep.dicom.media;

import java.io.IOException;

/** An object has no place on a disc, where a file has {@link DiscImage#LONGEST_FILE} bytes at most. */
public final class TooLargeForDiscException extends IOException {
    private static final long serialVersionUID = 1L;

    TooLargeForDiscException(long size) {
        super("An object of " + size + " bytes does not fit a disc");
    }
}
