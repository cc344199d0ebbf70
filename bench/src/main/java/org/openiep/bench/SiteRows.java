package org.openiep.bench;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.openiep.demo.Database;

/** What the rows of an exchange say, asked past the exchange itself. */
final class SiteRows implements AutoCloseable {
    /** For what is over in a part of a second; nanoseconds. */
    static final long LOOK_OFTEN_NANOS = TimeUnit.MILLISECONDS.toNanos(3);

    /** For what takes a second: each look takes the processors from what is measured. */
    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(2);

    private final Connection connection;

    private SiteRows(Connection connection) {
        this.connection = connection;
    }

    /** Connects. */
    static SiteRows of(Database database) throws IOException {
        try {
            SiteRows rows =
                    new SiteRows(DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password()));
            // In a database that is a minute old, whose tables nobody has analysed, PostgreSQL would read all images
            // for
            // one study's: tens of milliseconds, which would count as the exchange's.
            rows.change("set enable_seqscan = off");
            return rows;
        } catch (SQLException e) {
            throw new IOException("The database does not answer.", e);
        }
    }

    /** Changes something. */
    void change(String command) throws IOException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(command);
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    double number(String question, String parameter) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setString(1, parameter);
            try (ResultSet answer = statement.executeQuery()) {
                answer.next();
                return answer.getDouble(1);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    /** Asks until the answer is yes; answers when, on the scale of {@link System#nanoTime}. */
    long await(String question, Object first, Object second) throws IOException {
        return await(LOOK_EVERY_NANOS, question, first, second);
    }

    /** The same, so often; nanoseconds. */
    long await(long every, String question, Object first, Object second) throws IOException {
        long giveUp = System.nanoTime() + PATIENCE_NANOS;
        while (System.nanoTime() < giveUp) {
            if (isTrue(question, first, second)) {
                return System.nanoTime();
            }
            LockSupport.parkNanos(every);
        }
        throw new IOException("In vain: " + question + " (" + first + ", " + second + ")");
    }

    boolean isTrue(String question, Object first, Object second) throws IOException {
        try (PreparedStatement statement = connection.prepareStatement(question)) {
            statement.setObject(1, first);
            statement.setObject(2, second);
            try (ResultSet answer = statement.executeQuery()) {
                return answer.next() && answer.getBoolean(1);
            }
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IOException(e);
        }
    }
}
