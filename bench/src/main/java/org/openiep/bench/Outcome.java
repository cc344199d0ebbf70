package org.openiep.bench;

import java.util.List;
import java.util.Locale;

/**
 * What a bench found.
 *
 * @param bench its name
 * @param lines the medians
 * @param ratios the comparisons; the last is the bench's headline
 * @param remarks what a reader must know to judge the figures
 */
record Outcome(String bench, List<Medians.Line> lines, List<Ratio> ratios, List<String> remarks) {
    Outcome {
        lines = List.copyOf(lines);
        ratios = List.copyOf(ratios);
        remarks = List.copyOf(remarks);
    }

    /**
     * A comparison.
     *
     * @param label such as {@code CT 4 associations ours/orthanc}
     * @param value the quotient
     * @param goal what it should be at least, or at most
     * @param atMost is the goal an upper limit?
     */
    record Ratio(String label, double value, double goal, boolean atMost) {
        static Ratio atLeast(String label, double value, double goal) {
            return new Ratio(label, value, goal, false);
        }

        static Ratio atMost(String label, double value, double goal) {
            return new Ratio(label, value, goal, true);
        }

        boolean reached() {
            return atMost ? value <= goal : value >= goal;
        }

        /** Label and value, the value with two decimals. */
        String text() {
            return String.format(Locale.ROOT, "%s %.2f", label, value);
        }
    }
}
