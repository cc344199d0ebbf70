package org.openiep.commitment;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.ObjectReference;
import org.openiep.database.Sql;

/** The table of requests for storage commitment, and what its answers change in the table of instances. */
final class CommitmentRows {
    private final Sql sql;

    CommitmentRows(Sql sql) {
        this.sql = sql;
    }

    /** Images that the destination has confirmed, but not committed itself to. */
    List<ObjectReference> open(Collection<Long> studyEntryIds) {
        return sql.list("""
                select sop_class_uid, sop_instance_uid from instance
                where study_entry_id = any (?::bigint[]) and delivered_at is not null and committed_at is null
                order by study_entry_id, sop_instance_uid
                """, row -> new ObjectReference(row.getString(1), row.getString(2)), studyEntryIds);
    }

    void asked(String transactionUid, long transactionId, long nodeId, Collection<Long> studyEntryIds, Instant now) {
        sql.update("""
                insert into commitment (transaction_uid, transaction_id, node_id, study_entries, asked_at)
                values (?, ?, ?, ?::bigint[], ?)
                """, transactionUid, transactionId, nodeId, studyEntryIds, now);
    }

    boolean isAnswered(String transactionUid) {
        return !sql.list(
                        "select 1 from commitment where transaction_uid = ? and answered_at is not null",
                        row -> true,
                        transactionUid)
                .isEmpty();
    }

    /**
     * Writes an answer down: what is committed stays delivered, what is not is no longer delivered.
     *
     * @return false when no such request was made of that node
     */
    boolean answered(String aeTitle, Commitment report, Instant now) {
        boolean known = sql.update("""
                        update commitment c set answered_at = coalesce(c.answered_at, ?) from node n
                        where c.transaction_uid = ? and n.id = c.node_id and n.ae_title = ?
                        """, now, report.transactionUid(), aeTitle) > 0;
        if (known) {
            committed(report, now);
            failed(report);
        }
        return known;
    }

    private void committed(Commitment report, Instant now) {
        sql.update(
                """
                update instance set committed_at = ? where delivered_at is not null and sop_instance_uid = any (?)
                    and study_entry_id = any (select unnest(study_entries) from commitment where transaction_uid = ?)
                """,
                now,
                report.committed().stream().map(ObjectReference::sopInstanceUid).toList(),
                report.transactionUid());
    }

    private void failed(Commitment report) {
        List<Object[]> rows = new ArrayList<>();
        report.failed()
                .forEach((object, reason) ->
                        rows.add(new Object[] {reason, object.sopInstanceUid(), report.transactionUid()}));
        if (!rows.isEmpty()) {
            sql.batch("""
                    update instance set delivered_at = null, committed_at = null, refused = true, status = ?,
                        comment = 'Not kept by the destination',
                        withdrawn = withdrawn + case when delivered_at is null then 0 else 1 end
                    where sop_instance_uid = ? and study_entry_id = any (
                        select unnest(study_entries) from commitment where transaction_uid = ?)
                    """, rows);
        }
    }

    /** Images that an answer has taken back: delivered, as it seemed, and not kept. */
    record NotKept(String sopInstanceUid, int reason) {}

    List<NotKept> notKept(Collection<Long> studyEntryIds) {
        return sql.list("""
                select sop_instance_uid, status from instance
                where study_entry_id = any (?::bigint[]) and held_at is not null and delivered_at is null and refused
                order by sop_instance_uid
                """, row -> new NotKept(row.getString(1), row.getInt(2)), studyEntryIds);
    }
}
