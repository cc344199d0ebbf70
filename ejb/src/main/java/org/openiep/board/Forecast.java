package org.openiep.board;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import org.openiep.board.QueueRows.Entry;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.policy.BatchWindow;

/**
 * When each job of a lane is expected to start and finish: the queue played through with the workers there are, each
 * job as fast as its node has been lately. What others will send meanwhile, nobody knows.
 */
final class Forecast {
    /** Images a second of a node of which nothing is known yet. */
    private static final double UNKNOWN_RATE = 10;

    /** Asking the source and opening associations. */
    private static final Duration OVERHEAD = Duration.ofSeconds(2);

    private final Instant now;
    private final int workers;
    private final Set<Integer> held;
    private final LongFunction<BatchWindow> windows;
    private final PriorityQueue<Instant> anything = new PriorityQueue<>();
    private final PriorityQueue<Instant> reserve = new PriorityQueue<>();
    private final Map<Long, PriorityQueue<Instant>> byNode = new HashMap<>();

    /**
     * @param workers that take anything in this lane
     * @param reserved workers that take nothing but blue light
     * @param held numbers of those workers that start nothing
     * @param windows when batch may start, by institution
     */
    Forecast(Instant now, int workers, int reserved, Set<Integer> held, LongFunction<BatchWindow> windows) {
        this.now = now;
        this.workers = Math.max(0, workers - held.size());
        this.held = Set.copyOf(held);
        this.windows = windows;
        for (int i = 0; i < reserved; i++) {
            reserve.add(now);
        }
    }

    /** By job id, in the order of the entries: what runs first, then what waits in the order of its turn. */
    Map<Long, QueuePlace> of(List<Entry> entries) {
        Map<Long, QueuePlace> places = new LinkedHashMap<>();
        List<Entry> waiting = new ArrayList<>();
        for (Entry entry : entries) {
            if (entry.running()) {
                Instant finishes = now.plus(duration(entry));
                if (!held.contains(entry.worker())) {
                    (entry.priority() == Priority.BLUE_LIGHT && !reserve.isEmpty() ? reserve : anything).add(finishes);
                }
                node(entry).add(finishes);
                places.put(entry.jobId(), new QueuePlace(entry.step(), true, 0, entry.claimed(), finishes, ""));
            } else {
                waiting.add(entry);
            }
        }
        while (anything.size() < workers) {
            anything.add(now);
        }
        int position = 0;
        for (Entry entry : waiting) {
            position++;
            places.put(entry.jobId(), place(entry, position));
        }
        return places;
    }

    private QueuePlace place(Entry entry, int position) {
        if (entry.away() != null) {
            return stuck(entry, position, entry.node() + " cannot be reached; it starts when that answers again.");
        }
        if (entry.held()) {
            return stuck(
                    entry, position, "The lane or " + entry.node() + " is paused; it starts when that is resumed.");
        }
        if (anything.isEmpty() && !usesReserve(entry)) {
            return stuck(entry, position, "Every worker is paused; it starts when one is resumed.");
        }
        Instant turn = later(turn(entry), entry.notBefore());
        Instant starts = entry.priority() == Priority.BATCH
                ? windows.apply(entry.institutionId()).opens(turn)
                : turn;
        Instant finishes = starts.plus(duration(entry));
        node(entry).add(finishes);
        (usesReserve(entry) ? reserve : anything).add(finishes);
        String why = starts.isAfter(turn) ? "Batch transfers start overnight." : "";
        return new QueuePlace(entry.step(), false, position, starts, finishes, why);
    }

    private static QueuePlace stuck(Entry entry, int position, String why) {
        return new QueuePlace(entry.step(), false, position, null, null, why);
    }

    /** When a worker and an association are free for it; takes both. */
    private Instant turn(Entry entry) {
        Instant worker = poll(usesReserve(entry) ? reserve : anything);
        PriorityQueue<Instant> node = node(entry);
        boolean blueLight = entry.priority() == Priority.BLUE_LIGHT;
        int allowed = blueLight ? entry.associations() : Math.max(1, entry.associations() - 1);
        Instant association = now;
        while (node.size() >= allowed) {
            association = later(association, poll(node));
        }
        return later(worker, association);
    }

    private boolean usesReserve(Entry entry) {
        Instant free = reserve.peek();
        Instant other = anything.peek();
        return entry.priority() == Priority.BLUE_LIGHT && free != null && (other == null || !other.isBefore(free));
    }

    private Instant poll(PriorityQueue<Instant> queue) {
        Instant first = queue.poll();
        return first == null ? now : first;
    }

    private PriorityQueue<Instant> node(Entry entry) {
        return byNode.computeIfAbsent(entry.nodeId(), node -> new PriorityQueue<>());
    }

    private static Instant later(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    /** How long what is left of it takes. */
    static Duration duration(Entry entry) {
        double rate = rate(entry);
        double seconds = Math.max(0, entry.total() - entry.done()) / rate;
        Duration moving = Duration.ofMillis(Math.round(seconds * 1000));
        return entry.running() ? moving : moving.plus(OVERHEAD);
    }

    private static double rate(Entry entry) {
        @Nullable Double measured = entry.rate() != null && entry.running() ? entry.rate() : entry.usual();
        return measured == null || measured < 0.01 ? UNKNOWN_RATE : measured;
    }
}
