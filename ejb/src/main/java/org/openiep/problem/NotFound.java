package org.openiep.problem;

import jakarta.ejb.ApplicationException;

/** There is no such thing, or none that the caller may know of: the two are not told apart. */
@ApplicationException(rollback = true)
public class NotFound extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public NotFound(String message) {
        super(message);
    }
}
