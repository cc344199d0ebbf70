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

    @Test
    @DisplayName("What failed for want of our own store goes on when that is well, not when a node is")
    void storeBackAgain() {
        exchange.collection(Priority.NORMAL, NOW);
        Job job = exchange.claim(Lane.OUTBOUND, true).orElseThrow();
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update job set state = 'FAILED', worker = null, lease_until = null, resumes = true");
            sql.update(
                    "insert into attempt (job_id, number, transaction_id, step, node_id, began, failure)"
                            + " values (?, ?, ?, 'COLLECT', ?, ?, 'OWN_SPACE')",
                    job.id(),
                    job.run(),
                    job.transactionId(),
                    job.nodeId(),
                    NOW);
            OutageRows outages = new OutageRows(sql);
            assertThat(outages.resumable()).isEmpty();
            assertThat(outages.resumableWithStore()).containsExactly(job.transactionId());
            sql.update("update attempt set failure = 'OWN_BACKLOG'");
            sql.update("insert into store_trouble (failure, technical, since) values ('OWN_BACKLOG', '', ?)", NOW);
            assertThat(outages.resumableWithStore()).as("while too many wait").isEmpty();
            sql.update("update store_trouble set well_since = ?", NOW);
            assertThat(outages.resumableWithStore()).containsExactly(job.transactionId());
            outages.forget(job.transactionId());
            assertThat(outages.resumableWithStore()).isEmpty();
        }
    }
}
