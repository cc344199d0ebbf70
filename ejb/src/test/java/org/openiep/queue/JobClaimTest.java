package org.openiep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;

class JobClaimTest {
    private static final Duration LEASE = Duration.ofMinutes(1);
    private static final List<JobRows.Share> OUTBOUND = List.of(new JobRows.Share(SampleExchange.NORTH, 4, 5, true));
    private static final Instant NOW = SampleExchange.NOW;

    private final SampleExchange exchange = new SampleExchange();

    @Test
    @DisplayName(
            "H1: with 100 normal queued and 4 running, blue light is claimed at once; never more than 4 normal run")
    void blueLightDoesNotWait() throws Exception {
        for (int i = 0; i < 100; i++) {
            exchange.collection(Priority.NORMAL, NOW.minusSeconds(1000 - i));
        }
        List<Optional<Job>> claims = atOnce(16, () -> claim(Lane.OUTBOUND, "a/1"));
        assertThat(claims.stream().flatMap(Optional::stream)).hasSize(4).allMatch(j -> j.priority() == Priority.NORMAL);

        long blueLight = exchange.collection(Priority.BLUE_LIGHT, NOW);
        assertThat(claim(Lane.BLUE_LIGHT, "a/1").map(Job::id)).contains(blueLight);
        assertThat(claim(Lane.OUTBOUND, "b/1")).isEmpty();
    }

    @Test
    @DisplayName("H1: the reserved worker leaves routine work alone, even when nothing else runs")
    void reserveTakesBlueLightOnly() {
        exchange.collection(Priority.NORMAL, NOW);
        exchange.collection(Priority.BATCH, NOW);
        assertThat(claim(Lane.BLUE_LIGHT, "a/1")).isEmpty();
    }

    @Test
    @DisplayName("H1: blue light goes first on the other workers too, and five of them may run")
    void blueLightFirstEverywhere() {
        exchange.collection(Priority.NORMAL, NOW.minusSeconds(60));
        for (int i = 0; i < 6; i++) {
            exchange.collection(Priority.BLUE_LIGHT, NOW.plusMillis(i));
        }
        Instant later = NOW.plusSeconds(1);
        for (int i = 0; i < 4; i++) {
            assertThat(claim(Lane.OUTBOUND, "a/1", later)).map(Job::priority).contains(Priority.BLUE_LIGHT);
        }
        assertThat(claim(Lane.BLUE_LIGHT, "a/1", later)).isPresent();
        assertThat(claim(Lane.OUTBOUND, "b/1", later)).isEmpty();
        assertThat(claim(Lane.BLUE_LIGHT, "b/1", later)).isEmpty();
    }

    @Test
    @DisplayName("H4: each job tells which worker has it; 1 is the one for blue light, and who is done first is next")
    void numbers() {
        for (int i = 0; i < 4; i++) {
            exchange.collection(Priority.NORMAL, NOW.plusMillis(i));
        }
        exchange.collection(Priority.BLUE_LIGHT, NOW.plusMillis(9));
        Instant later = NOW.plusSeconds(1);
        assertThat(claim(Lane.BLUE_LIGHT, "a/1", later)).map(Job::worker).contains(1);
        Job two = claim(Lane.OUTBOUND, "a/1", later).orElseThrow();
        Job three = claim(Lane.OUTBOUND, "a/1", later).orElseThrow();
        assertThat(List.of(two.worker(), three.worker())).containsExactly(2, 3);
        exchange.inTransaction(rows -> {
            rows.release(two, JobState.DONE, 0, later);
            return true;
        });
        assertThat(claim(Lane.OUTBOUND, "a/1", later)).map(Job::worker).contains(2);
        assertThat(claim(Lane.OUTBOUND, "b/1", later))
                .as("another server has workers of its own")
                .map(Job::worker)
                .contains(2);
    }

