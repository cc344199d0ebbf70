package org.openiep.imaging;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.KindRefusal;
import org.openiep.database.Sql;

/** The table of instances: what was promised, is held, and was confirmed or refused by the destination. */
public final class InstanceRows {
    /** In an upsert: is another content held than the one that has come? */
    private static final String CORRECTED =
            "(instance.held_at is not null and (instance.crc32c, instance.size) <> (excluded.crc32c, excluded.size))";

    private final Sql sql;

    /** The table, by way of that connection. */
    public InstanceRows(Sql sql) {
        this.sql = sql;
    }

    /** An image as the source lists it. */
    public record Listed(String seriesInstanceUid, String sopInstanceUid) {}

    /** An image that lies in the store. */
    public record Arrived(
            long studyEntryId,
            String sopInstanceUid,
            String seriesInstanceUid,
            String sopClassUid,
            String transferSyntaxUid,
            String file,
            long size,
            int crc32c) {}

    /**
     * Counts of one study.
     *
     * @param listed images that the source listed
     * @param held on IEP, listed or not
     * @param missing listed, but not held
     * @param bytes of those held
     */
    public record Tally(int listed, int held, int missing, int delivered, int refused, long bytes) {
        /** A study of which nothing is known yet. */
        public static final Tally NONE = new Tally(0, 0, 0, 0, 0, 0);
    }

    /**
     * An image that the destination has not confirmed yet.
     *
     * @param corrected came with other content before, which the destination may hold
     * @param withdrawn how often confirmations of it stopped to count; an answer holds for the same number alone
     */
    public record Undelivered(
            long studyEntryId,
            String sopInstanceUid,
            String sopClassUid,
            String transferSyntaxUid,
            String file,
            long size,
            int crc32c,
            boolean corrected,
            int withdrawn) {
        /** The image as it is to be offered now; one that was corrected or taken back since has another. */
        public String version() {
            return studyEntryId + " " + sopInstanceUid + " " + size + " " + crc32c + " " + withdrawn;
        }
    }

    /** A file that should lie in the store. */
    public record HeldFile(long studyEntryId, String sopInstanceUid, String file, long size) {}

    /**
     * What the destination said about one image.
     *
     * @param image as it was offered, or would have been
     * @param status DIMSE status; null when the image could not even be offered, or its answer was lost
     * @param comment the node's, or why it was not offered
     * @param refusal why its kind was not taken; null when it was offered
     */
    public record Answer(
            Undelivered image,
            boolean confirmed,
            @Nullable Integer status,
            String comment,
            KindRefusal.@Nullable Cause refusal) {
        /** Its kind is not taken. */
        public static Answer notOffered(Undelivered image, KindRefusal refusal) {
            return new Answer(image, false, null, refusal.words(), refusal.cause());
        }
    }

    /** Notes what the source lists; what was listed before stays listed, and what it lists twice is one image. */
    void expect(long studyEntryId, Collection<Listed> listed) {
        sql.update(
                """
                insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected)
                select distinct on (uid) ?::bigint, uid, series, true
                from unnest(?::text[], ?::text[]) as listed (uid, series)
                on conflict (study_entry_id, sop_instance_uid) do update set expected = true
                """, studyEntryId, column(listed, Listed::sopInstanceUid), column(listed, Listed::seriesInstanceUid));
    }

    /**
     * Notes what came; an image that came before is replaced, as its file has been. One that came with other content is
     * corrected: what the destination said of the earlier content does not hold for it.
     */
    public void arrived(Collection<Arrived> images, Instant now) {
        insertHeld("""
                on conflict (study_entry_id, sop_instance_uid) do update set
                    series_instance_uid = excluded.series_instance_uid, sop_class_uid = excluded.sop_class_uid,
                    transfer_syntax_uid = excluded.transfer_syntax_uid, file = excluded.file, size = excluded.size,
                    crc32c = excluded.crc32c, held_at = excluded.held_at,
                    corrected_at = case when %1$s then excluded.held_at else instance.corrected_at end,
                    delivered_at = case when %1$s then null else instance.delivered_at end,
                    refused = instance.refused and not %1$s,
                    withdrawn = instance.withdrawn + case when %1$s then 1 else 0 end
                """.formatted(CORRECTED), images, now);
    }

