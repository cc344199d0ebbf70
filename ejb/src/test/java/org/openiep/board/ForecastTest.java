package org.openiep.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.board.QueueRows.Entry;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Step;
import org.openiep.policy.BatchWindow;
import org.openiep.policy.ExchangeClock;
import org.openiep.queue.Job;
import org.openiep.queue.Lane;
import org.openiep.queue.SampleExchange;

/** When what waits is expected to start and finish, with a real database. */
class ForecastTest {
    private static final Instant NOW = SampleExchange.NOW;

    private final SampleExchange exchange = new SampleExchange();

    @Test
    @DisplayName("H5: position, start and finish come from what the nodes have done lately")
    void forecast() {
        long first = exchange.collection(Priority.NORMAL, NOW.minusSeconds(30));
        long second = exchange.collection(Priority.NORMAL, NOW.minusSeconds(20));
        long night = exchange.collection(Priority.BATCH, NOW.minusSeconds(40));
        expectImages(100);
        assertThat(exchange.claim(Lane.OUTBOUND, true)).isPresent();
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    insert into node_rate values (?, 'COLLECT', 10, 5000000, 3, ?)
                    """, SampleExchange.NORTH_PACS, NOW);
            QueueRows rows = new QueueRows(sql);
            Map<Long, QueuePlace> places =
                    new Forecast(NOW, 1, 0, Set.of(), institution -> nights()).of(rows.entries(Lane.OUTBOUND));
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
    @DisplayName("H5: a paused worker is not counted on, and with all of them paused only blue light is told a time")
    void pausedWorkers() {
        long running = exchange.collection(Priority.NORMAL, NOW.minusSeconds(30));
        long waiting = exchange.collection(Priority.NORMAL, NOW.minusSeconds(20));
        long urgent = exchange.collection(Priority.BLUE_LIGHT, NOW);
        expectImages(100);
        assertThat(exchange.claim(Lane.BLUE_LIGHT, true)).map(Job::id).contains(urgent);
        Job standard = exchange.claim(Lane.OUTBOUND, true).orElseThrow();
        assertThat(standard.id()).isEqualTo(running);
        long second = exchange.collection(Priority.BLUE_LIGHT, NOW);
        try (Sql sql = Sql.open(exchange.database())) {
            List<Entry> entries = new QueueRows(sql).entries(Lane.OUTBOUND);
            Set<Integer> paused = Set.of(standard.worker());
            Forecast allPaused = new Forecast(NOW, 1, 1, paused, institution -> nights());
            Map<Long, QueuePlace> places = allPaused.of(entries);
            assertThat(places.get(waiting)).satisfies(place -> {
                assertThat(place.starts()).isNull();
                assertThat(place.waitsFor()).contains("Every worker is paused");
            });
            assertThat(places.get(second))
                    .satisfies(place -> assertThat(place.starts()).isNotNull());
            Forecast oneLeft = new Forecast(NOW, 2, 1, paused, institution -> nights());
            assertThat(oneLeft.of(entries).get(waiting))
                    .satisfies(place -> assertThat(place.starts()).isNotNull());
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
}
