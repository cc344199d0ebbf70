package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Step;
import org.openiep.policy.BatchWindow;
import org.openiep.policy.ExchangeClock;

/** What a lane may start, with a real database. */
class LaneRulesTest {
    private static final Instant NOW = SampleExchange.NOW;
    private static final Duration LEASE = Duration.ofMinutes(1);

    private final SampleExchange exchange = new SampleExchange();

    @Test
    @DisplayName("H3: outside its window batch does not start, inside it does")
    void batchWaitsForTheNight() {
        long batch = exchange.collection(Priority.BATCH, NOW);
        assertThat(claim(Lane.OUTBOUND, false)).isEmpty();
        assertThat(claim(Lane.OUTBOUND, true)).map(Job::id).contains(batch);
    }

    @Test
    @DisplayName("H1: standard work leaves one association of a node free, and blue light takes it")
    void oneAssociationIsLeftFree() {
        associations(3);
        for (int i = 0; i < 3; i++) {
            exchange.collection(Priority.NORMAL, NOW.minusSeconds(10));
        }
        assertThat(claim(Lane.OUTBOUND, true)).isPresent();
        assertThat(claim(Lane.OUTBOUND, true)).isPresent();
        assertThat(claim(Lane.OUTBOUND, true)).isEmpty();
        long blueLight = exchange.collection(Priority.BLUE_LIGHT, NOW);
        assertThat(claim(Lane.BLUE_LIGHT, true)).map(Job::id).contains(blueLight);
    }

    @Test
    @DisplayName("H1: with a node of one association, the blue light that waits for it is told what is in its way")
    void oneAssociationOnly() {
        associations(1);
        exchange.collection(Priority.NORMAL, NOW.minusSeconds(10));
        assertThat(claim(Lane.OUTBOUND, true)).isPresent();
        exchange.collection(Priority.BLUE_LIGHT, NOW);
        assertThat(claim(Lane.BLUE_LIGHT, true)).isEmpty();
        assertThat(blueLightsWaiting()).singleElement().satisfies(waiting -> {
            assertThat(waiting.nodeFull()).isTrue();
            assertThat(waiting.institutionJobs()).isEqualTo(1);
            assertThat(waiting.sameStudy()).isNull();
        });
    }

    @Test
    @DisplayName("Nothing starts with a node that is away or held; blue light passes a held lane")
    void heldAndAway() {
        exchange.collection(Priority.NORMAL, NOW);
        exchange.inTransaction(rows -> true);
        try (Sql sql = Sql.open(exchange.database())) {
            OutageRows outages = new OutageRows(sql);
            outages.begin(SampleExchange.NORTH_PACS, "North PACS cannot be reached.", NOW, Duration.ofSeconds(5));
            assertThat(claim(Lane.OUTBOUND, true)).isEmpty();
            assertThat(outages.end(SampleExchange.NORTH_PACS, NOW)).isTrue();

            HoldRows holds = new HoldRows(sql);
            holds.holdNode(SampleExchange.NORTH_PACS, Hold.Mode.DRAIN, "new disks", "Dr A", NOW);
            assertThat(claim(Lane.OUTBOUND, true)).isEmpty();
            holds.releaseNode(SampleExchange.NORTH_PACS);
            holds.holdLane(Lane.OUTBOUND, Hold.Mode.PAUSE, "", "Dr A", NOW);
            assertThat(claim(Lane.OUTBOUND, true)).isEmpty();
            long blueLight = exchange.collection(Priority.BLUE_LIGHT, NOW);
            assertThat(claim(Lane.OUTBOUND, true)).map(Job::id).contains(blueLight);
            holds.releaseLane(Lane.OUTBOUND);
            assertThat(claim(Lane.OUTBOUND, true)).isPresent();
        }
    }

