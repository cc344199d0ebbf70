package org.openiep.board;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Step;
import org.openiep.policy.BatchWindow;
import org.openiep.policy.ExchangeClock;
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

    private static BatchWindow nights() {
        return new BatchWindow(LocalTime.of(20, 0), LocalTime.of(6, 0), true, Set.of(), ExchangeClock.ZONE);
    }

    private void expectImages(int count) {
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update transaction set expected = ?", count);
        }
    }
}
