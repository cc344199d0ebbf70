package org.openiep.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The rounds of a bench, and their medians: one line for each subject, object and number of associations. */
final class Medians {
    /** What rounds have in common. */
    record Key(String subject, String object, int associations) {}

    /**
     * The middle of some rounds.
     *
     * @param cpuPerThousand CPU seconds for 1,000 objects; negative where they were not counted
     */
    record Line(
            Key key,
            int rounds,
            double imagesPerSecond,
            double megabytesPerSecond,
            double cpuPerThousand,
            double slowest,
            double fastest) {}

    private final Map<Key, List<Measurement>> rounds = new LinkedHashMap<>();

    /** Forgets what was measured so far: it was a warm-up. */
    void clear() {
        rounds.clear();
    }

    void add(Measurement round) {
        Key key = new Key(round.subject(), round.object(), round.associations());
        rounds.computeIfAbsent(key, k -> new ArrayList<>()).add(round);
    }

    /** In the order in which they were first measured. */
    List<Line> lines() {
        return rounds.keySet().stream().map(this::line).toList();
    }

    /** @throws IllegalArgumentException when there was no such round */
    Line line(String subject, String object, int associations) {
        return line(new Key(subject, object, associations));
    }

    private Line line(Key key) {
        List<Measurement> all = rounds.get(key);
        if (all == null) {
            throw new IllegalArgumentException("Nothing was measured for " + key + ".");
        }
        return new Line(
                key,
                all.size(),
                median(all, Measurement::imagesPerSecond),
                median(all, Measurement::megabytesPerSecond),
                median(all, Measurement::cpuPerThousand),
                all.stream().mapToDouble(Measurement::imagesPerSecond).min().orElseThrow(),
                all.stream().mapToDouble(Measurement::imagesPerSecond).max().orElseThrow());
    }

    private static double median(List<Measurement> rounds, ToDoubleFunction<Measurement> value) {
        return median(rounds.stream().mapToDouble(value).toArray());
    }

    /** The middle value, or the mean of the two middle ones. */
    static double median(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("There is no median of nothing.");
        }
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }
}
