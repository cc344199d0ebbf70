package org.openiep.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/** A program that is measured: started, waited for until its port answers, ended. */
final class PeerProcess implements AutoCloseable {
    private static final long LONGEST_START_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final Process process;
    private final AtExit atExit;

    /**
     * Starts a program that listens.
     *
     * @param environment beyond ours; TCP_NODELAY is never taken over from ours
     * @param port that it will listen on, on 127.0.0.1
     * @param log where its output goes
     */
    PeerProcess(List<String> command, Map<String, String> environment, int port, Path log) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().remove("TCP_NODELAY");
        builder.environment().putAll(environment);
        process = builder.start();
        atExit = new AtExit(this::end);
        long giveUp = System.nanoTime() + LONGEST_START_NANOS;
        while (!answers(port)) {
            if (!process.isAlive() || System.nanoTime() > giveUp) {
                close();
                throw new IOException(command.get(0) + " does not listen: " + Files.readString(log));
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
        }
    }

    private static boolean answers(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 200);
            return true;
        } catch (IOException notYet) {
            return false;
        }
    }

    long pid() {
        return process.pid();
    }

    @Override
    public void close() {
        atExit.close();
        end();
    }

    private void end() {
        List<ProcessHandle> all = process.descendants().toList();
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
        process.onExit().join();
    }
}
