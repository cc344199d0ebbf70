package org.openiep.transfer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.arrival.RoutedImages;
import org.openiep.arrival.Routing;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Progress;
import org.openiep.exchange.TransferOrder;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.Jobs;
import org.openiep.queue.Pace;
import org.openiep.queue.Stopped;
import org.openiep.queue.Workers;

/**
 * Sends the images of a routed study on while others of it still arrive (requirement I11): who waits for them need not
 * wait until its end is found. It only helps, like {@link SendingAhead}: the delivery that follows sends what is left,
 * tells of it and answers for it. So it takes no worker, gives up at the first difficulty for a while, yields to blue
 * lights, and leaves batches to their window.
 */
@ApplicationScoped
public class RoutedAhead {
    private static final Logger LOG = Logger.getLogger(RoutedAhead.class.getName());

    /** Studies at once on this server; what others have is sent when they end. */
    private static final int MOST = 16;

    /** Images that came to this server are looked for at once. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(200);

    /** After so long without an image a scanner is at its next series, and associations are not kept for that. */
    private static final long QUIET_NANOS = Duration.ofSeconds(2).toNanos();

    private static final long REST_NANOS = Duration.ofSeconds(5).toNanos();

    @Resource(lookup = "java:jboss/ee/concurrency/executor/iep-associations")
    ExecutorService executor;

    @Inject
    Deliverer deliverer;

    @Inject
    Routing routing;

    @Inject
    Progress progress;

    @Inject
    Jobs jobs;

    @Inject
    Workers workers;

    @Inject
    Pace pace;

    @Inject
    NewImages newImages;

    private final Map<Long, RoutedRun> running = new ConcurrentHashMap<>();
    private final Set<Long> begun = ConcurrentHashMap.newKeySet();
    private final Map<Long, Long> restUntil = new ConcurrentHashMap<>();

    void onImages(@Observes(during = TransactionPhase.AFTER_SUCCESS) RoutedImages images) {
        restUntil.values().removeIf(until -> until - System.nanoTime() <= 0);
        if (restUntil.containsKey(images.routedId()) || begun.size() >= MOST || !begun.add(images.routedId())) {
            return;
        }
        try {
            executor.execute(() -> begin(images));
        } catch (RejectedExecutionException e) {
            begun.remove(images.routedId());
            LOG.log(Level.FINE, "Too much is under way to send a routed study ahead.", e);
        }
    }

    private void begin(RoutedImages images) {
        boolean well = false;
        try {
            TransferOrder order = progress.order(images.place().transactionId());
            well = order.priority() != Priority.BATCH && routing.sends(images.routedId()) && send(images, order);
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "A routed study is not sent ahead; its delivery sends it.", e);
        } finally {
            if (!well) {
                restUntil.put(images.routedId(), System.nanoTime() + REST_NANOS);
            }
            begun.remove(images.routedId());
        }
    }

    /** With the lease in hand; answers whether it is worth while to go on with what arrives next. */
    private boolean send(RoutedImages images, TransferOrder order) {
        RoutedRun run = new RoutedRun(images, order, routing, progress, pace, workers);
        running.put(images.routedId(), run);
        pace.begin(run.job(), Set.of(order.studies().get(0).studyInstanceUid()));
        try {
            return send(run, order.studyEntries());
        } catch (TransferFailure | Stopped e) {
            LOG.log(Level.FINE, "Sending a routed study ahead ended early; its delivery sends the rest.", e);
            return false;
        } finally {
            pace.end(run.job());
            running.remove(images.routedId());
            routing.tell(images.place());
            routing.sendsNoLonger(images.routedId());
        }
    }

    private boolean send(RoutedRun run, List<Long> entries) throws TransferFailure {
        deliverer.settle(run);
        Set<String> offered = deliverer.refusedBefore(run, entries);
        try (NewImages.Watch watch = newImages.watch(entries)) {
            long lastImage = System.nanoTime();
            while (System.nanoTime() - lastImage < QUIET_NANOS) {
                run.goOn();
                if (!jobs.mayDeliverTo(
                        run.order().destination().id(), run.order().priority())) {
                    return false;
                }
                List<Undelivered> waiting = deliverer.waiting(run, entries, offered);
                if (!waiting.isEmpty()) {
                    if (!deliverer.sendAhead(run, waiting)) {
                        return false;
                    }
                    lastImage = System.nanoTime();
                }
                watch.await(LOOK_EVERY);
            }
        }
        return true;
    }

    /** Has it met a difficulty just now? */
    boolean isResting(long routedId) {
        return restUntil.containsKey(routedId) && !begun.contains(routedId);
    }

    /** Says again that this server sends what it has in hand. */
    void renew() {
        running.forEach((routedId, run) -> {
            if (!routing.sends(routedId)) {
                run.lose();
            }
        });
    }
}
