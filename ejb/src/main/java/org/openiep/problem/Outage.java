package org.openiep.problem;

import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTransientConnectionException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells a database that cannot do it now (restarted, unreachable, out of connections, in a deadlock) from one that
 * refuses a statement for good.
 */
public final class Outage {
    /** PostgreSQL: admin shutdown, crash shutdown, cannot connect now, too many connections, deadlock, conflict. */
    private static final Set<String> STATES = Set.of("57P01", "57P02", "57P03", "53300", "40P01", "40001");

    private Outage() {}

    /** Is the database's absence somewhere among the causes? */
    public static boolean causes(Throwable problem) {
        @Nullable Throwable cause = problem;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (cause instanceof SQLException e && isOne(e)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static boolean isOne(SQLException problem) {
        if (problem instanceof SQLTransientConnectionException
                || problem instanceof SQLNonTransientConnectionException
                || problem instanceof SQLRecoverableException) {
            return true;
        }
        String state = problem.getSQLState();
        if (state == null) {
            // The pool says without a state that it has no connection to give.
            String pool = String.valueOf(problem.getMessage());
            return pool.contains("IJ000453") || pool.contains("IJ031084") || pool.contains("IJ031040");
        }
        return state.startsWith("08") || STATES.contains(state);
    }
}
