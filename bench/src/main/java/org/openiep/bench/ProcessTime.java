package org.openiep.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** CPU time of processes, as the kernel counts it in /proc/PID/stat: user and system, with all descendants. */
final class ProcessTime {
    /** USER_HZ, which is 100 on every Linux that runs on x86-64. */
    private static final double TICKS_PER_SECOND = 100;

    private ProcessTime() {}

    /**
     * Seconds used so far by these processes and all that they started, those included that have ended and been waited
     * for.
     */
    static double seconds(List<Long> pids) {
        return pids.stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .flatMap(root -> Stream.concat(Stream.of(root), root.descendants()))
                .mapToDouble(process -> seconds(process.pid()))
                .sum();
    }

    private static double seconds(long pid) {
        try {
            return parse(Files.readString(Path.of("/proc/" + pid + "/stat")));
        } catch (IOException e) {
            if (ProcessHandle.of(pid).isEmpty()) {
                // It has ended meanwhile; its parent has its time.
                return 0;
            }
            throw new UncheckedIOException(e);
        }
    }

    /** Fields 14 to 17 of the line: utime, stime, cutime and cstime; the name in field 2 may hold anything. */
    static double parse(String stat) {
        String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
        long ticks = 0;
        for (int field = 14; field <= 17; field++) {
            ticks += Long.parseLong(fields[field - 3]);
        }
        return ticks / TICKS_PER_SECOND;
    }
}
