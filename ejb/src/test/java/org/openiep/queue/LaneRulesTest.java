package org.openiep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.policy.Policies;
import org.openiep.policy.PolicySamples;

/** What a lane may start, with a real database. */
class LaneRulesTest {
    private static final Instant NOW = SampleExchange.NOW;

    private final SampleExchange exchange = new SampleExchange();

    @Test
    @DisplayName("H3: outside its window batch does not start, inside it does")
    void batchWaitsForTheNight() {
        long batch = exchange.collection(Priority.BATCH, NOW);
        assertThat(exchange.claim(Lane.OUTBOUND, false)).isEmpty();
        assertThat(exchange.claim(Lane.OUTBOUND, true)).map(Job::id).contains(batch);
    }

    @Test
    @DisplayName("J6: a blue light starts at any hour of any day, whatever the batch window says")
    void anyHour() {
        Policies policies = PolicySamples.of(exchange.database(), Map.of());
        Instant christmas = Instant.parse("2026-12-25T00:00:00Z");
        for (int hour = 0; hour < 4 * 24; hour++) {
            Instant moment = christmas.plus(Duration.ofHours(hour));
            long blueLight = exchange.collection(Priority.BLUE_LIGHT, moment);
            JobRows.Share share = Shares.of(policies, Lane.BLUE_LIGHT, SampleExchange.NORTH, moment);
            Optional<Job> claimed = exchange.inTransaction(
                    rows -> rows.claim(Lane.BLUE_LIGHT, "a/1", Duration.ofMinutes(1), List.of(share), moment));
            assertThat(claimed).as("%s", moment).map(Job::id).contains(blueLight);
            try (Sql sql = Sql.open(exchange.database())) {
                sql.update("delete from job");
            }
        }
    }

    @Test
    @DisplayName("H1: standard work leaves one association of a node free, and blue light takes it")
    void oneAssociationIsLeftFree() {
        associations(3);
        for (int i = 0; i < 3; i++) {
            exchange.collection(Priority.NORMAL, NOW.minusSeconds(10));
        }
        assertThat(exchange.claim(Lane.OUTBOUND, true)).isPresent();
        assertThat(exchange.claim(Lane.OUTBOUND, true)).isPresent();
        assertThat(exchange.claim(Lane.OUTBOUND, true)).isEmpty();
        long blueLight = exchange.collection(Priority.BLUE_LIGHT, NOW);
        assertThat(exchange.claim(Lane.BLUE_LIGHT, true)).map(Job::id).contains(blueLight);
    }