    @Test
    @DisplayName("H4: first in, first out inside a priority; batch comes after normal")
    void inOrder() {
        long batch = exchange.collection(Priority.BATCH, NOW.minusSeconds(90));
        long second = exchange.collection(Priority.NORMAL, NOW.minusSeconds(10));
        long first = exchange.collection(Priority.NORMAL, NOW.minusSeconds(20));
        assertThat(List.of(take(), take(), take())).containsExactly(first, second, batch);
    }

    @Test
    @DisplayName("A job that waits for its next attempt is left until then")
    void notBefore() {
        exchange.collection(Priority.NORMAL, NOW);
        Job job = claim(Lane.OUTBOUND, "a/1").orElseThrow();
        exchange.inTransaction(rows -> {
            rows.release(job, JobState.RETRY, 1, NOW.plusSeconds(60));
            return true;
        });
        assertThat(claim(Lane.OUTBOUND, "a/1", NOW.plusSeconds(59))).isEmpty();
        assertThat(claim(Lane.OUTBOUND, "a/1", NOW.plusSeconds(60)))
                .hasValueSatisfying(again -> assertThat(again.run()).isEqualTo(2))
                .hasValueSatisfying(again -> assertThat(again.failures()).isEqualTo(1));
    }

    @Test
    @DisplayName("Two collections of the same study from the same hospital never run at the same time")
    void oneCollectionOfAStudy() {
        TransferOrder one = exchange.order(Priority.NORMAL, "2.25.77");
        TransferOrder other = exchange.order(Priority.BLUE_LIGHT, "2.25.77");
        queue(one, Step.COLLECT);
        Job first = claim(Lane.OUTBOUND, "a/1").orElseThrow();
        queue(other, Step.COLLECT);
        assertThat(claim(Lane.OUTBOUND, "a/1")).isEmpty();
        exchange.inTransaction(rows -> {
            rows.release(first, JobState.DONE, 0, NOW);
            return true;
        });
        assertThat(claim(Lane.BLUE_LIGHT, "a/1").map(Job::transactionId)).contains(other.transactionId());
    }

    @Test
    @DisplayName("Of many workers that claim at once, each job goes to one only")
    void oneWorkerAJob() throws Exception {
        for (int i = 0; i < 4; i++) {
            exchange.collection(Priority.NORMAL, NOW);
        }
        List<Long> ids = atOnce(12, () -> claim(Lane.OUTBOUND, "a/1")).stream()
                .flatMap(Optional::stream)
                .map(Job::id)
                .toList();
        assertThat(ids).hasSize(4).doesNotHaveDuplicates();
    }

    @Test
    @DisplayName("A lease that is not renewed gives the job back; the worker that was silent has lost it")
    void expiredLease() {
        exchange.collection(Priority.NORMAL, NOW);
        Job silent = exchange.inTransaction(rows -> {
                    rows.lock(Lane.OUTBOUND);
                    return rows.claim(Lane.OUTBOUND, "a/1", Duration.ofMillis(-1), OUTBOUND, NOW);
                })
                .orElseThrow();
        assertThat(giveBackExpired()).hasSize(1);
        assertThat(holds(silent)).isFalse();
        Job next = claim(Lane.OUTBOUND, "b/1").orElseThrow();
        assertThat(next.run()).isEqualTo(2);
        assertThat(holds(silent)).isFalse();
        assertThat(holds(next)).isTrue();
    }

    @Test
    @DisplayName("A renewed lease keeps the job, and tells a worker which jobs are still its own")
    void renewedLease() {
        exchange.collection(Priority.NORMAL, NOW);
        Job job = claim(Lane.OUTBOUND, "a/1").orElseThrow();
        assertThat(renew("a/1")).containsExactly(job.id());
        assertThat(renew("b/1")).isEmpty();
        assertThat(giveBackExpired()).isEmpty();
    }

