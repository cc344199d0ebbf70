package org.openiep.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * A program that runs beside us, in a session of its own where the system has {@code setsid}: Ctrl-C in the terminal
 * then reaches only us, and we stop the parts in the right order.
 */
final class Child {
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);

    private final Process process;
    private final Path log;
    private final long begins;

    /** @param begins where in the log this one's lines begin; earlier ones stand before them */
    private Child(Process process, Path log, long begins) {
        this.process = process;
        this.log = log;
        this.begins = begins;
    }

    static Child start(List<String> command, Path folder, Map<String, String> environment, Path log) {
        List<String> full = new ArrayList<>();
        if (Files.isExecutable(Path.of("/usr/bin/setsid"))) {
            full.add("/usr/bin/setsid");
        }
        full.addAll(command);
        ProcessBuilder builder = new ProcessBuilder(full)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        try {
            long begins = Files.exists(log) ? Files.size(log) : 0;
            return new Child(builder.start(), log, begins);
        } catch (IOException e) {
            throw new UncheckedIOException("could not start " + command.get(0), e);
        }
    }

    /** Runs a program to its end and answers what it printed; a non-zero exit is an error that quotes it. */
    static String run(List<String> command, Path folder, String input) {
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .start();
            try (var in = process.outputWriter()) {
                in.write(input);
            }
            String output = new String(process.getInputStream().readAllBytes(), UTF_8);
            if (process.waitFor() != 0) {
                throw new IllegalStateException(command.get(0) + " failed: " + output.strip());
            }
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException("could not run " + command.get(0), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while running " + command.get(0), e);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    long pid() {
        return process.pid();
    }

    /** Sends a signal, for example {@code INT}. */
    void signal(String name) {
        if (isAlive()) {
            run(List.of("kill", "-" + name, Long.toString(pid())), Path.of("/"), "");
        }
    }

    /** Ends the program and all that it started at once, as {@code kill -9} does. */
    void kill() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
        long giveUp = System.nanoTime() + LONGEST_END.toNanos();
        while (all.stream().anyMatch(Child::runs) && System.nanoTime() < giveUp) {
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    /**
     * The JDK also waits until somebody has asked for how it ended, which of orphans may be seconds later. See proc(5):
     * the state is Z from the end of its first thread, the number of threads tells of the others.
     */
    private static boolean runs(ProcessHandle process) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(process.pid()), "stat"));
            String[] fromState = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return !fromState[0].equals("Z") || Integer.parseInt(fromState[17]) > 1;
        } catch (IOException gone) {
            return false;
        }
    }

    /** Waits for the end. Answers whether it came in time. */
    boolean awaitEnd(Duration longest) {
        try {
            return process.waitFor(longest.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** The end of what the program has printed, for an error message. */
    String lastLines(int count) {
        try {
            List<String> lines = new String(printed(), UTF_8).lines().toList();
            return String.join(System.lineSeparator(), lines.subList(Math.max(0, lines.size() - count), lines.size()));
        } catch (IOException e) {
            return "(" + log + " cannot be read)";
        }
    }

    private byte[] printed() throws IOException {
        try (InputStream all = Files.newInputStream(log)) {
            all.skipNBytes(begins);
            return all.readAllBytes();
        }
    }
}