    @Test
    @DisplayName("H1: with a node of one association, the blue light that waits for it is told what is in its way")
    void oneAssociationOnly() {
        associations(1);
        exchange.collection(Priority.NORMAL, NOW.minusSeconds(10));
        assertThat(exchange.claim(Lane.OUTBOUND, true)).isPresent();
        exchange.collection(Priority.BLUE_LIGHT, NOW);
        assertThat(exchange.claim(Lane.BLUE_LIGHT, true)).isEmpty();
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
            sql.update("""
                    insert into node_outage (node_id, since, cause, next_probe) values (?, ?, 'It is away.', ?)
                    """, SampleExchange.NORTH_PACS, NOW, NOW.plusSeconds(5));
            assertThat(exchange.claim(Lane.OUTBOUND, true)).isEmpty();
            sql.update("delete from node_outage");

            HoldRows holds = new HoldRows(sql);
            holds.holdNode(SampleExchange.NORTH_PACS, Hold.Mode.DRAIN, "new disks", "Dr A", NOW);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).isEmpty();
            holds.releaseNode(SampleExchange.NORTH_PACS);
            holds.holdLane(Lane.OUTBOUND, Hold.Mode.PAUSE, "", "Dr A", NOW);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).isEmpty();
            long blueLight = exchange.collection(Priority.BLUE_LIGHT, NOW);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).map(Job::id).contains(blueLight);
            holds.releaseLane(Lane.OUTBOUND);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).isPresent();
        }
    }

    @Test
    @DisplayName("A held worker takes nothing, blue light included; the others go on, and its release lets it go on")
    void heldWorkers() {
        for (int i = 0; i < 4; i++) {
            exchange.collection(Priority.NORMAL, NOW.minusSeconds(10 - i));
        }
        try (Sql sql = Sql.open(exchange.database())) {
            HoldRows holds = new HoldRows(sql);
            for (int number = 2; number <= 5; number++) {
                holds.holdWorker(Lane.OUTBOUND, number, Hold.Mode.DRAIN, "", "Dr A", NOW);
            }
            holds.holdWorker(Lane.INBOUND, 5, Hold.Mode.DRAIN, "", "Dr A", NOW);
            holds.releaseWorker(Lane.OUTBOUND, 3);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).map(Job::worker).contains(3);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).isEmpty();
            exchange.collection(Priority.BLUE_LIGHT, NOW);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).isEmpty();
            assertThat(exchange.claim(Lane.BLUE_LIGHT, true)).map(Job::worker).contains(1);
            holds.releaseWorker(Lane.OUTBOUND, 5);
            assertThat(exchange.claim(Lane.OUTBOUND, true)).map(Job::worker).contains(5);
        }
    }

    @Test
    @DisplayName("A lane and its workers are held and released each for itself; a second hold replaces the first")
    void holdsApart() {
        try (Sql sql = Sql.open(exchange.database())) {
            HoldRows holds = new HoldRows(sql);
            holds.holdLane(Lane.OUTBOUND, Hold.Mode.PAUSE, "", "Dr A", NOW);
            holds.holdWorker(Lane.OUTBOUND, 4, Hold.Mode.PAUSE, "", "Dr A", NOW);
            holds.holdWorker(Lane.OUTBOUND, 4, Hold.Mode.DRAIN, "slow", "Dr B", NOW.plusSeconds(1));
            holds.releaseLane(Lane.OUTBOUND);
            assertThat(holds.list()).singleElement().satisfies(hold -> {
                assertThat(hold.worker()).isEqualTo(4);
                assertThat(hold.mode()).isEqualTo(Hold.Mode.DRAIN);
                assertThat(hold.by()).isEqualTo("Dr B");
                assertThat(hold.ofLane(Lane.OUTBOUND)).isFalse();
            });
            assertThat(Hold.workers(holds.list(), Lane.BLUE_LIGHT)).containsExactly(4);
        }
    }

    @Test
    @DisplayName("What a pause stops: a worker's job of its direction that is not blue light; with a node everything")
    void stops() {
        Hold worker = new Hold(1, Lane.OUTBOUND, 3, null, Hold.Mode.PAUSE, "", "Dr A", NOW);
        Hold lane = new Hold(2, Lane.OUTBOUND, null, null, Hold.Mode.PAUSE, "", "Dr A", NOW);
        Hold node = new Hold(3, null, null, 7L, Hold.Mode.PAUSE, "", "Dr A", NOW);
        Job mine = job(Step.COLLECT, Priority.NORMAL, 3);
        Job others = job(Step.COLLECT, Priority.NORMAL, 4);
        Job delivery = job(Step.DELIVER, Priority.NORMAL, 3);
        Job blueLight = job(Step.COLLECT, Priority.BLUE_LIGHT, 3);
        assertThat(List.of(mine, others, delivery, blueLight))
                .as("worker")
                .filteredOn(job -> Urgency.stops(worker, job))
                .containsExactly(mine);
        assertThat(List.of(mine, others, delivery, blueLight))
                .as("lane")
                .filteredOn(job -> Urgency.stops(lane, job))
                .containsExactly(mine, others);
        assertThat(List.of(mine, others, delivery, blueLight))
                .as("node")
                .filteredOn(job -> Urgency.stops(node, job))
                .hasSize(4);
    }

    private static Job job(Step step, Priority priority, int worker) {
        return new Job(worker, 1, step, priority, 1, 7, 1, worker, 0);
    }

    @Test
    @DisplayName("H5: a node's speed is a moving average of the transfers that went well")
    void measured() {
        exchange.collection(Priority.NORMAL, NOW);
        Job job = exchange.claim(Lane.OUTBOUND, true).orElseThrow();
        try (Sql sql = Sql.open(exchange.database())) {
            RateRows rows = new RateRows(sql);
            rows.measured(job, 100, NOW.plusSeconds(10));
            rows.measured(job, 200, NOW.plusSeconds(10));
            assertThat(sql.list(
                            "select images_per_second, transfers from node_rate",
                            row -> List.of(row.getDouble(1), (double) row.getInt(2))))
                    .containsExactly(List.of(13.0, 2.0));
        }
    }

    @Test
    @DisplayName("H1: a blue light that a server sends on while it arrives moves, for other servers too")
    void routedBlueLight() {
        exchange.arriving(Priority.BLUE_LIGHT, "2.25.1");
        exchange.arriving(Priority.BLUE_LIGHT, "2.25.2");
        exchange.arriving(Priority.NORMAL, "2.25.3");
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    update routed_study set sender = 'a/1', sender_until = clock_timestamp()
                        + case study_instance_uid when '2.25.2' then -1 else 1 end * interval '1 minute'
                    """);
            assertThat(new BlueLightRows(sql).moving()).containsExactly("2.25.1");
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
}
