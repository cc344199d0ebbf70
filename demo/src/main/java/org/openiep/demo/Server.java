package org.openiep.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The exchange's WildFly, in a base folder of its own: configuration, queues, logs and deployments of one server never
 * meet another's. It runs on the newest JDK found.
 */
public final class Server implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);
    private static final Duration LONGEST_STOP = Duration.ofSeconds(90);
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(5);
    private static final int MOST_LINES = 15;

    /** The ports that it listens on, each 1 to 65535. */
    public record Listening(int http, int https, int management, int dicom) {}

    private final Path home;
    private final Path base;
    private final Listening ports;
    private final Map<String, String> environment;
    private final Jdk jdk = Jdk.newestForServer();
    private final Certificate certificate;
    private final HttpClient health =
            HttpClient.newBuilder().connectTimeout(LONGEST_ANSWER).build();
    private @Nullable Child process;
    private String application = "";

    /**
     * @param home the configured WildFly; only read
     * @param base the folder for all that this server writes; made from {@code home} when it is not there
     * @param environment what the server is told, beyond its ports and its certificate
     */
    public Server(Path home, Path base, Listening ports, Map<String, String> environment) {
        this.home = home;
        this.base = base.toAbsolutePath().normalize();
        this.ports = ports;
        try {
            if (!Files.exists(this.base)) {
                copyFolder(home.resolve("standalone"), this.base);
            }
            // The configuration is the scripts' latest, whatever an earlier run had; and the server notes in the other
            // where it wrote its first log, which is elsewhere when the folder has been copied.
            for (String file : List.of("iep.xml", "logging.properties")) {
                Files.copy(
                        home.resolve("standalone/configuration").resolve(file),
                        this.base.resolve("configuration").resolve(file),
                        StandardCopyOption.REPLACE_EXISTING);
            }
            Files.createDirectories(this.base.resolve("log"));
        } catch (IOException e) {
            throw new UncheckedIOException("the server's folder " + base + " cannot be made", e);
        }
        this.certificate = Certificate.in(this.base.resolve("tls"), jdk);
        this.environment = new HashMap<>(environment);
        this.environment.putAll(certificate.environment());
        this.environment.put("IEP_DICOM_PORT", Integer.toString(ports.dicom()));
        this.environment.put("JAVA_HOME", jdk.home().toString());
        // Without it, ending the start script would leave Java running.
        this.environment.put("LAUNCH_JBOSS_IN_BACKGROUND", "1");
        this.environment.put(
                "PREPEND_JAVA_OPTS",
                String.join(
                        " ",
                        "-Dorg.jboss.logmanager.nocolor=true",
                        // The connector calls the C library; newer JDKs warn of that unless it is allowed.
                        "--enable-native-access=ALL-UNNAMED",
                        // Where Linux gives large pages only to who asks; its heap is filled in fewer steps.
                        "-XX:+UseTransparentHugePages",
                        // As much as it needs; from less, each growth while it starts is a garbage collection.
                        "-XX:MetaspaceSize=192m",
                        CompilerDirectives.option(home),
                        ClassArchive.of(home, jdk).option()));
    }

    /** Puts an EAR where the server deploys it at its next start. Another one is taken away. */
    public void deploy(Path ear) {
        Path deployments = base.resolve("deployments");
        application = String.valueOf(ear.getFileName());
        try {
            try (var old = Files.newDirectoryStream(deployments, "*.ear*")) {
                for (Path file : old) {
                    Files.delete(file);
                }
            }
            Files.copy(ear, deployments.resolve(application));
        } catch (IOException e) {
            throw new UncheckedIOException("the application cannot be copied to " + deployments, e);
        }
    }

    /**
     * Starts it and waits until the application takes requests.
     *
     * @throws IllegalStateException when it ends, the application does not deploy, or it takes over five minutes; with
     *     the errors of the log
     */
    public synchronized void start() {
        endLeftover();
        Child started = Child.start(
                List.of(
                        home.resolve("bin/standalone.sh").toString(),
                        "-c",
                        "iep.xml",
                        "-Djboss.server.base.dir=" + base,
                        "-Djboss.http.port=" + ports.http(),
                        "-Djboss.https.port=" + ports.https(),
                        "-Djboss.management.http.port=" + ports.management()),
                base,
                environment,
                console());
        process = started;
        rememberProcess(started);
        try {
            Patience.await(LONGEST_START, "the server takes requests (log: " + console() + ")", () -> {
                if (!started.isAlive() || failedToDeploy()) {
                    throw new IllegalStateException("the server did not start:\n" + errors());
                }
                return isReady();
            });
        } catch (IllegalStateException e) {
            kill();
            throw e;
        }
    }

    /** Stops it in good order, as {@code kill -TERM} does: what runs may come to a stop. */
    public synchronized void stop() {
        Child running = process;
        process = null;
        if (running != null && running.isAlive()) {
            running.signal("TERM");
            if (!running.awaitEnd(LONGEST_STOP)) {
                running.kill();
            }
        }
    }

    /** Ends it at once, as {@code kill -9} does. */
    public synchronized void kill() {
        Child running = process;
        process = null;
        if (running != null) {
            running.kill();
        }
    }

    /** The process, of which all others are descendants; empty when it is not running. */
    public synchronized OptionalLong pid() {
        Child running = process;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    public boolean isRunning() {
        Child running = process;
        return running != null && running.isAlive();
    }

    public Listening ports() {
        return ports;
    }

    /** Where browsers go. */
    public URI address() {
        return URI.create("https://localhost:" + ports.https() + "/");
    }

    public Certificate certificate() {
        return certificate;
    }

    public Jdk jdk() {
        return jdk;
    }

    /** What the server printed. */
    public Path console() {
        return base.resolve("log/console.log");
    }

    /** The log of the exchange itself. */
    public Path log() {
        return base.resolve("log/iep.log");
    }

    @Override
    public void close() {
        stop();
    }

    /** The health page names each deployment once the server has booted; asking the live process cannot be stale. */
    private boolean isReady() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + ports.management() + "/health/ready"))
                .timeout(LONGEST_ANSWER)
                .build();
        try {
            HttpResponse<String> answer = health.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200
                    && (application.isEmpty() || answer.body().contains("\"" + application + "\" : \"OK\""));
        } catch (IOException notYet) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private boolean failedToDeploy() {
        return !application.isEmpty()
                && Files.exists(base.resolve("deployments").resolve(application + ".failed"));
    }

    /** The errors, with their causes, in what the server printed since its last start; else the last that it printed. */
    private String errors() {
        try {
            List<String> lines = Files.readAllLines(console());
            List<String> latest = lines.subList(lastBoot(lines), lines.size());
            List<String> errors = latest.stream()
                    .filter(line -> line.contains(" ERROR ") || line.startsWith("Caused by: "))
                    .limit(MOST_LINES)
                    .toList();
            return String.join(
                    "\n",
                    errors.isEmpty() ? latest.subList(Math.max(0, latest.size() - MOST_LINES), latest.size()) : errors);
        } catch (IOException e) {
            return "(" + console() + " cannot be read)";
        }
    }

    private static int lastBoot(List<String> lines) {
        for (int i = lines.size() - 1; i > 0; i--) {
            if (lines.get(i).contains("JBoss Bootstrap Environment")) {
                return i;
            }
        }
        return 0;
    }

    private Path processFile() {
        return base.resolve("process");
    }

    private void rememberProcess(Child started) {
        try {
            Files.writeString(processFile(), Long.toString(started.pid()));
        } catch (IOException e) {
            throw new UncheckedIOException("the server's folder " + base + " cannot be written", e);
        }
    }

    /** Ends what an earlier run, ended by force, left running in the same folder. */
    void endLeftover() {
        Leftover.end(processFile(), "-Djboss.server.base.dir=" + base, "TERM");
    }

    private static void copyFolder(Path from, Path to) throws IOException {
        Files.walkFileTree(from, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) throws IOException {
                Files.createDirectories(to.resolve(from.relativize(folder).toString()));
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.copy(file, to.resolve(from.relativize(file).toString()), StandardCopyOption.COPY_ATTRIBUTES);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
