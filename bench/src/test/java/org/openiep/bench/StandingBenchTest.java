package org.openiep.bench;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandingBenchTest {
    @TempDir
    private Path folder;

    private Path file;
    private Process process;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("standing");
        process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "-XX:TieredStopAtLevel=1",
                        StandingBench.class.getName(),
                        file.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        while (!Files.exists(file)) {
            assertThat(process.isAlive()).isTrue();
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(5));
        }
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    private String ask(String secret, String arguments) throws IOException {
        int port = Integer.parseInt(Files.readString(file).strip().split(" ", -1)[0]);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.getOutputStream().write((secret + " " + arguments + "\n").getBytes(UTF_8));
            return new String(socket.getInputStream().readAllBytes(), UTF_8);
        }
    }

    private String secret() throws IOException {
        return Files.readString(file).strip().split(" ", -1)[1];
    }

    @Test
    @DisplayName("Bench: who asks what stays up for something unknown is told so, on standard error, with exit code 2")
    void unknown() throws IOException {
        List<String> answer = ask(secret(), "inges --quick").lines().toList();
        assertThat(answer).hasSize(2);
        assertThat(answer.get(0)).startsWith("2iep bench: \"inges\" is not one of [engine,");
        assertThat(answer.get(1)).isEqualTo("02");
        assertThat(ask(secret(), "ingest forward")).as("it stays up").endsWith("02\n");
    }

    @Test
    @DisplayName("Bench: what stays up does nothing for who does not know its secret, which its owner alone may read")
    void secretNeeded() throws IOException {
        assertThat(ask("guessed", "ingest --quick")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(process.isAlive()).isTrue();
    }

    @Test
    @DisplayName("Bench: what stays up ends when its file is taken away, or another's is in its place")
    void fileGone() throws IOException, InterruptedException {
        Files.writeString(file, "1 another\n");
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(file).as("the other's").hasContent("1 another");
    }
}
