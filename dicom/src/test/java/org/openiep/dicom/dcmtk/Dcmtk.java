package org.openiep.dicom.dcmtk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The command-line tools of DCMTK, referee of the tests, and others that {@code ./iep test} installs. */
public final class Dcmtk {
    private static final long LIMIT_SECONDS = 60;

    private Dcmtk() {}

    /**
     * Runs a tool to its end.
     *
     * @return what it printed, each byte a character
     * @throws AssertionError when the tool is not installed, fails, or takes more than a minute
     */
    public static String run(String tool, String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(tool));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("dcmtk", ".txt");
        try {
            Process process = start(command, output);
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(command + " took more than " + LIMIT_SECONDS + " s");
            }
            String printed = Files.readString(output, StandardCharsets.ISO_8859_1);
            if (process.exitValue() != 0) {
                throw new AssertionError(command + " failed with " + process.exitValue() + ": " + printed);
            }
            return printed;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(command + " was interrupted", e);
        } finally {
            Files.delete(output);
        }
    }

    private static Process start(List<String> command, Path output) {
        try {
            return new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException e) {
            throw new AssertionError(
                    "The tests need " + command.get(0)
                            + ", which is not installed; ./iep test says which Debian package" + " has it",
                    e);
        }
    }

    /** The data dictionary that is installed with DCMTK. */
    public static Path dictionary() throws IOException {
        try (Stream<Path> folders = Files.list(Path.of("/usr/share"))) {
            return folders.filter(folder -> folder.getFileName().toString().contains("dcmtk"))
                    .map(folder -> folder.resolve("dicom.dic"))
                    .filter(Files::isRegularFile)
                    .findFirst()
                    .orElseThrow(() -> new AssertionError(
                            "The tests need DCMTK's dicom.dic below /usr/share (Debian: apt install dcmtk)"));
        }
    }
}
