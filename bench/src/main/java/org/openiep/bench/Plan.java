package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.openiep.demo.FolderTree;

/**
 * How a bench is to be run.
 *
 * @param quick is it to end in about a minute?
 * @param folder for everything that is written; removed afterwards
 * @param began on the scale of {@link System#nanoTime}
 */
record Plan(boolean quick, Path folder, long began) {
    private static final int MOST_WARM_UP_ROUNDS = 20;

    /** Rounds of each line. */
    int rounds() {
        return quick ? 3 : 7;
    }

    /** Rounds of lines that take long. */
    int fewRounds() {
        return quick ? 2 : rounds();
    }

    /**
     * Should a server go through another round before it is measured, since hospitals meet one that has been up for long?
     *
     * @param rounds so many it has gone through
     * @param least so many it goes through even on a slow host
     * @param quickUntil since the beginning, when the rest of a quick run must begin
     */
    boolean warmsUp(int rounds, int least, Duration quickUntil) {
        return rounds < least || (rounds < MOST_WARM_UP_ROUNDS && hasTime(quickUntil));
    }

    /** Is it before that time, since the beginning, or no quick run? */
    boolean hasTime(Duration quickUntil) {
        return !quick || System.nanoTime() - began < quickUntil.toNanos();
    }

    /** The same, whose time begins now. */
    Plan beginsNow() {
        return new Plan(quick, folder, System.nanoTime());
    }

    /** A number of objects; the quick run has fewer. */
    int images(int ofQuickRun) {
        return quick ? ofQuickRun : 2 * ofQuickRun;
    }

    /** A new empty folder. */
    Path folder(String name) throws IOException {
        Path made = folder.resolve(name);
        FolderTree.remove(made);
        return Files.createDirectories(made);
    }

    /** One round of each, in an order that changes from round to round, so that none always goes first. */
    static <T> List<T> inTurns(List<T> all, int round) {
        List<T> turned = new java.util.ArrayList<>(all);
        java.util.Collections.rotate(turned, round);
        return turned;
    }

    /** A line for the person who waits. */
    static void say(String format, Object... arguments) {
        System.err.println(String.format(Locale.ROOT, format, arguments));
    }
}
