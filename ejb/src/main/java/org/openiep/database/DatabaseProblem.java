package org.openiep.database;

import jakarta.ejb.ApplicationException;
import java.sql.SQLException;

/** A statement did not work. Rolls back, and passes an EJB's boundary as it is. */
@ApplicationException(rollback = true)
public class DatabaseProblem extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** The database said so. */
    public DatabaseProblem(SQLException cause) {
        super(cause.getMessage(), cause);
    }
}
