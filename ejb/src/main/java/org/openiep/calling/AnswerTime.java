package org.openiep.calling;

import java.time.Duration;

/**
 * How long a node takes to accept an association.
 *
 * @param latest lately
 * @param usual over the hours before
 * @param slow much longer than usual, so that people notice
 */
public record AnswerTime(Duration latest, Duration usual, boolean slow) {
    private static final Duration NOTICED = Duration.ofSeconds(1);

    private static final int MUCH_LONGER = 3;

    /** Judges it: slow is what takes over a second, and over three times as long as usual. */
    public static AnswerTime of(Duration latest, Duration usual) {
        return new AnswerTime(
                latest, usual, isNoticed(latest) && latest.compareTo(usual.multipliedBy(MUCH_LONGER)) > 0);
    }

    /** So long that it may be slow. */
    static boolean isNoticed(Duration answer) {
        return answer.compareTo(NOTICED) > 0;
    }
}
