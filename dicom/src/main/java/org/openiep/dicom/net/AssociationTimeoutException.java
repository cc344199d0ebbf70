package org.openiep.dicom.net;

import org.jspecify.annotations.Nullable;

/** The other side said nothing for as long as we wait between two of its messages. */
public final class AssociationTimeoutException extends AssociationException {
    private static final long serialVersionUID = 1L;

    public AssociationTimeoutException(String message) {
        this(message, null);
    }

    public AssociationTimeoutException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
