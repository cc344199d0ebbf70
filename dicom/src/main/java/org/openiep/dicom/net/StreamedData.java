package org.openiep.dicom.net;

import java.io.IOException;
import java.io.OutputStream;

/** A data set that is made while it is sent, so that its length is not known before its end. */
@FunctionalInterface
public interface StreamedData {
    /**
     * Writes the whole data set; bytes go out as PDUs fill.
     *
     * @param out not to be kept; its failures are {@link AssociationException}s, which must be passed on
     * @throws IOException when the data set cannot be made; the association is then aborted, since half a message has
     *     gone
     */
    void writeTo(OutputStream out) throws IOException;
}
