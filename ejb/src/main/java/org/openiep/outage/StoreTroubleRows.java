package org.openiep.outage;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.outage.StoreTrouble.Sender;

/** The tables of the store's troubles, and of what was refused to senders meanwhile. */
public final class StoreTroubleRows {
    /** Where the study is not known, it is looked for among those that came from the node around that time. */
    private static final String MISSING = """
            count(*) filter (where not exists (
                select 1 from study_entry s join instance i on i.study_entry_id = s.id
                where s.study_instance_uid = r.study_instance_uid and i.sop_instance_uid = r.sop_instance_uid
                  and i.held_at is not null)
              and not (r.study_instance_uid = '' and exists (
                select 1 from transaction t join study_entry s on s.transaction_id = t.id
                join instance i on i.study_entry_id = s.id
                where t.source_node_id = r.calling_node_id and i.sop_instance_uid = r.sop_instance_uid
                  and t.created between r.first_at - interval '1 day' and r.last_at + interval '1 day'
                  and i.held_at is not null)))
            """;

    /** Spells that are forgotten in one go; they are few. */
    private static final int FORGOTTEN_AT_ONCE = 100;

    private final Sql sql;

    /** The tables, by way of that connection. */
    public StoreTroubleRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * The spell that lasts.
     *
     * @param fullAt when images last found no room among those that wait; null when all did
     */
    record Open(
            long id,
            Diagnosis diagnosis,
            Instant since,
            @Nullable Instant wellSince,
            @Nullable Instant fullAt) {}

    /** A transaction some of whose images were refused; {@code missing} have not come since. */
    record Concerned(long nodeId, String node, String studyInstanceUid, long transactionId, int images, int missing) {}

    /** The spell that lasts, with its row locked until the database transaction ends. */
    Optional<Open> open() {
        return sql
                .list(
                        "select * from store_trouble where ended is null for update",
                        row -> new Open(
                                row.getLong("id"),
                                diagnosis(row),
                                instant(row, "since"),
                                Sql.instant(row, "well_since"),
                                Sql.instant(row, "full_at")))
                .stream()
                .findFirst();
    }

    /** Answers false when another has begun it just now. */
    boolean begin(Diagnosis why, Instant now) {
        return sql.update("""
                        insert into store_trouble (failure, technical, since) values (?, ?, ?)
                        on conflict ((true)) where ended is null do nothing
                        """, why.failure(), why.technical(), now) > 0;
    }

    /** It is not over, for that cause. */
    void lasts(long id, Diagnosis why) {
        sql.update("""
                update store_trouble set failure = ?, technical = ?, well_since = null
                where id = ? and (failure <> ? or well_since is not null)
                """, why.failure(), why.technical(), id, why.failure());
    }

    /** At that moment there was no room for more images. */
    void full(long id, Instant at) {
        sql.update("update store_trouble set full_at = greatest(full_at, ?), well_since = null where id = ?", at, id);
    }

    /** The store takes images again. */
    void well(long id, Instant now) {
        sql.update("update store_trouble set well_since = ? where id = ?", now, id);
    }

    /** It has taken them for long enough. */
    void end(long id) {
        sql.update("update store_trouble set ended = well_since where id = ?", id);
    }

    /** Images that were refused in that spell. */
    int refused(long id) {
        return sql.list("select count(*) from store_refusal where store_trouble_id = ?", row -> row.getInt(1), id)
                .get(0);
    }

    /** Deletes spells that ended before then, with their refusals, unless another server does so. Answers how many. */
    int forget(Instant endedBefore) {
        List<Long> old = sql.list(
                "select id from store_trouble where ended < ? order by id limit " + FORGOTTEN_AT_ONCE
                        + " for update skip locked",
                row -> row.getLong(1),
                endedBefore);
        if (!old.isEmpty()) {
            sql.update("delete from store_refusal where store_trouble_id = any (?)", old);
            sql.update("delete from store_trouble where id = any (?)", old);
        }
        return old.size();
    }

    /** An image was refused to that node. */
    void refused(long id, long callingNode, String studyInstanceUid, String sopInstanceUid, Instant now) {
        sql.update("""
                insert into store_refusal as r (store_trouble_id, calling_node_id, study_instance_uid, sop_instance_uid,
                    first_at, last_at) values (?, ?, ?, ?, ?, ?)
                on conflict (store_trouble_id, calling_node_id, sop_instance_uid)
                do update set times = r.times + 1, last_at = excluded.last_at,
                    study_instance_uid = coalesce(nullif(r.study_instance_uid, ''), excluded.study_instance_uid)
                """, id, callingNode, studyInstanceUid, sopInstanceUid, now, now);
    }

    /** Institutions that were refused something and whose PACS team does not know yet. */
    List<Long> untold(long id) {
        return sql.list("""
                select n.institution_id from store_refusal r join node n on n.id = r.calling_node_id
                where r.store_trouble_id = ? group by n.institution_id having not bool_or(r.told)
                order by n.institution_id
                """, row -> row.getLong(1), id);
    }

