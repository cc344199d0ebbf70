package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;

/** A program of a peer, mostly of DCMTK, that runs beside a test, or ran. */
final class Tool implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Process process;
    private final Path log;

    private Tool(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /** Starts a program; its output goes to a file in {@code folder}. */
    static Tool start(Path folder, String program, String... arguments) {
        String[] command =
                Stream.concat(Stream.of(program), Stream.of(arguments)).toArray(String[]::new);
        try {
            Path log =
                    Files.createTempFile(folder, Path.of(program).getFileName().toString(), ".log");
            ProcessBuilder builder = new ProcessBuilder(List.of(command))
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile());
            return new Tool(builder.start(), log);
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "The tests need " + program + " (of DCMTK; Debian: apt-get install dcmtk).", e);
        }
    }

    /** Runs a program to its end and expects success. */
    static String run(Path folder, String program, String... arguments) throws Exception {
        try (Tool tool = start(folder, program, arguments)) {
            String output = tool.finish();
            assertThat(tool.process.exitValue())
                    .as("%s %s%n%s", program, String.join(" ", arguments), output)
                    .isZero();
            return output;
        }
    }

    /** Waits for the end, whatever it is, and gives the output. */
    String finish() throws Exception {
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                .as("the program ends")
                .isTrue();
        return output();
    }

    String output() throws IOException {
        return Files.readString(log, StandardCharsets.ISO_8859_1);
    }

    int exitValue() {
        return process.exitValue();
    }

    boolean isRunning() {
        return process.isAlive();
    }

    /** Waits until it listens. */
    Tool listening(int port) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(20)).until(() -> {
            assertThat(process.isAlive()).as(output()).isTrue();
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1000);
                return true;
            } catch (IOException e) {
                return false;
            }
        });
        return this;
    }

    /** A port that was free a moment ago; DCMTK cannot choose one itself. */
    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Override
    public void close() {
        process.destroy();
        Awaitility.await().atMost(PATIENCE).until(() -> !process.isAlive());
    }
}
