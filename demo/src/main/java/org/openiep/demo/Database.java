package org.openiep.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A PostgreSQL of our own, as careful about its data as a hospital's (fsync and synchronous commits are on), reachable
 * from this machine alone. What it holds stays in its folder and is there again at the next start.
 */
public final class Database implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(2);
    private static final Duration LONGEST_STOP = Duration.ofMinutes(1);
    private static final String NAME = "iep";

    private final Path folder;
    private final Path data;
    private final PostgresPrograms programs;
    private final int port;
    private final String password;
    private @Nullable Child server;

    /**
     * @param folder where the data lie; created when it is not there
     * @param port TCP port to listen on, 1 to 65535
     */
    public Database(Path folder, int port) {
        this.folder = folder.toAbsolutePath().normalize();
        this.port = port;
        try {
            Files.createDirectories(this.folder);
            this.data = PostgresPrograms.reachable(this.folder).resolve("data");
            this.programs = PostgresPrograms.near(data);
            this.password = Secrets.keptIn(this.folder.resolve("password"));
        } catch (IOException e) {
            throw new UncheckedIOException("the database's folder " + folder + " cannot be made", e);
        }
    }

    /** Starts it and waits until it takes connections. The first start also creates the database and its owner. */
    public synchronized void start() {
        if (!Files.exists(data.resolve("PG_VERSION"))) {
            create();
        }
        endLeftover();
        Path log = folder.resolve("postgresql.log");
        Child started = Child.start(
                programs.command(
                        "postgres",
                        "-D",
                        data.toString(),
                        "-p",
                        Integer.toString(port),
                        "-c",
                        "listen_addresses=127.0.0.1",
                        "-c",
                        "unix_socket_directories=",
                        "-c",
                        "fsync=on",
                        "-c",
                        "synchronous_commit=on",
                        "-c",
                        "full_page_writes=on",
                        "-c",
                        "max_connections=100",
                        "-c",
                        // In its own folder, so that one that is killed leaves nothing in the machine's memory.
                        "dynamic_shared_memory_type=mmap",
                        "-c",
                        "timezone=UTC"),
                folder,
                Map.of(),
                log);
        server = started;
        Patience.await(LONGEST_START, "PostgreSQL takes connections", () -> {
            if (!started.isAlive()) {
                throw new IllegalStateException("PostgreSQL did not start:\n" + started.lastLines(20));
            }
            return answers() && started.lastLines(3).contains("ready to accept connections");
        });
    }

    /** Stops what an earlier run, ended by force, left running on the same data. */
    void endLeftover() {
        Leftover.end(data.resolve("postmaster.pid"), data.toString(), "INT");
    }

    /** Stops it in good order; open transactions are rolled back. Does nothing when it is not running. */
    public synchronized void stop() {
        Child running = server;
        server = null;
        if (running != null && running.isAlive()) {
            running.signal("INT");
            if (!running.awaitEnd(LONGEST_STOP)) {
                running.kill();
            }
        }
    }

    /** Stops it, as a power cut would. */
    public synchronized void kill() {
        Child running = server;
        server = null;
        if (running != null) {
            running.kill();
        }
    }

    /** The process, of which all others are descendants; empty when it is not running. */
    public synchronized OptionalLong pid() {
        Child running = server;
        return running == null ? OptionalLong.empty() : OptionalLong.of(running.pid());
    }

    public boolean isRunning() {
        Child running = server;
        return running != null && running.isAlive();
    }

    public String host() {
        return "127.0.0.1";
    }

    public int port() {
        return port;
    }

    /** Name of the database, and of the role that owns it. */
    public String name() {
        return NAME;
    }

    /** Password of the role {@link #name()}. */
    public String password() {
        return password;
    }

    public String jdbcUrl() {
        return "jdbc:postgresql://" + host() + ":" + port + "/" + NAME;
    }

    /** The environment that tells the exchange's server about this database. */
    public Map<String, String> environment() {
        return Map.of(
                "DB_HOST", host(),
                "DB_PORT", Integer.toString(port),
                "DB_NAME", NAME,
                "DB_USER", NAME,
                "DB_PASSWORD", password);
    }

    @Override
    public void close() {
        stop();
    }

    private void create() {
        try {
            Files.createDirectories(data);
            Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException("the database's folder " + data + " cannot be made", e);
        }
        programs.handOver(data);
        Child.run(
                programs.command(
                        "initdb",
                        "-D",
                        data.toString(),
                        "-U",
                        "postgres",
                        "-E",
                        "UTF8",
                        "--locale=C",
                        // Nothing is in it yet that must outlast a loss of power, and waiting for the disk takes a
                        // second.
                        "--no-sync",
                        "--auth-local=reject",
                        "--auth-host=scram-sha-256"),
                Path.of("/"),
                "");
        // Nobody can connect as postgres (it has no password), so the owner is made in single-user mode.
        String made = Child.run(
                programs.command("postgres", "--single", "-D", data.toString(), "postgres"),
                Path.of("/"),
                "CREATE ROLE " + NAME + " LOGIN PASSWORD '" + password + "'\nCREATE DATABASE " + NAME + " OWNER " + NAME
                        + "\n");
        if (made.contains("ERROR:")) {
            throw new IllegalStateException("the database could not be created: " + made);
        }
    }

    private boolean answers() {
        try (Socket socket = new Socket(InetAddress.getByName(host()), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
