package org.openiep.audit;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;

/** The hash that ties a record to the one before: SHA-256 over the hash before it and every field, each with its length. */
final class ChainHash {
    /** What stands before the first record of a chain. */
    static final String START = "0".repeat(64);

    private ChainHash() {}

    static String of(String before, long chain, long seq, AuditEntry entry) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.write(HexFormat.of().parseHex(before));
            out.writeLong(chain);
            out.writeLong(seq);
            out.writeLong(ChronoUnit.MICROS.between(Instant.EPOCH, entry.at()));
            Long userId = entry.actor().userId();
            out.writeLong(userId == null ? 0 : userId);
            text(out, entry.actor().name());
            text(out, entry.act().name());
            text(out, entry.subject());
            text(out, entry.detail());
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot happen in memory", e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    /** With its length before it, so that text cannot wander from one field to the next unnoticed. */
    private static void text(DataOutputStream out, String text) throws IOException {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        out.writeInt(utf8.length);
        out.write(utf8);
    }
}