    /** It knows now. */
    void told(long id, long institution) {
        sql.update("""
                update store_refusal r set told = true from node n
                where r.store_trouble_id = ? and n.id = r.calling_node_id and n.institution_id = ?
                """, id, institution);
    }

    /** Institutions whose PACS team was told. */
    List<Long> informed(long id) {
        return sql.list("""
                select distinct n.institution_id from store_refusal r join node n on n.id = r.calling_node_id
                where r.store_trouble_id = ? and r.told order by n.institution_id
                """, row -> row.getLong(1), id);
    }

    /** Transactions whose timeline says that images were refused, or does not yet. */
    List<Concerned> concerned(long id, boolean noted) {
        return sql.list(
                """
                select r.calling_node_id, n.name, r.study_instance_uid, latest.id, count(*), %s
                from store_refusal r join node n on n.id = r.calling_node_id
                join lateral (
                    select t.id from study_entry s join transaction t on t.id = s.transaction_id
                    where s.study_instance_uid = r.study_instance_uid and t.source_node_id = r.calling_node_id
                      and t.status not in ('PURGED', 'CANCELLED', 'DECLINED')
                    order by t.id desc limit 1) latest on true
                where r.store_trouble_id = ?
                group by r.calling_node_id, n.name, r.study_instance_uid, latest.id having bool_or(r.noted) = ?
                order by latest.id
                """.formatted(MISSING),
                row -> new Concerned(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getLong(4),
                        row.getInt(5),
                        row.getInt(6)),
                id,
                noted);
    }

    /** Its timeline says so now. */
    void noted(long id, Concerned study) {
        sql.update(
                "update store_refusal set noted = true"
                        + " where store_trouble_id = ? and calling_node_id = ? and study_instance_uid = ?",
                id,
                study.nodeId(),
                study.studyInstanceUid());
    }

    /** Who was refused something, of one institution or of all; who was refused last comes first. */
    List<Sender> senders(long id, boolean all, long institution) {
        return sql.list(
                """
                select n.name, n.ae_title, i.name as institution, count(distinct nullif(r.study_instance_uid, '')) as studies,
                    count(*) as images, %s as missing, min(r.first_at) as first, max(r.last_at) as last
                from store_refusal r join node n on n.id = r.calling_node_id join institution i on i.id = n.institution_id
                where r.store_trouble_id = ? and (? or n.institution_id = ?)
                group by n.id, i.id order by max(r.last_at) desc, n.id
                """.formatted(MISSING),
                row -> new Sender(
                        row.getString("name"),
                        row.getString("ae_title"),
                        row.getString("institution"),
                        row.getInt("studies"),
                        row.getInt("images"),
                        row.getInt("missing"),
                        instant(row, "first"),
                        instant(row, "last")),
                id,
                all,
                institution);
    }

    /** The latest spell; its senders are those of one institution, or all. */
    public Optional<StoreTrouble> last(boolean all, long institution) {
        return sql.list("""
                        select t.*, (select count(*) from store_refusal r where r.store_trouble_id = t.id) as refused
                        from store_trouble t order by t.id desc limit 1
                        """, row -> trouble(row, senders(row.getLong("id"), all, institution))).stream()
                .findFirst();
    }

    /** Addresses of those who keep the exchange. */
    List<String> administrators() {
        return sql.list("""
                select p.email from person p join person_role r on r.person_id = p.id
                where p.active and r.role = 'SYSTEM_ADMINISTRATOR' order by p.id
                """, row -> row.getString(1));
    }

    /** Addresses of an institution's PACS team. */
    List<String> pacsTeam(long institution) {
        return sql.list("""
                select p.email from person p join person_role r on r.person_id = p.id
                where p.active and r.role = 'PACS_TEAM' and p.institution_id = ? order by p.id
                """, row -> row.getString(1), institution);
    }

    private static StoreTrouble trouble(ResultSet row, List<Sender> senders) throws SQLException {
        Diagnosis why = diagnosis(row);
        return new StoreTrouble(
                StoreTrouble.Kind.of(why.failure()),
                instant(row, "since"),
                Sql.instant(row, "well_since"),
                Sql.instant(row, "ended"),
                why.cause(),
                why.meaning(),
                why.advice(),
                why.technical(),
                row.getInt("refused"),
                senders);
    }

    private static Diagnosis diagnosis(ResultSet row) throws SQLException {
        String technical = row.getString("technical");
        return switch (StoreTrouble.Kind.of(FailureClass.valueOf(row.getString("failure")))) {
            case SPACE -> OwnDiagnoses.ownSpace(technical);
            case STORE -> OwnDiagnoses.ownStore(technical);
            case BACKLOG -> OwnDiagnoses.ownBacklog(technical);
        };
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        Instant value = Sql.instant(row, column);
        return value == null ? Instant.EPOCH : value;
    }
}
