package org.openiep.dicom.net;

import org.jspecify.annotations.Nullable;

/** No TCP connection: the host name is unknown, there is no route, nobody listens, or nobody answers the connect. */
public final class PeerUnreachableException extends AssociationException {
    private static final long serialVersionUID = 1L;

    public PeerUnreachableException(String message) {
        this(message, null);
    }

    public PeerUnreachableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