    @Test
    @DisplayName("A node that answers again lets its work start at once, and what failed for want of it go on")
    void backAgain() {
        long waits = exchange.collection(Priority.NORMAL, NOW);
        Job job = claim(Lane.OUTBOUND, true).orElseThrow();
        exchange.inTransaction(rows -> {
            rows.release(job, JobState.RETRY, 1, NOW.plusSeconds(300));
            return true;
        });
        try (Sql sql = Sql.open(exchange.database())) {
            OutageRows outages = new OutageRows(sql);
            outages.begin(SampleExchange.NORTH_PACS, "North PACS cannot be reached.", NOW, Duration.ofSeconds(5));
            assertThat(outages.takeDue(NOW.plusSeconds(4), NOW.plusSeconds(60))).isEmpty();
            assertThat(outages.takeDue(NOW.plusSeconds(5), NOW.plusSeconds(60)))
                    .containsExactly(new OutageRows.Due(SampleExchange.NORTH_PACS, 1));
            assertThat(outages.takeDue(NOW.plusSeconds(6), NOW.plusSeconds(60))).isEmpty();
            assertThat(outages.tired(NOW)).singleElement().satisfies(tired -> {
                assertThat(tired.jobId()).isEqualTo(waits);
                outages.giveUp(tired.jobId());
            });
            assertThat(outages.resumable()).isEmpty();
            outages.end(SampleExchange.NORTH_PACS, NOW.plusSeconds(10));
            assertThat(outages.resumable()).containsExactly(job.transactionId());
            outages.forget(job.transactionId());
            assertThat(outages.resumable()).isEmpty();
        }
    }

    @Test
    @DisplayName("H5: position, start and finish come from what the nodes have done lately")
    void forecast() {
        long first = exchange.collection(Priority.NORMAL, NOW.minusSeconds(30));
        long second = exchange.collection(Priority.NORMAL, NOW.minusSeconds(20));
        long night = exchange.collection(Priority.BATCH, NOW.minusSeconds(40));
        expectImages(100);
        assertThat(claim(Lane.OUTBOUND, true)).isPresent();
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    insert into node_rate values (?, 'COLLECT', 10, 5000000, 3, ?)
                    """, SampleExchange.NORTH_PACS, NOW);
            QueueRows rows = new QueueRows(sql);
            Map<Long, QueuePlace> places =
                    new Forecast(NOW, 1, 0, institution -> nights()).of(rows.entries(Lane.OUTBOUND));
            assertThat(places.get(first))
                    .isEqualTo(new QueuePlace(Step.COLLECT, true, 0, NOW, NOW.plusSeconds(10), ""));
            assertThat(places.get(second))
                    .isEqualTo(new QueuePlace(Step.COLLECT, false, 1, NOW.plusSeconds(10), NOW.plusSeconds(22), ""));
            assertThat(places.get(night)).satisfies(place -> {
                assertThat(place.position()).isEqualTo(2);
                assertThat(place.starts()).isEqualTo("2026-11-20T20:00:00Z");
                assertThat(place.waitsFor()).isEqualTo("Batch transfers start overnight.");
            });
        }
    }

    @Test
    @DisplayName("H5: a node's speed is a moving average of the transfers that went well")
    void measured() {
        exchange.collection(Priority.NORMAL, NOW);
        Job job = claim(Lane.OUTBOUND, true).orElseThrow();
        try (Sql sql = Sql.open(exchange.database())) {
            QueueRows rows = new QueueRows(sql);
            rows.measured(job, 100, NOW.plusSeconds(10));
            rows.measured(job, 200, NOW.plusSeconds(10));
            assertThat(sql.list(
                            "select images_per_second, transfers from node_rate",
                            row -> List.of(row.getDouble(1), (double) row.getInt(2))))
                    .containsExactly(List.of(13.0, 2.0));
        }
    }

    private static BatchWindow nights() {
        return new BatchWindow(LocalTime.of(20, 0), LocalTime.of(6, 0), true, Set.of(), ExchangeClock.ZONE);
    }

    private void expectImages(int count) {
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update transaction set expected = ?", count);
        }
    }

    private void associations(int count) {
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update node set associations = ?", count);
        }
    }

    private List<BlueLightRows.Waiting> blueLightsWaiting() {
        try (Sql sql = Sql.open(exchange.database())) {
            return new BlueLightRows(sql).waiting(NOW);
        }
    }

    private Optional<Job> claim(Lane lane, boolean batch) {
        return exchange.inTransaction(rows -> {
            rows.lock(lane);
            var shares = List.of(new JobRows.Share(SampleExchange.NORTH, 4, 5, batch));
            return rows.claim(lane, "a/1", LEASE, shares, NOW);
        });
    }
}
