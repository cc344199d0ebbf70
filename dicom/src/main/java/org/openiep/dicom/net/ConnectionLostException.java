package org.openiep.dicom.net;

import org.jspecify.annotations.Nullable;

/** The TCP connection ended without A-RELEASE or A-ABORT, or we closed it ourselves. */
public final class ConnectionLostException extends AssociationException {
    private static final long serialVersionUID = 1L;

    public ConnectionLostException(String message) {
        this(message, null);
    }

    public ConnectionLostException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
