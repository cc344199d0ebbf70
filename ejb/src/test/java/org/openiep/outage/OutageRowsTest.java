package org.openiep.outage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.queue.Job;
import org.openiep.queue.Lane;
import org.openiep.queue.SampleExchange;

/** Nodes that are away and come back, with a real database. */
class OutageRowsTest {
    private static final Instant NOW = SampleExchange.NOW;

    private final SampleExchange exchange = new SampleExchange();

    @Test
    @DisplayName("A node that answers again lets its work start at once, and what failed for want of it go on")
    void backAgain() {
        long waits = exchange.collection(Priority.NORMAL, NOW);
        Job job = exchange.claim(Lane.OUTBOUND, true).orElseThrow();
        exchange.tryAgain(job, NOW.plusSeconds(300));
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
}
