package org.openiep.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Ends a program that an earlier run, itself ended by force, left behind. */
final class Leftover {
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);

    private Leftover() {}

    /**
     * Ends it, if it still runs.
     *
     * @param pidFile its first line is the process's number; may be missing
     * @param argument the process is only ours if its command line has this
     * @param signal what makes it stop in good order
     */
    static void end(Path pidFile, String argument, String signal) {
        Optional<ProcessHandle> left = read(pidFile)
                .flatMap(ProcessHandle::of)
                .filter(handle -> handle.info()
                        .arguments()
                        .map(all -> List.of(all).contains(argument))
                        .orElse(false));
        left.ifPresent(handle -> end(handle, signal));
    }

    private static Optional<Long> read(Path pidFile) {
        try {
            return Files.exists(pidFile)
                    ? Files.readAllLines(pidFile).stream().findFirst().map(line -> Long.parseLong(line.strip()))
                    : Optional.empty();
        } catch (IOException | NumberFormatException e) {
            throw new IllegalStateException(pidFile + " cannot be read; delete it", e);
        }
    }

    private static void end(ProcessHandle handle, String signal) {
        List<ProcessHandle> children = handle.descendants().toList();
        Child.run(List.of("kill", "-" + signal, Long.toString(handle.pid())), Path.of("/"), "");
        try {
            handle.onExit().get(LONGEST_STOP.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            handle.destroyForcibly();
            children.forEach(ProcessHandle::destroyForcibly);
            handle.onExit().join();
        }
        children.forEach(child -> child.onExit().join());
    }
}
