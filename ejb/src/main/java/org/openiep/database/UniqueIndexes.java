package org.openiep.database;

import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceException;
import java.sql.SQLException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;

/**
 * What a form may not share with another row: checked before it is written, and kept by a unique index where two are
 * written at the same moment. Whoever comes second is told the same either way.
 */
public final class UniqueIndexes {
    private static final String UNIQUE_VIOLATION = "23505";

    private UniqueIndexes() {}

    /**
     * Sends a new or changed entity to the database.
     *
     * @param problems what to tell where a row exists already, by the name of the unique index
     * @throws InvalidInput with one of these
     */
    public static void write(EntityManager entities, Object entity, Map<String, FieldProblem> problems) {
        try {
            // Nothing where it is known already.
            entities.persist(entity);
            entities.flush();
        } catch (PersistenceException e) {
            throw told(e, problems);
        }
    }

    private static RuntimeException told(PersistenceException problem, Map<String, FieldProblem> problems) {
        String said = violation(problem);
        for (Map.Entry<String, FieldProblem> index : problems.entrySet()) {
            // The sentence around the name, with its quotation marks, is in the language of the database.
            if (said.contains(index.getKey())) {
                return new InvalidInput(
                        index.getValue().field(), index.getValue().message());
            }
        }
        return problem;
    }

    /** What the database said of an existing row; empty when that was not the problem. */
    private static String violation(Throwable problem) {
        @Nullable Throwable cause = problem;
        while (cause != null) {
            if (cause instanceof SQLException e && UNIQUE_VIOLATION.equals(e.getSQLState())) {
                return String.valueOf(e.getMessage());
            }
            cause = cause.getCause();
        }
        return "";
    }
}
