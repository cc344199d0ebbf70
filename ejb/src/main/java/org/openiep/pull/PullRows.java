package org.openiep.pull;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;

/**
 * What an institution may see On IEP: the studies of its transactions, sent or received, from the moment they are
 * complete until they are purged. One statement for each question.
 */
final class PullRows {
    /** Takes the institution twice. */
    private static final String VISIBLE = """
            (t.from_institution_id = ? or t.to_institution_id = ?) and t.on_iep_at is not null
            and t.status in ('ON_IEP', 'DOWNLOAD_REQUESTED', 'DOWNLOADING', 'DELIVERED', 'FIXED_UP', 'FAILED')
            """;

    private final Sql sql;

    PullRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * An object in the store.
     *
     * @param reference of the transaction that it belongs to
     */
    record HeldObject(
            String reference,
            String studyInstanceUid,
            String seriesInstanceUid,
            String sopInstanceUid,
            String sopClassUid,
            String transferSyntaxUid,
            String file,
            long size) {}

    /**
     * A study, as its newest transaction has it.
     *
     * @param file one of its objects
     */
    record HeldStudy(String studyInstanceUid, String file, int series, int instances, List<String> sopClasses) {}

    /**
     * Studies, the newest first.
     *
     * @param studies empty for all
     * @param from study date and time; null for any
     * @param before study date and time, not included; null for any
     */
    List<HeldStudy> studies(
            long institution,
            Collection<String> studies,
            @Nullable LocalDateTime from,
            @Nullable LocalDateTime before,
            int limit) {
        return sql.list(
                """
                with seen as (
                    select distinct on (s.study_instance_uid) s.id, s.study_instance_uid, t.id as transaction_id
                    from study_entry s join transaction t on t.id = s.transaction_id
                    where s.held > 0 and %s
                      and (? or s.study_instance_uid = any (?))
                      and (?::timestamp is null or s.exam_date is null or s.exam_date >= ?::timestamp)
                      and (?::timestamp is null or s.exam_date is null or s.exam_date < ?::timestamp)
                    order by s.study_instance_uid, t.id desc)
                select seen.study_instance_uid, min(i.file), count(distinct i.series_instance_uid), count(*),
                    array_agg(distinct i.sop_class_uid)
                from seen join instance i on i.study_entry_id = seen.id and i.held_at is not null
                group by seen.study_instance_uid, seen.transaction_id order by seen.transaction_id desc limit ?
                """.formatted(VISIBLE),
                PullRows::study,
                institution,
                institution,
                studies.isEmpty(),
                studies,
                from,
                from,
                before,
                before,
                limit);
    }

    private static HeldStudy study(ResultSet row) throws SQLException {
        return new HeldStudy(row.getString(1), row.getString(2), row.getInt(3), row.getInt(4), List.of((String[])
                row.getArray(5).getArray()));
    }

    /**
     * Objects of studies, each once, series by series.
     *
     * @param series empty for all
     * @param instances empty for all
     */
    List<HeldObject> objects(
            long institution, Collection<String> studies, Collection<String> series, Collection<String> instances) {
        return sql.list(
                """
                select distinct on (s.study_instance_uid, i.series_instance_uid, i.sop_instance_uid)
                    t.reference, s.study_instance_uid, i.series_instance_uid, i.sop_instance_uid, i.sop_class_uid,
                    i.transfer_syntax_uid, i.file, i.size
                from study_entry s join transaction t on t.id = s.transaction_id
                join instance i on i.study_entry_id = s.id and i.held_at is not null
                where %s and s.study_instance_uid = any (?)
                  and (? or i.series_instance_uid = any (?)) and (? or i.sop_instance_uid = any (?))
                order by s.study_instance_uid, i.series_instance_uid, i.sop_instance_uid, t.id desc
                """.formatted(VISIBLE),
                PullRows::object,
                institution,
                institution,
                studies,
                series.isEmpty(),
                series,
                instances.isEmpty(),
                instances);
    }

    /** Objects by their UIDs, in any transaction of the institution, complete or still arriving. */
    List<HeldObject> holding(long institution, Collection<String> instances) {
        return sql.list("""
                select t.reference, s.study_instance_uid, i.series_instance_uid, i.sop_instance_uid, i.sop_class_uid,
                    i.transfer_syntax_uid, i.file, i.size
                from transaction t join study_entry s on s.transaction_id = t.id
                join instance i on i.study_entry_id = s.id and i.held_at is not null
                where i.sop_instance_uid = any (?) and t.status <> 'PURGED'
                  and (t.from_institution_id = ? or t.to_institution_id = ? and t.on_iep_at is not null)
                """, PullRows::object, instances, institution, institution);
    }

    private static HeldObject object(ResultSet row) throws SQLException {
        return new HeldObject(
                row.getString(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getString(5),
                row.getString(6),
                row.getString(7),
                row.getLong(8));
    }
}
