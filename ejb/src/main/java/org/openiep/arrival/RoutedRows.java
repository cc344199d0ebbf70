package org.openiep.arrival;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;
import org.openiep.exchange.DirectRouting.Place;
import org.openiep.routing.Route;

/** The table of studies that routes took on. */
final class RoutedRows {
    private static final String LIVE = """
            left join transaction t on t.id = r.transaction_id
            where (t.id is null or t.status not in ('PURGED', 'CANCELLED', 'DECLINED'))
            """;

    private final Sql sql;

    RoutedRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * A study that a route took on.
     *
     * @param arriving its end has not been found yet
     * @param place null before its first image was recorded
     */
    record Routed(
            long id,
            long routeId,
            long callingNode,
            long destinationNode,
            String priority,
            boolean arriving,
            @Nullable Place place) {}

    /** Studies whose images may still join; of several the one that is arriving, else the latest. */
    Map<SentStudy, Routed> find(Collection<SentStudy> studies) {
        Map<SentStudy, Routed> found = new HashMap<>();
        sql.list(
                """
                select asked.calling, asked.called, asked.study, r.*
                from unnest(?::text[], ?::text[], ?::text[]) as asked (calling, called, study)
                join routed_study r on r.study_instance_uid = asked.study and r.called_ae_title = asked.called
                join node n on n.id = r.calling_node_id and n.ae_title = asked.calling
                """ + LIVE + " order by r.arriving desc, r.id desc",
                row -> found.putIfAbsent(
                        new SentStudy(row.getString(1), row.getString(2), row.getString(3)), routed(row)),
                studies.stream().map(SentStudy::callingAeTitle).toList(),
                studies.stream().map(SentStudy::calledAeTitle).toList(),
                studies.stream().map(SentStudy::studyInstanceUid).toList());
        return found;
    }

    /** Late images: the study is arriving again. */
    void again(long id) {
        sql.update("""
                update routed_study set arriving = true, quiet_since = clock_timestamp() where id = ?
                  and not exists (select 1 from routed_study other where other.arriving and other.id <> ?
                      and other.calling_node_id = routed_study.calling_node_id
                      and other.called_ae_title = routed_study.called_ae_title
                      and other.study_instance_uid = routed_study.study_instance_uid)
                """, id, id);
    }

    /** A route takes the study on. Harmless when another association had it taken on just now. */
    void takeOn(Route route, SentStudy study) {
        sql.update(
                """
                insert into routed_study (route_id, calling_node_id, called_ae_title, study_instance_uid,
                    destination_node_id, priority, arriving, quiet_since)
                values (?, ?, ?, ?, ?, ?, true, clock_timestamp())
                on conflict (calling_node_id, called_ae_title, study_instance_uid) where arriving do nothing
                """,
                route.id(),
                route.callingNode().id(),
                study.calledAeTitle(),
                study.studyInstanceUid(),
                route.destinationNode().id(),
                route.priority());
    }

    /** Its place, with its row locked until the transaction ends; empty when no image was recorded yet. */
    Optional<Place> lock(long id) {
        return sql
                .list("select * from routed_study where id = ? for update", row -> Optional.ofNullable(place(row)), id)
                .stream()
                .findFirst()
                .flatMap(place -> place);
    }

    void begin(long id, Place place) {
        sql.update(
                "update routed_study set transaction_id = ?, study_entry_id = ? where id = ?",
                place.transactionId(),
                place.studyEntryId(),
                id);
    }

    /** Associations with these studies are open. */
    void stillOpen(Collection<SentStudy> studies) {
        sql.update(
                """
                update routed_study r set quiet_since = clock_timestamp()
                from unnest(?::text[], ?::text[], ?::text[]) as asked (calling, called, study), node n
                where r.arriving and n.id = r.calling_node_id and n.ae_title = asked.calling
                  and r.called_ae_title = asked.called and r.study_instance_uid = asked.study
                """,
                studies.stream().map(SentStudy::callingAeTitle).toList(),
                studies.stream().map(SentStudy::calledAeTitle).toList(),
                studies.stream().map(SentStudy::studyInstanceUid).toList());
    }

    /** Studies of which nothing came for that long, and whose images nobody is sending on. */
    List<Long> quietFor(Duration time) {
        return sql.list("""
                select id from routed_study where arriving
                  and quiet_since < clock_timestamp() - ? * interval '1 millisecond'
                  and (sender is null or sender_until < clock_timestamp()) order by id limit 100
                """, row -> row.getLong(1), time.toMillis());
    }

    /**
     * A server is to send on what arrives of a study, and no other.
     *
     * @return false when another does, when the study has ended, or when its transaction has gone further
     */
    boolean sends(long id, String server, Duration lease) {
        return sql.update("""
                update routed_study r set sender = ?, sender_until = clock_timestamp() + ? * interval '1 millisecond'
                where r.id = ? and r.arriving
                  and (r.sender is null or r.sender = ? or r.sender_until < clock_timestamp())
                  and exists (select 1 from transaction t where t.id = r.transaction_id and t.status = 'UPLOADING')
                """, server, lease.toMillis(), id, server) == 1;
    }

    /** It does so no longer. */
    void sendsNoLonger(long id, String server) {
        sql.update(
                "update routed_study set sender = null, sender_until = null where id = ? and sender = ?", id, server);
    }

    /** What earlier lives of a server sent they send no longer. */
    void earlierLivesSendNoLonger(String server, String life) {
        sql.update(
                "update routed_study set sender = null, sender_until = null where starts_with(sender, ?) and sender <> ?",
                server + "/",
                life);
    }

    /** Does a server send on what arrives of it? Certain while its row is locked. */
    boolean isBeingSent(long id) {
        return !sql.list(
                        "select 1 from routed_study where id = ? and sender is not null and sender_until >= clock_timestamp()",
                        row -> true,
                        id)
                .isEmpty();
    }

    /** Locks the counts of these studies until the transaction ends: whoever counts anew does so after whoever did before. */
    void lockCounts(Collection<Long> studyEntries) {
        sql.list(
                "select 1 from study_entry where id = any (?::bigint[]) order by id for update",
                row -> true,
                List.copyOf(studyEntries));
    }

    /** Its end is found. */
    void ended(long id) {
        sql.update("update routed_study set arriving = false where id = ?", id);
    }

    /** Are there images of it that the destination has not confirmed? */
    boolean undelivered(long studyEntryId) {
        return !sql.list("""
                select 1 from instance where study_entry_id = ? and held_at is not null and delivered_at is null limit 1
                """, row -> true, studyEntryId).isEmpty();
    }

    /** Nobody waited for it and no route took it. */
    void refused(long callingNode, String calledAeTitle, String modality, Instant now) {
        sql.update("""
                insert into route_refusal (calling_node_id, called_ae_title, modality, times, last_at)
                values (?, ?, ?, 1, ?)
                on conflict (calling_node_id, called_ae_title, modality)
                do update set times = route_refusal.times + 1, last_at = excluded.last_at
                """, callingNode, calledAeTitle, modality, now);
    }

    private static Routed routed(ResultSet row) throws SQLException {
        return new Routed(
                row.getLong("id"),
                row.getLong("route_id"),
                row.getLong("calling_node_id"),
                row.getLong("destination_node_id"),
                row.getString("priority"),
                row.getBoolean("arriving"),
                place(row));
    }

    private static @Nullable Place place(ResultSet row) throws SQLException {
        long transaction = row.getLong("transaction_id");
        return row.wasNull() ? null : new Place(transaction, row.getLong("study_entry_id"));
    }
}
