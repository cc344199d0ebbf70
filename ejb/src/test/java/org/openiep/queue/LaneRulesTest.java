package org.openiep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;

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
