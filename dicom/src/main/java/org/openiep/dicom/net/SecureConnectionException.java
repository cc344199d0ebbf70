package org.openiep.dicom.net;

import org.jspecify.annotations.Nullable;

/** TLS did not come about: a certificate is missing or not trusted, no common suite, or one side speaks plain DICOM. */
public final class SecureConnectionException extends AssociationException {
    private static final long serialVersionUID = 1L;

    public SecureConnectionException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
