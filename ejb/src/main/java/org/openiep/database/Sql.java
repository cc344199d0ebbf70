package org.openiep.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;

/**
 * Statements on one connection. Claims and batches speak SQL themselves: they say exactly what they lock and how
 * often they go to the database. Parameters may be text, numbers, booleans, {@link Instant}, enums (by name), and
 * collections of text or {@link Long} (as arrays).
 */
public final class Sql implements AutoCloseable {
    private final Connection connection;

    /** Statements on a connection that is open already; closes it with itself. */
    public Sql(Connection connection) {
        this.connection = connection;
    }

    /** A connection of the running transaction, where there is one. */
    public static Sql open(DataSource source) {
        try {
            return new Sql(source.getConnection());
        } catch (SQLException e) {
            throw new DatabaseProblem(e);
        }
    }

    /** Reads one row. */
    public interface Reader<T> {
        T read(ResultSet row) throws SQLException;
    }

    /** A statement that changes rows; answers how many. */
    public int update(String sql, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw new DatabaseProblem(e);
        }
    }

    /** A query, row by row. */
    public <T> List<T> list(String sql, Reader<T> reader, @Nullable Object... parameters) {
        try (PreparedStatement statement = prepare(sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(reader.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw new DatabaseProblem(e);
        }
    }

    /** One statement for many rows of parameters, sent together. */
    public int batch(String sql, List<@Nullable Object[]> rows) {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (@Nullable Object[] row : rows) {
                bind(statement, row);
                statement.addBatch();
            }
            return statement.executeBatch().length;
        } catch (SQLException e) {
            throw new DatabaseProblem(e);
        }
    }

    /** A column with a point in time; null where it holds none. */
    public static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
        return value == null ? null : value.toInstant();
    }

    @Override
    public void close() {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new DatabaseProblem(e);
        }
    }

    private PreparedStatement prepare(String sql, @Nullable Object[] parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        bind(statement, parameters);
        return statement;
    }

    private void bind(PreparedStatement statement, @Nullable Object[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, asJdbc(parameters[i]));
        }
    }

    private @Nullable Object asJdbc(@Nullable Object value) throws SQLException {
        if (value instanceof Instant instant) {
            return OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
        }
        if (value instanceof Enum<?> constant) {
            return constant.name();
        }
        if (value instanceof Collection<?> many) {
            boolean numbers = !many.isEmpty() && many.iterator().next() instanceof Long;
            return connection.createArrayOf(numbers ? "bigint" : "text", many.toArray());
        }
        return value;
    }
}