    /** How many images of each study were corrected at that moment; studies without any are left out. */
    public Map<Long, Integer> corrected(Collection<Long> studyEntryIds, Instant when) {
        Map<Long, Integer> corrected = new HashMap<>();
        sql.list("""
                select study_entry_id, count(*) from instance
                where study_entry_id = any (?::bigint[]) and corrected_at = ? group by study_entry_id
                """, row -> corrected.put(row.getLong(1), row.getInt(2)), studyEntryIds, when);
        return corrected;
    }

    /** Notes files that were found without a row; whatever has been noted meanwhile stays. */
    public void adopted(Collection<Arrived> images, Instant now) {
        insertHeld("""
                on conflict (study_entry_id, sop_instance_uid) do update set
                    sop_class_uid = excluded.sop_class_uid, transfer_syntax_uid = excluded.transfer_syntax_uid,
                    file = excluded.file, size = excluded.size, crc32c = excluded.crc32c, held_at = excluded.held_at
                where instance.held_at is null
                """, images, now);
    }

    /** One statement with an array of each kind of value is less work for both sides than a row of parameters each. */
    private void insertHeld(String onConflict, Collection<Arrived> images, Instant now) {
        sql.update(
                """
                insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected, sop_class_uid,
                    transfer_syntax_uid, file, size, crc32c, held_at)
                select entry, uid, series, false, class, syntax, file, size, crc32c, ?::timestamptz
                from unnest(?::bigint[], ?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::bigint[], ?::int[])
                    as held (entry, uid, series, class, syntax, file, size, crc32c)
                """ + onConflict,
                now,
                column(images, Arrived::studyEntryId),
                column(images, Arrived::sopInstanceUid),
                column(images, Arrived::seriesInstanceUid),
                column(images, Arrived::sopClassUid),
                column(images, Arrived::transferSyntaxUid),
                column(images, Arrived::file),
                column(images, Arrived::size),
                column(images, Arrived::crc32c));
    }

    private static <T, V> List<V> column(Collection<T> rows, Function<T, V> value) {
        List<V> column = new ArrayList<>(rows.size());
        rows.forEach(row -> column.add(value.apply(row)));
        return column;
    }

    /** Counts by study entry; {@link Tally#NONE} is left out. */
    public Map<Long, Tally> tallies(Collection<Long> studyEntryIds) {
        Map<Long, Tally> tallies = new HashMap<>();
        sql.list(
                """
                select study_entry_id, count(*) filter (where expected) as listed, count(held_at) as held,
                    count(*) filter (where expected and held_at is null) as missing, count(delivered_at) as delivered,
                    count(*) filter (where refused) as refused,
                    coalesce(sum(size) filter (where held_at is not null), 0) as bytes
                from instance where study_entry_id = any (?::bigint[]) group by study_entry_id
                """,
                row -> tallies.put(
                        row.getLong("study_entry_id"),
                        new Tally(
                                row.getInt("listed"),
                                row.getInt("held"),
                                row.getInt("missing"),
                                row.getInt("delivered"),
                                row.getInt("refused"),
                                row.getLong("bytes"))),
                studyEntryIds);
        return tallies;
    }

    /** What is listed but not held, series by series. */
    List<Listed> missing(long studyEntryId) {
        return sql.list("""
                select series_instance_uid, sop_instance_uid from instance
                where study_entry_id = ? and expected and held_at is null
                order by series_instance_uid, sop_instance_uid
                """, row -> new Listed(row.getString(1), row.getString(2)), studyEntryId);
    }

    /** Series of which at least one image is held. */
    List<String> seriesBegun(long studyEntryId) {
        return sql.list("""
                select distinct series_instance_uid from instance where study_entry_id = ? and held_at is not null
                """, row -> row.getString(1), studyEntryId);
    }

    List<HeldFile> files(Collection<Long> studyEntryIds) {
        return sql.list(
                """
                select study_entry_id, sop_instance_uid, file, size from instance
                where study_entry_id = any (?::bigint[]) and held_at is not null
                """,
                row -> new HeldFile(row.getLong(1), row.getString(2), row.getString(3), row.getLong(4)),
                studyEntryIds);
    }

