package org.openiep.audit;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.transaction.Status;
import jakarta.transaction.Synchronization;
import jakarta.transaction.TransactionSynchronizationRegistry;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import javax.sql.DataSource;

/**
 * Who did what, when and to what (requirement O1), written in the same database transaction as the change: both are
 * there, or neither. Entries are gathered and chained just before the commit, so that the lock on an institution's
 * chain is held for the length of a commit and no longer.
 */
@ApplicationScoped
public class Audit {
    private static final String GATHERED = Audit.class.getName();

    @Resource(lookup = "java:comp/TransactionSynchronizationRegistry")
    TransactionSynchronizationRegistry transaction;

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource database;

    @Inject
    Clock clock;

    /**
     * Takes one entry into the present transaction.
     *
     * @param subject a reference or such as {@code node 12}; never patient data
     * @param detail never patient data, never a password
     * @throws IllegalStateException without a transaction
     */
    public void record(Actor actor, Act act, String subject, String detail) {
        gathered().add(new AuditEntry(clock.instant(), actor, act, subject, detail));
    }

    @SuppressWarnings("unchecked")
    private List<AuditEntry> gathered() {
        Object known = transaction.getResource(GATHERED);
        if (known != null) {
            return (List<AuditEntry>) known;
        }
        List<AuditEntry> entries = new ArrayList<>();
        transaction.putResource(GATHERED, entries);
        transaction.registerInterposedSynchronization(new BeforeCommit(entries));
        return entries;
    }

    private final class BeforeCommit implements Synchronization {
        private final List<AuditEntry> entries;

        BeforeCommit(List<AuditEntry> entries) {
            this.entries = entries;
        }

        @Override
        public void beforeCompletion() {
            if (transaction.getTransactionStatus() == Status.STATUS_MARKED_ROLLBACK) {
                return;
            }
            try (Connection connection = database.getConnection()) {
                AuditChain.append(connection, entries);
            } catch (SQLException e) {
                throw new IllegalStateException("The audit cannot be written, so nothing is.", e);
            }
        }

        @Override
        public void afterCompletion(int status) {
            entries.clear();
        }
    }
}
