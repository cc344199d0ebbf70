package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.openiep.demo.FolderTree;

/**
 * How a bench is to be run.
 *
 * @param quick is it to end in under 50 seconds?
 * @param folder for everything that is written; removed afterwards
 * @param began on the scale of {@link System#nanoTime}
 */
record Plan(boolean quick, Path folder, long began) {
    private static final long QUICK_SECONDS = 50;

    /** To end the server and all else. */
    private static final double END_SECONDS = 3;

    /** Begins now. */
    Plan(boolean quick, Path folder) {
        this(quick, folder, System.nanoTime());
    }

    /** Is there time for so many seconds more, and for the end? A run that is not quick has time for everything. */
    boolean hasTimeFor(double seconds) {
        return !quick || (System.nanoTime() - began) / 1e9 + seconds + END_SECONDS < QUICK_SECONDS;
    }

    /** Rounds of each line. */
    int rounds() {
        return quick ? 3 : 7;
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
