package org.openiep.audit;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The chains in the database. A chain's row in {@code audit_chain} is locked from the first append until the database
 * transaction ends, so records of one institution are written one transaction after the other; other institutions
 * never wait. Several chains are locked in ascending order, so that two transactions cannot wait for each other.
 */
final class AuditChain {
    private AuditChain() {}

    /** What a verification found. */
    sealed interface Verdict {
        /** Every record is as it was written. */
        record Whole(long records) implements Verdict {}

        /** From this record on the chain cannot be trusted: changed, taken out or put in. */
        record Broken(long seq, String why) implements Verdict {}
    }

    private record End(long seq, String hash) {}

    static long chainOf(Actor actor) {
        Long institution = actor.institution();
        return institution == null ? 0 : institution;
    }

    static void append(Connection connection, List<AuditEntry> entries) throws SQLException {
        SortedMap<Long, List<AuditEntry>> byChain = new TreeMap<>();
        for (AuditEntry entry : entries) {
            byChain.computeIfAbsent(chainOf(entry.actor()), chain -> new ArrayList<>())
                    .add(entry);
        }
        for (var chain : byChain.entrySet()) {
            append(connection, chain.getKey(), chain.getValue());
        }
    }

    private static void append(Connection connection, long chain, List<AuditEntry> entries) throws SQLException {
        End end = lock(connection, chain);
        try (PreparedStatement insert = connection.prepareStatement(
                "insert into audit_record (chain, seq, at, actor_id, actor, act, subject, detail, hash)"
                        + " values (?, ?, ?, ?, ?, ?, ?, ?, ?)")) {
            for (AuditEntry entry : entries) {
                long seq = end.seq() + 1;
                end = new End(seq, ChainHash.of(end.hash(), chain, seq, entry));
                insert.setLong(1, chain);
                insert.setLong(2, seq);
                insert.setObject(3, entry.at().atOffset(ZoneOffset.UTC));
                insert.setObject(4, entry.actor().userId());
                insert.setString(5, entry.actor().name());
                insert.setString(6, entry.act().name());
                insert.setString(7, entry.subject());
                insert.setString(8, entry.detail());
                insert.setString(9, end.hash());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement update =
                connection.prepareStatement("update audit_chain set seq = ?, hash = ? where chain = ?")) {
            update.setLong(1, end.seq());
            update.setString(2, end.hash());
            update.setLong(3, chain);
            update.executeUpdate();
        }
    }

    /** An upsert that changes nothing: it begins the chain or locks its row, and tells its end, in one statement. */
    private static End lock(Connection connection, long chain) throws SQLException {
        try (PreparedStatement select = connection.prepareStatement("insert into audit_chain (chain, seq, hash)"
                + " values (?, 0, ?) on conflict (chain) do update set chain = excluded.chain returning seq, hash")) {
            select.setLong(1, chain);
            select.setString(2, ChainHash.START);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return new End(row.getLong(1), row.getString(2));
            }
        }
    }

    /** Reads a chain from its beginning and computes every hash anew. */
    static Verdict verify(Connection connection, long chain) throws SQLException {
        End end = new End(0, ChainHash.START);
        try (PreparedStatement select = connection.prepareStatement(
                "select seq, at, actor_id, actor, act, subject, detail, hash from audit_record"
                        + " where chain = ? order by seq")) {
            select.setFetchSize(1000);
            select.setLong(1, chain);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    long seq = row.getLong("seq");
                    if (seq != end.seq() + 1) {
                        return new Verdict.Broken(end.seq() + 1, "This record is missing.");
                    }
                    String expected = ChainHash.of(end.hash(), chain, seq, entry(row, chain));
                    if (!expected.equals(row.getString("hash"))) {
                        return new Verdict.Broken(seq, "The content does not fit its hash.");
                    }
                    end = new End(seq, expected);
                }
            }
        }
        return compare(end, written(connection, chain));
    }

    private static Verdict compare(End read, @Nullable End written) {
        if (written != null && written.seq() > read.seq()) {
            return new Verdict.Broken(read.seq() + 1, "Records are missing at the end.");
        }
        if (written == null ? read.seq() > 0 : !written.hash().equals(read.hash())) {
            return new Verdict.Broken(read.seq(), "The chain's end is not the one that was written.");
        }
        return new Verdict.Whole(read.seq());
    }

    private static @Nullable End written(Connection connection, long chain) throws SQLException {
        try (PreparedStatement select =
                connection.prepareStatement("select seq, hash from audit_chain where chain = ?")) {
            select.setLong(1, chain);
            try (ResultSet row = select.executeQuery()) {
                return row.next() ? new End(row.getLong(1), row.getString(2)) : null;
            }
        }
    }

    private static AuditEntry entry(ResultSet row, long chain) throws SQLException {
        Instant at = row.getObject("at", OffsetDateTime.class).toInstant();
        Long userId = row.getObject("actor_id", Long.class);
        Actor actor = new Actor(userId, row.getString("actor"), chain == 0 ? null : chain);
        return new AuditEntry(
                at, actor, Act.valueOf(row.getString("act")), row.getString("subject"), row.getString("detail"));
    }
}
