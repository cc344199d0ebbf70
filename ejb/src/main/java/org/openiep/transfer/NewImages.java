package org.openiep.transfer;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.openiep.imaging.ImagesHeld;
import org.openiep.queue.Stopped;

/** Wakes those who wait for images of a study, as soon as some are catalogued on this server. */
@ApplicationScoped
public class NewImages {
    private final Set<Watch> watches = ConcurrentHashMap.newKeySet();

    void onHeld(@Observes(during = TransactionPhase.AFTER_SUCCESS) ImagesHeld held) {
        for (Watch watch : watches) {
            if (!Collections.disjoint(watch.entries, held.studyEntries())) {
                watch.wake();
            }
        }
    }

    /** From now on; what was catalogued before wakes nobody. */
    Watch watch(Collection<Long> studyEntries) {
        Watch watch = new Watch(Set.copyOf(studyEntries));
        watches.add(watch);
        return watch;
    }

    /** Somebody who waits. */
    final class Watch implements AutoCloseable {
        private final Set<Long> entries;
        private final Semaphore news = new Semaphore(0);

        private Watch(Set<Long> entries) {
            this.entries = entries;
        }

        /**
         * Waits until something was catalogued since the last call, but no longer than that: other servers' images wake
         * nobody here.
         *
         * @return has anything been catalogued?
         * @throws Stopped when the thread is interrupted
         */
        boolean await(Duration most) {
            try {
                boolean woken = news.tryAcquire(most.toNanos(), TimeUnit.NANOSECONDS);
                news.drainPermits();
                return woken;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
        }

        /** As if something had been catalogued. */
        void wake() {
            news.release();
        }

        @Override
        public void close() {
            watches.remove(this);
        }
    }
}
