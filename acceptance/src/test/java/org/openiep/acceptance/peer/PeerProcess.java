package org.openiep.acceptance.peer;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A peer's process: started, waited for until each of its ports answers, ended. */
final class PeerProcess {
    private final List<String> command;
    private final Map<String, String> environment;
    private final List<Integer> ports;
    private final Path log;
    private @Nullable Process process;

    PeerProcess(List<String> command, Map<String, String> environment, int port, Path log) {
        this(command, environment, List.of(port), log);
    }

    /** One that listens on several ports, and may open one before another. */
    PeerProcess(List<String> command, Map<String, String> environment, List<Integer> ports, Path log) {
        this.command = List.copyOf(command);
        this.environment = Map.copyOf(environment);
        this.ports = List.copyOf(ports);
        this.log = log;
    }

    /** A port that was free a moment ago. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().putAll(environment);
        Process started = builder.start();
        process = started;
        await().atMost(Duration.ofSeconds(60))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    if (!started.isAlive()) {
                        throw new IOException(command.get(0) + " ended at once: " + Files.readString(log));
                    }
                    return ports.stream().allMatch(PeerProcess::answers);
                });
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    void kill() {
        Process running = process;
        if (running != null) {
            running.descendants().forEach(ProcessHandle::destroyForcibly);
            running.destroyForcibly();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> !running.isAlive() && ports.stream().noneMatch(PeerProcess::answers));
        }
    }
}
