package org.openiep.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Who looked at what a moment ago. Details moves by itself and reads again at every change; that is one view, and the
 * audit would drown in the repetitions.
 */
@ApplicationScoped
class RecentViews {
    private static final long ONE_VIEW_NANOS = Duration.ofMinutes(15).toNanos();
    private static final int MOST = 20_000;

    private record View(long user, String reference) {}

    private final Map<View, Long> seen = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<View, Long> eldest) {
            return size() > MOST;
        }
    };

    /** True the first time, and again after a quarter of an hour. */
    synchronized boolean isNew(long user, String reference) {
        View view = new View(user, reference);
        long now = System.nanoTime();
        Long before = seen.get(view);
        if (before != null && now - before < ONE_VIEW_NANOS) {
            return false;
        }
        seen.remove(view);
        seen.put(view, now);
        return true;
    }
}
