package org.openiep.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import javax.sql.DataSource;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.audit.AuditChain.Verdict;
import org.openiep.schema.TestDatabase;

class AuditChainTest {
    private static final Instant NOW = Instant.parse("2026-06-02T12:00:00.123456Z");
    private static final DataSource DATABASE = TestDatabase.migrated();

    private static AuditEntry entry(long institution, String subject) {
        return new AuditEntry(
                NOW, new Actor(7L, "Dr Ann Example", institution), Act.TRANSACTION_MOVED, subject, "NEW to ACCEPTED");
    }

    private static Verdict verify(long chain) throws SQLException {
        try (Connection connection = DATABASE.getConnection()) {
            return AuditChain.verify(connection, chain);
        }
    }

    private static void append(AuditEntry... entries) throws SQLException {
        try (Connection connection = DATABASE.getConnection()) {
            connection.setAutoCommit(false);
            AuditChain.append(connection, List.of(entries));
            connection.commit();
        }
    }

    /** What somebody could do who may switch the triggers off. */
    private static void tamper(String sql) throws SQLException {
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("set session_replication_role = replica");
            statement.execute(sql);
        }
    }

    @Test
    @DisplayName("O1: a chain of records verifies, each institution's for itself")
    void verifies() throws SQLException {
        append(entry(101, "IEP-26-0000001"), entry(102, "IEP-26-0000002"), entry(101, "IEP-26-0000003"));
        append(entry(101, "IEP-26-0000004"));

        assertThat(verify(101)).isEqualTo(new Verdict.Whole(3));
        assertThat(verify(102)).isEqualTo(new Verdict.Whole(1));
        assertThat(verify(103)).isEqualTo(new Verdict.Whole(0));
    }

    @Test
    @DisplayName("O1: the database refuses to change, delete or empty audit records")
    void refusesChanges() throws SQLException {
        append(entry(110, "IEP-26-0000001"));
        for (String sql :
                List.of("update audit_record set detail = ''", "delete from audit_record", "truncate audit_record")) {
            assertThatThrownBy(() -> {
                        try (Connection connection = DATABASE.getConnection();
                                Statement statement = connection.createStatement()) {
                            statement.execute(sql);
                        }
                    })
                    .hasMessageContaining("append-only");
        }
    }

    @Test
    @DisplayName("O1: a record that was changed past the trigger is found")
    void findsChange() throws SQLException {
        append(entry(120, "IEP-26-0000001"), entry(120, "IEP-26-0000002"), entry(120, "IEP-26-0000003"));
        tamper("update audit_record set actor = 'Dr Bob Example' where chain = 120 and seq = 2");

        assertThat(verify(120)).isEqualTo(new Verdict.Broken(2, "The content does not fit its hash."));
    }

    @Test
    @DisplayName("O1: a record that was taken out past the trigger is found, in the middle and at the end")
    void findsDeletion() throws SQLException {
        append(entry(130, "IEP-26-0000001"), entry(130, "IEP-26-0000002"), entry(130, "IEP-26-0000003"));
        append(entry(131, "IEP-26-0000001"), entry(131, "IEP-26-0000002"));
        tamper("delete from audit_record where chain = 130 and seq = 2");
        tamper("delete from audit_record where chain = 131 and seq = 2");

        assertThat(verify(130)).isEqualTo(new Verdict.Broken(2, "This record is missing."));
        assertThat(verify(131)).isEqualTo(new Verdict.Broken(2, "Records are missing at the end."));
    }

    @Test
    @DisplayName("O1: what is rolled back leaves neither a record nor a gap")
    void rollsBackWithTheChange() throws SQLException {
        append(entry(140, "IEP-26-0000001"));
        try (Connection connection = DATABASE.getConnection()) {
            connection.setAutoCommit(false);
            AuditChain.append(connection, List.of(entry(140, "IEP-26-0000002")));
            connection.rollback();
        }
        append(entry(140, "IEP-26-0000003"));

        assertThat(verify(140)).isEqualTo(new Verdict.Whole(2));
    }

    @Test
    @DisplayName("O1: writers at once, each to two chains in another order, do not break or block each other")
    void appendsConcurrently() throws Exception {
        ExecutorService pool = Executors.newFixedThreadPool(8);
        try {
            List<Callable<Boolean>> work = new ArrayList<>();
            for (int i = 0; i < 80; i++) {
                long first = 150L + i % 2;
                long second = 151L - i % 2;
                work.add(() -> {
                    append(entry(first, "IEP-26-0000001"), entry(second, "IEP-26-0000001"));
                    return true;
                });
            }
            for (Future<Boolean> done : pool.invokeAll(work)) {
                assertThat(done.get()).isTrue();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(verify(150)).isEqualTo(new Verdict.Whole(80));
        assertThat(verify(151)).isEqualTo(new Verdict.Whole(80));
    }
}