    @Test
    @DisplayName("A server that starts again gives back what its earlier life held, and nothing else")
    void earlierLife() {
        for (int i = 0; i < 3; i++) {
            exchange.collection(Priority.NORMAL, NOW);
        }
        Job before = claim(Lane.OUTBOUND, "node1/first").orElseThrow();
        Job now = claim(Lane.OUTBOUND, "node1/second").orElseThrow();
        Job other = claim(Lane.OUTBOUND, "node10/first").orElseThrow();
        List<JobRows.GivenBack> back =
                exchange.inTransaction(rows -> rows.giveBackOfEarlierLives("node1", "node1/second"));
        assertThat(back).containsExactly(new JobRows.GivenBack(before.id(), 1));
        assertThat(holds(now) && holds(other)).isTrue();
    }

    @Test
    @DisplayName("A cancelled transaction's job is not claimed, and one that runs is lost to its worker")
    void cancelled() {
        TransferOrder order = exchange.order(Priority.NORMAL, "2.25.5");
        queue(order, Step.COLLECT);
        Job job = claim(Lane.OUTBOUND, "a/1").orElseThrow();
        exchange.inTransaction(rows -> {
            rows.cancel(order.transactionId());
            return true;
        });
        assertThat(holds(job)).isFalse();
        assertThat(claim(Lane.OUTBOUND, "a/1")).isEmpty();
    }

    @Test
    @DisplayName("A job that waits already is not queued twice; one that failed starts afresh")
    void queuedAgain() {
        TransferOrder order = exchange.order(Priority.NORMAL, "2.25.6");
        Optional<Long> id = queue(order, Step.COLLECT);
        assertThat(queue(order, Step.COLLECT)).isEmpty();
        Job job = claim(Lane.OUTBOUND, "a/1").orElseThrow();
        exchange.inTransaction(rows -> {
            rows.release(job, JobState.FAILED, 4, NOW);
            return true;
        });
        assertThat(queue(order, Step.COLLECT)).isEqualTo(id);
        assertThat(claim(Lane.OUTBOUND, "a/1")).map(Job::failures).contains(0);
    }

    @Test
    @DisplayName("H1: deliveries are a lane of their own, four at once to one hospital")
    void inbound() {
        for (int i = 0; i < 5; i++) {
            TransferOrder order = exchange.order(Priority.NORMAL, "2.25.1" + i);
            queue(order, Step.DELIVER);
        }
        assertThat(claim(Lane.OUTBOUND, "a/1")).isEmpty();
        for (int i = 0; i < 4; i++) {
            assertThat(deliver()).isPresent();
        }
        assertThat(deliver()).isEmpty();
    }

    private Optional<Job> deliver() {
        return exchange.inTransaction(rows -> {
            rows.lock(Lane.INBOUND);
            return rows.claim(
                    Lane.INBOUND, "a/1", LEASE, List.of(new JobRows.Share(SampleExchange.SOUTH, 4, 4, true)), NOW);
        });
    }

    private boolean holds(Job job) {
        return exchange.inTransaction(rows -> rows.holds(job));
    }

    private List<JobRows.GivenBack> giveBackExpired() {
        return exchange.inTransaction(JobRows::giveBackExpired);
    }

    private List<Long> renew(String worker) {
        return exchange.inTransaction(rows -> rows.renew(worker, LEASE));
    }

    private Optional<Long> queue(TransferOrder order, Step step) {
        return exchange.inTransaction(rows -> rows.queue(order, step, NOW));
    }

    private long take() {
        return claim(Lane.OUTBOUND, "a/1").orElseThrow().id();
    }

    private Optional<Job> claim(Lane lane, String worker) {
        return claim(lane, worker, NOW);
    }

    private Optional<Job> claim(Lane lane, String worker, Instant now) {
        return exchange.inTransaction(rows -> {
            rows.lock(lane);
            return rows.claim(lane, worker, LEASE, OUTBOUND, now);
        });
    }

    private static <T> List<T> atOnce(int threads, Callable<T> work) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        try {
            List<T> results = new ArrayList<>();
            for (Future<T> future : executor.invokeAll(Collections.nCopies(threads, work))) {
                results.add(future.get());
            }
            return results;
        } finally {
            executor.shutdownNow();
        }
    }
}
