package org.openiep.web.push;

import jakarta.annotation.PreDestroy;
import jakarta.annotation.Resource;
import jakarta.enterprise.concurrent.ManagedScheduledExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.context.Initialized;
import jakarta.enterprise.event.Observes;
import jakarta.faces.push.Push;
import jakarta.faces.push.PushContext;
import jakarta.inject.Inject;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.ChangeFeed;
import org.openiep.exchange.TransactionChanged;

/**
 * Tells the open pages of an institution which transaction has changed, by its reference alone: each page then asks for
 * what its own user may see. Changes are gathered for a moment, so that a fast transfer sends a few messages a second
 * and not one for each batch of images.
 */
@ApplicationScoped
public class ChangePusher {

    private static final long GATHER_MILLIS = 250;

    private record Change(long institution, String reference) {}

    @Inject
    @Push(channel = "changes")
    private PushContext channel;

    @Inject
    private ChangeFeed feed;

    @Resource
    private ManagedScheduledExecutorService executor;

    private final Set<Change> waiting = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean scheduled = new AtomicBoolean();
    private ChangeFeed.@Nullable Subscription subscription;
    private volatile @Nullable Future<?> pending;

    void start(@Observes @Initialized(ApplicationScoped.class) Object started) {
        subscription = feed.subscribe(this::changed);
    }

    @PreDestroy
    void stop() {
        if (subscription != null) {
            subscription.close();
        }
        Future<?> last = pending;
        if (last != null) {
            last.cancel(false);
        }
    }

    private void changed(TransactionChanged change) {
        waiting.add(new Change(change.fromInstitution(), change.reference()));
        waiting.add(new Change(change.toInstitution(), change.reference()));
        if (scheduled.compareAndSet(false, true)) {
            pending = executor.schedule(this::flush, GATHER_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void flush() {
        scheduled.set(false);
        for (Change change : Set.copyOf(waiting)) {
            waiting.remove(change);
            channel.send(change.reference(), change.institution());
        }
    }
}
