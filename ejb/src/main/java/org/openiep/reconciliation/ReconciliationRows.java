package org.openiep.reconciliation;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.openiep.database.Sql;
import org.openiep.exchange.Step;
import org.openiep.imaging.InstanceRows.HeldFile;

/** What rows say, beside files and jobs. */
public final class ReconciliationRows {
    private final Sql sql;

    /** The tables, by way of that connection. */
    public ReconciliationRows(Sql sql) {
        this.sql = sql;
    }

    /** A study of a transaction, and whether it can be collected again. */
    record Place(long studyEntryId, String studyInstanceUid, boolean collectable) {}

    /** A transaction that waits for a job which is not there. */
    record Stranded(long transactionId, Step step) {}

    /** Studies of the transaction; empty when it is not known. */
    List<Place> places(long transactionId) {
        return sql.list("""
                select s.id, s.study_instance_uid,
                    t.type <> 'DIRECT_ROUTING' and (t.status in ('ACCEPTED', 'UPLOADING')
                        or (t.status = 'FAILED' and t.failed_step = 'COLLECT'))
                from study_entry s join transaction t on t.id = s.transaction_id where t.id = ?
                """, row -> new Place(row.getLong(1), row.getString(2), row.getBoolean(3)), transactionId);
    }

    /** Files that must be there, since an image that is held is not delivered yet. */
    List<HeldFile> mustBeThere(Collection<Long> studyEntryIds) {
        return sql.list(
                """
                select study_entry_id, sop_instance_uid, file, size from instance
                where study_entry_id = any (?::bigint[]) and held_at is not null and delivered_at is null
                """,
                row -> new HeldFile(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
                studyEntryIds);
    }

    /** Names of files that rows of these studies know. */
    List<String> known(Collection<Long> studyEntryIds) {
        return sql.list(
                "select file from instance where study_entry_id = any (?::bigint[]) and file is not null",
                row -> row.getString(1),
                studyEntryIds);
    }

    /** Transactions with images that are held but not delivered: their files must be there. */
    List<Long> unfinished() {
        return sql.list("""
                select id from transaction
                where status in ('ACCEPTED', 'UPLOADING', 'ON_IEP', 'DOWNLOAD_REQUESTED', 'DOWNLOADING', 'FAILED')
                order by id
                """, row -> row.getLong(1));
    }

    /** Those whose next step nobody would ever take. Direct routing collects nothing. */
    List<Stranded> stranded() {
        return sql.list("""
                select t.id, case when t.status in ('ACCEPTED', 'UPLOADING') then 'COLLECT' else 'DELIVER' end as step
                from transaction t
                where (t.status in ('ACCEPTED', 'UPLOADING') and t.type <> 'DIRECT_ROUTING'
                       or t.status in ('DOWNLOAD_REQUESTED', 'DOWNLOADING'))
                  and not exists (
                    select 1 from job j where j.transaction_id = t.id
                      and j.step = case when t.status in ('ACCEPTED', 'UPLOADING') then 'COLLECT' else 'DELIVER' end
                      and j.state in ('QUEUED', 'RETRY', 'RUNNING', 'PAUSED'))
                order by t.id
                """, row -> new Stranded(row.getLong(1), Step.valueOf(row.getString(2))));
    }

    /** Takes jobs off the lanes whose transactions are over; answers how many. */
    int cancelPointless() {
        return sql.update("""
                update job set state = 'CANCELLED', worker = null, lease_until = null
                where state in ('QUEUED', 'RETRY') and transaction_id in (
                    select id from transaction
                    where status in ('DELIVERED', 'FIXED_UP', 'DECLINED', 'CANCELLED', 'PURGED'))
                """);
    }

    long begin(String server, Instant now) {
        return sql.list(
                        "insert into reconciliation (server, began) values (?, ?) returning id",
                        row -> row.getLong(1),
                        server,
                        now)
                .get(0);
    }

    void write(long id, Reconciliation found) {
        sql.update(
                """
                update reconciliation set ended = ?, files = ?, adopted = ?, set_aside = ?, lost = ?, damaged = ?,
                    requeued = ?, cancelled = ?, problem = ? where id = ?
                """,
                found.ended(),
                found.files(),
                found.adopted(),
                found.setAside(),
                found.lost(),
                found.damaged(),
                found.requeued(),
                found.cancelled(),
                found.problem(),
                id);
    }

    /** The latest, finished or not. */
    public Optional<Reconciliation> last() {
        return sql.list("select * from reconciliation order by id desc limit 1", ReconciliationRows::one).stream()
                .findFirst();
    }

    private static Reconciliation one(ResultSet row) throws SQLException {
        Instant began = Sql.instant(row, "began");
        return new Reconciliation(
                row.getString("server"),
                began == null ? Instant.EPOCH : began,
                Sql.instant(row, "ended"),
                row.getLong("files"),
                row.getInt("adopted"),
                row.getInt("set_aside"),
                row.getInt("lost"),
                row.getInt("damaged"),
                row.getInt("requeued"),
                row.getInt("cancelled"),
                row.getString("problem"));
    }
}
