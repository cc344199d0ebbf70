package org.openiep.imaging;

import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;

/** The table of instances: what was promised, is held, and was confirmed or refused by the destination. */
public final class InstanceRows {
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

    /** An image that the destination has not confirmed yet. */
    public record Undelivered(
            long studyEntryId,
            String sopInstanceUid,
            String sopClassUid,
            String transferSyntaxUid,
            String file,
            long size) {}

    /** A file that should lie in the store. */
    public record HeldFile(long studyEntryId, String sopInstanceUid, String file, long size) {}

    /**
     * What the destination said about one image.
     *
     * @param status DIMSE status; null when the image could not even be offered
     * @param comment the node's, or why it was not offered
     */
    public record Answer(
            long studyEntryId,
            String sopInstanceUid,
            boolean confirmed,
            @Nullable Integer status,
            String comment) {}

    /** Notes what the source lists; what was listed before stays listed. */
    void expect(long studyEntryId, Collection<Listed> listed) {
        sql.batch(
                """
                insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected)
                values (?, ?, ?, true)
                on conflict (study_entry_id, sop_instance_uid) do update set expected = true
                """,
                listed.stream()
                        .map(image -> new Object[] {studyEntryId, image.sopInstanceUid(), image.seriesInstanceUid()})
                        .toList());
    }

    /** Notes what came; an image that came before is replaced, as its file has been. */
    public void arrived(Collection<Arrived> images, Instant now) {
        sql.batch("""
                insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected, sop_class_uid,
                    transfer_syntax_uid, file, size, crc32c, held_at)
                values (?, ?, ?, false, ?, ?, ?, ?, ?, ?)
                on conflict (study_entry_id, sop_instance_uid) do update set
                    series_instance_uid = excluded.series_instance_uid, sop_class_uid = excluded.sop_class_uid,
                    transfer_syntax_uid = excluded.transfer_syntax_uid, file = excluded.file, size = excluded.size,
                    crc32c = excluded.crc32c, held_at = excluded.held_at
                """, held(images, now));
    }

    /** Notes files that were found without a row; whatever has been noted meanwhile stays. */
    public void adopted(Collection<Arrived> images, Instant now) {
        sql.batch("""
                insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected, sop_class_uid,
                    transfer_syntax_uid, file, size, crc32c, held_at)
                values (?, ?, ?, false, ?, ?, ?, ?, ?, ?)
                on conflict (study_entry_id, sop_instance_uid) do update set
                    sop_class_uid = excluded.sop_class_uid, transfer_syntax_uid = excluded.transfer_syntax_uid,
                    file = excluded.file, size = excluded.size, crc32c = excluded.crc32c, held_at = excluded.held_at
                where instance.held_at is null
                """, held(images, now));
    }

    private static List<@Nullable Object[]> held(Collection<Arrived> images, Instant now) {
        return images.stream()
                .map(image -> new @Nullable Object[] {
                    image.studyEntryId(),
                    image.sopInstanceUid(),
                    image.seriesInstanceUid(),
                    image.sopClassUid(),
                    image.transferSyntaxUid(),
                    image.file(),
                    image.size(),
                    image.crc32c(),
                    now
                })
                .toList();
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
        return sql.list(
                """
                select study_entry_id, sop_instance_uid, sop_class_uid, transfer_syntax_uid, file, size from instance
                where study_entry_id = any (?::bigint[]) and held_at is not null and delivered_at is null
                order by study_entry_id, series_instance_uid, held_at, sop_instance_uid
                """,
                row -> new Undelivered(
                        row.getLong(1),
                        row.getString(2),
                        row.getString(3),
                        row.getString(4),
                        row.getString(5),
                        row.getLong(6)),
                studyEntryIds);
    }

    /** A new attempt begins: earlier refusals no longer count. */
    void forgetRefusals(Collection<Long> studyEntryIds) {
        sql.update("""
                update instance set refused = false where study_entry_id = any (?::bigint[]) and refused
                """, studyEntryIds);
    }

    void answered(Collection<Answer> answers, Instant now) {
        sql.batch(
                """
                update instance set delivered_at = case when ? then coalesce(delivered_at, ?) else delivered_at end,
                    status = ?, comment = ?, refused = ?
                where study_entry_id = ? and sop_instance_uid = ?
                """,
                answers.stream()
                        .map(answer -> new @Nullable Object[] {
                            answer.confirmed(),
                            now,
                            answer.status(),
                            answer.comment(),
                            !answer.confirmed(),
                            answer.studyEntryId(),
                            answer.sopInstanceUid()
                        })
                        .toList());
    }
}
