package org.openiep.acceptance.peer;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A command-line tool that others wrote. */
public final class Tool {
    private Tool() {}

    /**
     * Runs a tool to its end.
     *
     * @return what it printed
     * @throws IOException when it is missing, ends with another code than 0, or takes over two minutes
     */
    public static String run(Path folder, String... command) throws IOException {
        Ended ended = attempt(folder, command);
        if (ended.exitValue() != 0) {
            throw new IOException(
                    String.join(" ", command) + " ended with " + ended.exitValue() + ": " + ended.printed());
        }
        return ended.printed();
    }

    /** How a tool ended. */
    public record Ended(int exitValue, String printed) {}

    /**
     * Runs a tool that may as well fail.
     *
     * @throws IOException when it is missing, or takes over two minutes
     */
    public static Ended attempt(Path folder, String... command) throws IOException {
        Path output = Files.createTempFile("tool", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            if (!process.waitFor(2, TimeUnit.MINUTES)) {
                process.destroyForcibly();
                throw new IOException(command[0] + " did not end within two minutes");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
        String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
        Files.delete(output);
        return new Ended(process.exitValue(), printed);
    }
}
