package org.openiep.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Database, mail and server together, on ports that are free. All that they write lies in one folder, and is there again
 * at the next start from it.
 */
public final class Exchange implements AutoCloseable {
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(10);

    private final Database database;
    private final MailCatcher mail;
    private final Server server;
    private final String administrator;
    private final String administratorPassword;

    private Exchange(
            Database database, MailCatcher mail, Server server, String administrator, String administratorPassword) {
        this.database = database;
        this.mail = mail;
        this.server = server;
        this.administrator = administrator;
        this.administratorPassword = administratorPassword;
    }

    /**
     * Prepares an exchange; {@link #start} starts it.
     *
     * @param folder for everything that it writes
     * @param free where the ports of database and mail come from
     * @param ports the server's
     * @param more environment of the server beyond what it needs; stronger than what this class sets
     */
    public static Exchange in(
            Path folder, Checkout checkout, Ports free, Server.Listening ports, Map<String, String> more) {
        Exchange exchange = withoutApplication(folder, checkout, free, ports, more);
        exchange.server.deploy(checkout.application());
        return exchange;
    }

    /** The same with a server that nothing is deployed on yet. */
    public static Exchange withoutApplication(
            Path folder, Checkout checkout, Ports free, Server.Listening ports, Map<String, String> more) {
        Path root = folder.toAbsolutePath().normalize();
        try {
            Files.createDirectories(root.resolve("files"));
            String administrator = "administrator@exchange.example";
            String password = Secrets.keptIn(root.resolve("administrator-password"));
            Database database = new Database(database(root), free.free());
            MailCatcher mail = new MailCatcher(free.free(), free.free());
            Map<String, String> environment = new HashMap<>(database.environment());
            environment.putAll(mail.environment());
            environment.put("IEP_DATA", root.resolve("files").toString());
            environment.put("IEP_DICOM_BIND", "127.0.0.1");
            environment.put("IEP_ADMIN_EMAIL", administrator);
            environment.put("IEP_ADMIN_PASSWORD", password);
            environment.putAll(more);
            Server server = new Server(checkout.server(), root.resolve("server"), ports, environment);
            return new Exchange(database, mail, server, administrator, password);
        } catch (IOException e) {
            throw new UncheckedIOException("the exchange cannot be kept in " + root, e);
        }
    }

    /** Where the database of an exchange lies that is kept in a folder. */
    static Path database(Path root) {
        return root.resolve("database");
    }

    /** An exchange on any free ports. */
    public static Exchange in(Path folder) {
        Ports ports = new Ports();
        return in(
                folder,
                Checkout.here(),
                ports,
                new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free()),
                Map.of());
    }

    /** Starts all parts; on a failure those that had started are stopped. */
    public void start() {
        try {
            database.start();
            mail.start();
            server.start();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    public Database database() {
        return database;
    }

    public MailCatcher mail() {
        return mail;
    }

    public Server server() {
        return server;
    }

    /** E-mail address that the first system administrator signs in with. */
    public String administrator() {
        return administrator;
    }

    public String administratorPassword() {
        return administratorPassword;
    }

    /** A client that trusts the server's certificate and follows no redirects. */
    public HttpClient client() {
        return HttpClient.newBuilder()
                .sslContext(server.certificate().trust())
                .connectTimeout(LONGEST_CONNECT)
                .build();
    }

    @Override
    public void close() {
        server.close();
        mail.close();
        database.close();
    }
}
