package org.openiep.dicom.net;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Why an association did not come about or ended early. It is an {@link IOException}, so that it also passes through
 * the stream of a data set that is being received.
 */
public abstract sealed class AssociationException extends IOException
        permits PeerUnreachableException,
                AssociationRejectedException,
                AssociationAbortedException,
                ConnectionLostException,
                AssociationTimeoutException,
                DicomProtocolException,
                SecureConnectionException {
    private static final long serialVersionUID = 1L;

    AssociationException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
