package org.openiep.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Measures when it is asked, beside an exchange that stays up between benches: hospitals meet a server that has been up
 * for days, and one that has just started needs minutes until its code is compiled. One bench at a time; others wait.
 *
 * <p>Who asks sends one line, the secret and the arguments of {@link Bench}. Each line of the answer begins with
 * {@code 1} or {@code 2}, for standard output and standard error, but the last, which is {@code 0} and the exit code.
 * When the asker goes away before the end, so does all that runs here: nobody can tell what state it is in.
 */
public final class StandingBench {
    private static final Duration LONGEST_IDLE = Duration.ofHours(2);
    private static final int LOOK_EVERY_MILLIS = 1000;
    private static final int LONGEST_SILENCE_MILLIS = 10_000;

    private StandingBench() {}

    /**
     * Serves until nobody has asked for two hours, a bench has failed, or the file is gone.
     *
     * @param arguments the file for port and secret, which whoever may read it may use
     */
    public static void main(String[] arguments) throws IOException {
        Path file = Path.of(arguments[0]);
        String secret = UUID.randomUUID().toString();
        try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            listening.setSoTimeout(LOOK_EVERY_MILLIS);
            String address = listening.getLocalPort() + " " + secret;
            announce(file, address);
            Runtime.getRuntime().addShutdownHook(new Thread(() -> withdraw(file, address), "withdraw"));
            long lastUsed = System.nanoTime();
            while (isAnnounced(file, address) && System.nanoTime() - lastUsed < LONGEST_IDLE.toNanos()) {
                try (Socket asker = listening.accept()) {
                    if (!serve(asker, secret)) {
                        break;
                    }
                    lastUsed = System.nanoTime();
                } catch (SocketTimeoutException nobody) {
                    // Or somebody who says nothing. Time to look at the file again.
                }
            }
        }
        // The exchange ends with this program.
        System.exit(0);
    }

    private static void announce(Path file, String address) throws IOException {
        Path whole = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "standing",
                "",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(whole, address + "\n");
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Whoever removes the file, builds anew or puts another in its place ends this. */
    private static boolean isAnnounced(Path file, String address) throws IOException {
        return Files.exists(file) && Files.readString(file).strip().equals(address);
    }

    private static void withdraw(Path file, String address) {
        try {
            if (isAnnounced(file, address)) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Answers whether nothing has failed. */
    private static boolean serve(Socket asker, String secret) throws IOException {
        asker.setSoTimeout(LONGEST_SILENCE_MILLIS);
        BufferedReader questions = new BufferedReader(new InputStreamReader(asker.getInputStream(), UTF_8));
        String line = questions.readLine();
        List<String> words = line == null ? List.of() : Arrays.asList(line.split(" ", -1));
        if (words.isEmpty() || !words.get(0).equals(secret)) {
            return true;
        }
        asker.setSoTimeout(0);
        AtomicBoolean isOver = new AtomicBoolean();
        endWith(asker.getInputStream(), isOver);
        PrintStream out = System.out;
        PrintStream err = System.err;
        OutputStream answer = asker.getOutputStream();
        System.setOut(new PrintStream(new MarkedLines('1', answer), true, UTF_8));
        System.setErr(new PrintStream(new MarkedLines('2', answer), true, UTF_8));
        OptionalInt code = OptionalInt.empty();
        try {
            code = OptionalInt.of(Bench.run(words.subList(1, words.size())));
        } catch (IOException | RuntimeException e) {
            e.printStackTrace(System.err);
        } finally {
            System.setOut(out);
            System.setErr(err);
            isOver.set(true);
            answer.write(("0" + code.orElse(1) + "\n").getBytes(UTF_8));
        }
        return code.isPresent();
    }

    /** From now on this program ends when the asker does before it is over. */
    private static void endWith(InputStream asker, AtomicBoolean isOver) {
        Thread watch = new Thread(
                () -> {
                    try {
                        asker.transferTo(OutputStream.nullOutputStream());
                    } catch (IOException gone) {
                        // As if it had ended.
                    }
                    if (!isOver.get()) {
                        System.exit(1);
                    }
                },
                "asker");
        watch.setDaemon(true);
        watch.start();
    }
}
