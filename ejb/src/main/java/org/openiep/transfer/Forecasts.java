package org.openiep.transfer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.QueueSource;
import org.openiep.policy.BatchWindow;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.transfer.QueueRows.Entry;

/** Tells where single transactions stand in the queue. */
@ApplicationScoped
public class Forecasts implements QueueSource {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Policies policies;

    @Inject
    Clock clock;

    @Override
    public Optional<QueuePlace> of(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            QueueRows rows = new QueueRows(sql);
            Optional<Lane> lane = rows.laneOf(transactionId);
            if (lane.isEmpty()) {
                return Optional.empty();
            }
            List<Entry> entries = rows.entries(lane.get());
            Map<Long, QueuePlace> places =
                    of(policies, lane.get(), clock.instant()).of(entries);
            return entries.stream()
                    .filter(entry -> entry.transactionId() == transactionId)
                    .map(entry -> places.get(entry.jobId()))
                    .findFirst();
        }
    }

    /** A forecast of a lane by the policies in force. */
    static Forecast of(Policies policies, Lane lane, Instant now) {
        boolean out = lane.queue() == Lane.OUTBOUND;
        int reserved = policies.number(out ? Policy.OUTBOUND_BLUE_LIGHT : Policy.INBOUND_BLUE_LIGHT);
        return new Forecast(
                now, Shares.workers(policies, lane), reserved, institution -> BatchWindow.of(policies, institution));
    }
}
