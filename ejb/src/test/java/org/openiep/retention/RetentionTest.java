package org.openiep.retention;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.queue.Wiring.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Progress;
import org.openiep.exchange.TransferOrder;
import org.openiep.imaging.FolderImageStore;
import org.openiep.policy.MovedClock;
import org.openiep.policy.PolicySamples;
import org.openiep.queue.SampleExchange;
import org.openiep.upload.StagedUploads;

/** Purges with a real database and real files; the transaction's own move is tested where it is made. */
class RetentionTest {
    private static final Duration KEPT = Duration.ofDays(15);

    @TempDir
    Path folder;

    private final SampleExchange exchange = new SampleExchange();
    private final MovedClock clock = new MovedClock(SampleExchange.NOW);
    private final List<Long> purged = new ArrayList<>();
    private final Purges purges = wire(
            new Purges(),
            exchange.database(),
            new MovingProgress(),
            PolicySamples.of(exchange.database(), Map.of()),
            clock);
    private Path store;
    private Path file;
    private TransferOrder order;

    private final class MovingProgress extends Progress {
        @Override
        public void purged(long transactionId) {
            purged.add(transactionId);
            set(transactionId, "status = 'PURGED'");
        }
    }

    @BeforeEach
    void anImageIsHeld() throws IOException {
        order = exchange.order(Priority.NORMAL, "2.25.1");
        store = folder.resolve("store");
        file = store.resolve(order.transactionId() + "/1001/2.25.1.1.dcm");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "image");
    }

    private void set(long transactionId, String what, Object... parameters) {
        Object[] all = Arrays.copyOf(parameters, parameters.length + 1);
        all[parameters.length] = transactionId;
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update transaction set " + what + " where id = ?", all);
        }
    }

    private void set(String what, Object... parameters) {
        set(order.transactionId(), what, parameters);
    }

    /** A server that has just started looks at once. */
    private void look() {
        FolderImageStore images = new FolderImageStore(store);
        wire(new Retention(), purges, images, wire(new StagedUploads(), images, clock))
                .look();
    }

    private void onIepSince(Instant moment, String status) {
        set("status = ?, on_iep_at = ?, held = 1", status, moment);
    }

    @Test
    @DisplayName("G10: 15 days after On IEP the images go, not a minute earlier and once only; the record stays")
    void purgesWhatIsDue() {
        onIepSince(SampleExchange.NOW, "DELIVERED");
        clock.pass(KEPT.minusMinutes(1));
        look();
        assertThat(purged).isEmpty();
        assertThat(file).exists();

        clock.pass(Duration.ofMinutes(1));
        look();
        look();
        assertThat(purged).containsExactly(order.transactionId());
        assertThat(store.resolve(Long.toString(order.transactionId()))).doesNotExist();
        try (Sql sql = Sql.open(exchange.database())) {
            assertThat(sql.list(
                            "select count(*) from transaction where images_gone_at = ?",
                            row -> row.getInt(1),
                            SampleExchange.NOW.plus(KEPT)))
                    .containsExactly(1);
        }
    }

    @Test
    @DisplayName("D14: what was uploaded from a disk, and not sent for a day, goes with the round")
    void uploads() throws IOException {
        Path upload = folder.resolve("uploads/1/7d1c5b2e-4a39-4d1a-9a60-0f8c0f8f1d11");
        Files.createDirectories(upload);
        Files.writeString(upload.resolve("0.other"), "");
        Files.setLastModifiedTime(upload, FileTime.from(SampleExchange.NOW));
        clock.pass(Duration.ofHours(24));
        look();
        assertThat(upload).exists();
        clock.pass(Duration.ofSeconds(1));
        look();
        assertThat(upload).doesNotExist();
    }

    @Test
    @DisplayName("G10: what is being sent at that moment is purged when that has ended")
    void notWhileItMoves() {
        onIepSince(SampleExchange.NOW, "DOWNLOADING");
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update(
                    """
                    insert into job (transaction_id, step, lane, priority, state, institution_id, node_id, queued_at,
                        not_before, worker, lease_until)
                    values (?, 'DELIVER', 'INBOUND', 1, 'RUNNING', 2, 2, ?, ?, 'w', ?)
                    """, order.transactionId(), SampleExchange.NOW, SampleExchange.NOW, SampleExchange.NOW.plus(KEPT));
        }
        clock.pass(KEPT);
        look();
        assertThat(purged).isEmpty();
        assertThat(file).exists();

        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update job set state = 'DONE', worker = null, lease_until = null");
        }
        look();
        assertThat(file).doesNotExist();
    }

    @Test
    @DisplayName("G10: what failed while it was collected is not kept for ever either")
    void partsOfFailedCollections() {
        set("status = 'FAILED', failed_step = 'COLLECT', held = 1");
        clock.pass(KEPT);
        look();
        assertThat(purged).containsExactly(order.transactionId());
        assertThat(file).doesNotExist();
    }

    @Test
    @DisplayName("Images of a transaction that was called off go after an hour, without a move")
    void calledOff() {
        set("status = 'CANCELLED', held = 1");
        clock.pass(Duration.ofMinutes(59));
        look();
        assertThat(file).exists();
        clock.pass(Duration.ofMinutes(1));
        look();
        assertThat(file).doesNotExist();
        assertThat(purged).isEmpty();
    }

    @Test
    @DisplayName("A server that ended between the two steps leaves files that the next round removes")
    void crashInBetween() {
        onIepSince(SampleExchange.NOW, "PURGED");
        look();
        assertThat(file).doesNotExist();
        assertThat(purged).isEmpty();
    }

    @Test
    @DisplayName("What waits for somebody, or is on its way, is never touched before its time")
    void othersStay() {
        clock.pass(KEPT.multipliedBy(4));
        for (String status : List.of("NEW", "ACCEPTED", "UPLOADING", "NEEDS_DETAILS")) {
            set("status = ?", status);
            look();
        }
        assertThat(purged).isEmpty();
        assertThat(file).exists();
    }
}
