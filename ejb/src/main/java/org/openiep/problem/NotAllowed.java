package org.openiep.problem;

import jakarta.ejb.ApplicationException;

/** The caller's roles do not allow it. */
@ApplicationException(rollback = true)
public class NotAllowed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotAllowed(String message) {
        super(message);
    }
}
