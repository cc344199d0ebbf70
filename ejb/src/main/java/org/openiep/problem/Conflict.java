package org.openiep.problem;

import jakarta.ejb.ApplicationException;

/** It was possible a moment ago, but is not in the present state: somebody was faster, or it is too late. */
@ApplicationException(rollback = true)
public class Conflict extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Conflict(String message) {
        super(message);
    }
}
