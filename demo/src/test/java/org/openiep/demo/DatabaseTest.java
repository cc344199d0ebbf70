package org.openiep.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DatabaseTest {
    @TempDir
    Path folder;

    @Test
    void keepsWhatWasCommittedOverAStopAndOverAPowerCut() throws SQLException {
        try (Database database = new Database(folder, new Ports().free())) {
            database.start();
            execute(database, "create table thing (name text)");
            execute(database, "insert into thing values ('before the stop')");
            database.stop();
            assertThat(database.isRunning()).isFalse();

            database.start();
            execute(database, "insert into thing values ('before the cut')");
            database.kill();

            database.start();
            assertThat(ask(database, "select string_agg(name, ', ') from thing"))
                    .isEqualTo("before the stop, before the cut");
        }
    }

    @Test
    void isAsCarefulAsAHospitalsDatabase() throws SQLException {
        try (Database database = new Database(folder, new Ports().free())) {
            database.start();
            assertThat(ask(database, "show fsync")).isEqualTo("on");
            assertThat(ask(database, "show synchronous_commit")).isEqualTo("on");
            assertThat(ask(database, "show server_version")).startsWith("18.");
            assertThat(ask(database, "select rolsuper::text from pg_roles where rolname = current_user"))
                    .isEqualTo("false");
        }
    }

    private static void execute(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String ask(Database database, String sql) throws SQLException {
        try (Connection connection = connect(database);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            assertThat(rows.next()).isTrue();
            return rows.getString(1);
        }
    }

    private static Connection connect(Database database) throws SQLException {
        return DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
    }
}
