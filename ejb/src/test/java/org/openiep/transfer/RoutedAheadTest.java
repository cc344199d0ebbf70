package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.openiep.queue.Wiring.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.arrival.RoutedImages;
import org.openiep.arrival.Routing;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.database.Sql;
import org.openiep.exchange.Counts;
import org.openiep.exchange.DirectRouting.Place;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Progress;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.policy.PolicySamples;
import org.openiep.queue.Job;
import org.openiep.queue.Jobs;
import org.openiep.queue.SampleRun;
import org.openiep.queue.Workers;

/** Images of a routed study that leave before its end is found. */
class RoutedAheadTest extends TransferScene {
    private static final long ROUTED = 7;

    private final RoutedAhead ahead = new RoutedAhead();
    private final Workers workers = new Workers();
    private final AtomicReference<TransferOrder> ordered = new AtomicReference<>();
    private final List<Integer> told = new ArrayList<>();

    @BeforeEach
    void takeOn() {
        ordered.set(asItIsNow(false));
        Progress progress = new Progress() {
            @Override
            public TransferOrder order(long transactionId) {
                return Objects.requireNonNull(ordered.get());
            }

            @Override
            public void recordCounts(long transaction, Map<Long, Counts> counts, @Nullable Double rate) {
                counts.values().forEach(count -> told.add(count.delivered()));
            }
        };
        Routing routing = wire(
                new Routing(), exchange.database(), progress, workers, PolicySamples.of(exchange.database(), Map.of()));
        wire(
                ahead,
                executor,
                deliverer,
                routing,
                progress,
                wire(new Jobs(), exchange.database()),
                workers,
                pace,
                newImages);
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    insert into route (id, calling_node_id, called_ae_title, modality, description,
                        destination_node_id, priority, place, active, changed_by, changed)
                    values (1, 1, 'ROUTE', '', '', 2, 'NORMAL', 1, true, '', now())
                    """);
            sql.update("""
                    insert into routed_study (id, route_id, calling_node_id, called_ae_title, study_instance_uid,
                        destination_node_id, priority, arriving, quiet_since, transaction_id, study_entry_id)
                    overriding system value
                    values (?, 1, 1, 'ROUTE', ?, 2, 'NORMAL', true, clock_timestamp(), ?, ?)
                    """, ROUTED, STUDY, order.transactionId(), entry);
        }
        status("UPLOADING");
    }

    private void status(String status) {
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update transaction set status = ? where id = ?", status, order.transactionId());
        }
    }

    /** All that North holds comes, and the association thread tells of it. */
    private void arrives(int images) throws Exception {
        north.hold(STUDY, images);
        north.afterEachImage = this::tell;
        collector.collect(new SampleRun(run(Step.COLLECT).job(), asItIsNow(false)));
        tell();
    }

    private void tell() {
        ahead.onImages(new RoutedImages(ROUTED, new Place(order.transactionId(), entry)));
    }

    private @Nullable String sender() {
        try (Sql sql = Sql.open(exchange.database())) {
            return sql.list(
                            "select coalesce(sender, '') from routed_study where id = ?",
                            row -> row.getString(1),
                            ROUTED)
                    .get(0);
        }
    }

    @Test
    @DisplayName("I11: images of a routed study leave as they arrive, and the delivery at its end sends none twice")
    void leavesAsItArrives() throws Exception {
        arrives(60);
        await().until(() -> tally().delivered() == 60);
        await().untilAsserted(() -> assertThat(sender()).isEmpty());
        assertThat(told).isSorted().endsWith(60);
        assertThat(deliverer.deliver(new SampleRun(run(Step.DELIVER).job(), asItIsNow(false))))
                .isZero();
        assertThat(south.offered).hasSize(60).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("I11: of several servers one sends; another takes over only when its lease is over")
    void oneServer() throws Exception {
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    update routed_study set sender = 'other/1', sender_until = clock_timestamp() + interval '1 minute'
                    """);
        }
        arrives(20);
        await().untilAsserted(() -> assertThat(ahead.isResting(ROUTED)).isTrue());
        assertThat(south.offered).isEmpty();
        assertThat(sender()).isEqualTo("other/1");
    }

    @Test
    @DisplayName("H1: nothing standard leaves while a blue light moves")
    void yields() throws Exception {
        pace.begin(new Job(99, 99, Step.COLLECT, Priority.BLUE_LIGHT, 1, 1, 1, 1, 0), Set.of("2.25.911"));
        arrives(20);
        await().untilAsserted(() -> assertThat(ahead.isResting(ROUTED)).isTrue());
        assertThat(south.offered).isEmpty();
        assertThat(sender()).isEmpty();
    }

    @Test
    @DisplayName("H3: a batch is not sent before its window opens")
    void batch() throws Exception {
        TransferOrder batch = exchange.order(Priority.BATCH, "2.25.200");
        ordered.set(batch);
        arrives(20);
        await().untilAsserted(() -> assertThat(ahead.isResting(ROUTED)).isTrue());
        assertThat(south.offered).isEmpty();
    }

    @Test
    @DisplayName("I11: whoever cancels ends it, though images still come")
    void cancelled() throws Exception {
        status("CANCELLED");
        arrives(20);
        await().untilAsserted(() -> assertThat(ahead.isResting(ROUTED)).isTrue());
        assertThat(south.offered).isEmpty();
    }

    @Test
    @DisplayName("D13: what is refused ahead is told by the delivery, and the rest is not held up by it")
    void refused() throws Exception {
        List<String> images = north.hold(STUDY, 40);
        south.answers.put(images.get(3), new StoreOutcome(0xC000, "bad"));
        collector.collect(new SampleRun(run(Step.COLLECT).job(), asItIsNow(false)));
        tell();
        await().until(() -> tally().refused() == 1 && tally().delivered() == 39);
        assertThat(failure(() -> deliverer.deliver(
                                new SampleRun(run(Step.DELIVER).job(), asItIsNow(false))))
                        .instances())
                .containsExactly(images.get(3));
        assertThat(south.offered).containsOnlyOnce(images.get(3));
    }

    @Test
    @DisplayName("I13: a destination that is down costs nothing but the head start")
    void down() throws Exception {
        south.down = DicomFailure.Reason.UNREACHABLE;
        arrives(20);
        await().untilAsserted(() -> assertThat(ahead.isResting(ROUTED)).isTrue());
        await().untilAsserted(() -> assertThat(sender()).isEmpty());
        assertThat(tally().delivered()).isZero();
    }
}