    /** Files that are not what the rows say: no longer held, so that they are fetched again. */
    public void lost(Collection<HeldFile> files) {
        sql.batch(
                "update instance set held_at = null where study_entry_id = ? and sop_instance_uid = ?",
                files.stream()
                        .map(file -> new Object[] {file.studyEntryId(), file.sopInstanceUid()})
                        .toList());
    }

    /** Held, but not confirmed by the destination, in the order of arrival. */
    List<Undelivered> undelivered(Collection<Long> studyEntryIds) {
        return sql.list("""
                select study_entry_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, size, crc32c,
                    corrected_at, withdrawn
                from instance
                where study_entry_id = any (?::bigint[]) and held_at is not null and delivered_at is null
                order by study_entry_id, series_instance_uid, held_at, sop_instance_uid
                """, InstanceRows::undelivered, studyEntryIds);
    }

    private static Undelivered undelivered(ResultSet row) throws SQLException {
        return new Undelivered(
                row.getLong("study_entry_id"),
                row.getString("sop_instance_uid"),
                row.getString("sop_class_uid"),
                row.getString("transfer_syntax_uid"),
                row.getString("file"),
                row.getLong("size"),
                row.getInt("crc32c"),
                row.getString("corrected_at") != null,
                row.getInt("withdrawn"));
    }

    /** Those whose study another transaction has taken to the same node, in part at least. */
    Set<Long> broughtByOthers(Collection<Long> studyEntryIds) {
        return new HashSet<>(sql.list("""
                select own.id from study_entry own join transaction t on t.id = own.transaction_id
                where own.id = any (?::bigint[]) and exists (
                    select 1 from study_entry other join transaction o on o.id = other.transaction_id
                    where other.study_instance_uid = own.study_instance_uid and o.id <> t.id
                        and o.destination_node_id = t.destination_node_id
                        and exists (select 1 from instance i
                            where i.study_entry_id = other.id and i.delivered_at is not null))
                """, row -> row.getLong(1), studyEntryIds));
    }

    /** Held, and answered with a failure when they were offered: not those whose kind was not taken. */
    public List<Answer> refused(Collection<Long> studyEntryIds) {
        return sql.list(
                """
                select * from instance
                where study_entry_id = any (?::bigint[]) and held_at is not null and delivered_at is null
                    and refused and status is not null
                order by study_entry_id, sop_instance_uid
                """,
                row -> new Answer(undelivered(row), false, row.getInt("status"), row.getString("comment"), null),
                studyEntryIds);
    }

    /** A new attempt begins: earlier refusals no longer count. */
    void forgetRefusals(Collection<Long> studyEntryIds) {
        sql.update("""
                update instance set refused = false where study_entry_id = any (?::bigint[]) and refused
                """, studyEntryIds);
    }

    /** Notes answers. Of an image that was corrected or taken back since it was offered, none is: it has to go again. */
    void answered(Collection<Answer> answers, Instant now) {
        sql.update(
                """
                update instance set
                    delivered_at = case when answer.confirmed then coalesce(instance.delivered_at, ?::timestamptz)
                        else instance.delivered_at end,
                    status = answer.status, comment = answer.comment, refused = not answer.confirmed
                from unnest(?::boolean[], ?::int[], ?::text[], ?::bigint[], ?::text[], ?::bigint[], ?::int[],
                        ?::int[])
                    as answer (confirmed, status, comment, entry, uid, size, crc32c, withdrawn)
                where instance.study_entry_id = answer.entry and instance.sop_instance_uid = answer.uid
                    and instance.size = answer.size and instance.crc32c = answer.crc32c
                    and instance.withdrawn = answer.withdrawn
                """,
                now,
                column(answers, Answer::confirmed),
                column(answers, Answer::status),
                column(answers, Answer::comment),
                column(answers, answer -> answer.image().studyEntryId()),
                column(answers, answer -> answer.image().sopInstanceUid()),
                column(answers, answer -> answer.image().size()),
                column(answers, answer -> answer.image().crc32c()),
                column(answers, answer -> answer.image().withdrawn()));
    }
}
