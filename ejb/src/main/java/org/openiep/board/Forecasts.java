package org.openiep.board;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openiep.board.QueueRows.Entry;
import org.openiep.database.Sql;
import org.openiep.exchange.PriorityChanged;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.QueueSource;
import org.openiep.exchange.TransactionMoved;
import org.openiep.policy.BatchWindow;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.queue.Hold;
import org.openiep.queue.HoldRows;
import org.openiep.queue.Lane;
import org.openiep.queue.Shares;

/** Tells where single transactions stand in the queue. */
@ApplicationScoped
public class Forecasts implements QueueSource {
    /** A list of fifty rows asks fifty times, and many people look at lists. */
    private static final long FRESH_FOR_NANOS = Duration.ofMillis(500).toNanos();

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Policies policies;

    @Inject
    Clock clock;

    private volatile @Nullable Known known;
    private volatile long changed = System.nanoTime();

    /** The places of all transactions as they were from {@code readAt} on, a {@link System#nanoTime()}. */
    private record Known(Map<Long, QueuePlace> places, long readAt) {
        boolean fresh(long changed) {
            return readAt - changed > 0 && System.nanoTime() - readAt < FRESH_FOR_NANOS;
        }
    }

    /** Whoever raised a transfer sees its new place at once. */
    void onPriority(@Observes(during = TransactionPhase.AFTER_SUCCESS) PriorityChanged change) {
        changed = System.nanoTime();
    }

    void onMoved(@Observes(during = TransactionPhase.AFTER_SUCCESS) TransactionMoved moved) {
        changed = System.nanoTime();
    }

    @Override
    public Optional<QueuePlace> of(long transactionId) {
        Known now = known;
        if (now == null || !now.fresh(changed)) {
            now = read();
            known = now;
        }
        return Optional.ofNullable(now.places().get(transactionId));
    }

    /** Where delivery begins while the collection runs, the earlier step is the one told. */
    private Known read() {
        long readAt = System.nanoTime();
        Map<Long, QueuePlace> places = new HashMap<>();
        try (Sql sql = Sql.open(dataSource)) {
            QueueRows rows = new QueueRows(sql);
            List<Hold> holds = new HoldRows(sql).list();
            for (Lane lane : List.of(Lane.OUTBOUND, Lane.INBOUND)) {
                List<Entry> entries = rows.entries(lane);
                Map<Long, QueuePlace> byJob =
                        of(policies, lane, holds, clock.instant()).of(entries);
                for (Entry entry : entries) {
                    QueuePlace place = byJob.get(entry.jobId());
                    if (place != null) {
                        places.putIfAbsent(entry.transactionId(), place);
                    }
                }
            }
        }
        return new Known(places, readAt);
    }

    /** A forecast of a lane by the policies in force. */
    static Forecast of(Policies policies, Lane lane, List<Hold> holds, Instant now) {
        boolean out = lane.queue() == Lane.OUTBOUND;
        int reserved = policies.number(out ? Policy.OUTBOUND_BLUE_LIGHT : Policy.INBOUND_BLUE_LIGHT);
        return new Forecast(
                now,
                Shares.workers(policies, lane),
                reserved,
                Hold.workers(holds, lane),
                institution -> BatchWindow.of(policies, institution));
    }
}
