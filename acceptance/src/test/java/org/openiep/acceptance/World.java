package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.openiep.acceptance.peer.TlsFiles;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.Checkout;
import org.openiep.demo.Database;
import org.openiep.demo.Exchange;
import org.openiep.demo.Ports;
import org.openiep.demo.Server;

/**
 * The one exchange that all tests of a run share, and the hospitals that they make in it. Every test makes its own, so
 * that none depends on another.
 */
public final class World implements AutoCloseable {
    /** As what the exchange is called, and calls. */
    public static final String AE_TITLE = "OPENIEP";

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final AtomicInteger NUMBER = new AtomicInteger(100);

    private final Path folder;
    private final Path data;
    private final Map<String, String> settings = new HashMap<>();
    private final TlsFiles tls;
    private final int securePort;
    private final Exchange exchange;
    private final HttpClient http;

    private World(String name, Optional<Path> data, Map<String, String> more) {
        try {
            Path target = Files.createDirectories(Path.of("target").toAbsolutePath());
            folder = Files.createTempDirectory(target, name);
            tls = new TlsFiles(folder.resolve("tls"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Ports ports = new Ports();
        securePort = ports.free();
        Server.Listening listening = new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free());
        settings.putAll(tls.environment(securePort));
        settings.put("IEP_POLICY_TRANSFER_RETRY_DELAYS", "1s,2s");
        settings.put("IEP_POLICY_TRANSFER_COMMITMENT_WAIT", "30s");
        settings.put("IEP_POLICY_ROUTING_IDLE_TIME", "2s");
        settings.put("IEP_POLICY_TRANSFER_WAIT_FOR_NODE", "3s");
        settings.put("IEP_POLICY_TRANSFER_PROBE_DELAYS", "1s");
        settings.put("IEP_POLICY_TRANSFER_LEASE", "20s");
        this.data = data.orElse(folder.resolve("files"));
        settings.put("IEP_DATA", this.data.toString());
        settings.put("JAVA_OPTS", "-Xms64m -Xmx512m -Djava.net.preferIPv4Stack=true -Diep.test.clock=true");
        settings.putAll(more);
        exchange = Exchange.in(folder, Checkout.here(), ports, listening, settings);
        exchange.start();
        http = exchange.client();
    }

    /**
     * Another one, for tests that nobody else could bear.
     *
     * @param data where its exchange keeps images
     * @param more environment variables of its exchange
     */
    static World own(String name, Path data, Map<String, String> more) {
        return new World(name, Optional.of(data), more);
    }

    /**
     * Another server on the same database and data folder, with the application on it; whoever starts it ends it.
     *
     * @param node its name, other than every other server's
     */
    Server another(String node) throws IOException {
        Ports ports = new Ports();
        Map<String, String> environment = new HashMap<>(exchange.database().environment());
        environment.putAll(exchange.mail().environment());
        environment.putAll(settings);
        environment.put("IEP_DICOM_TLS_PORT", Integer.toString(ports.free()));
        environment.put("IEP_DICOM_BIND", "127.0.0.1");
        environment.put("IEP_ADMIN_EMAIL", exchange.administrator());
        environment.put("IEP_ADMIN_PASSWORD", exchange.administratorPassword());
        environment.merge("JAVA_OPTS", "-Djboss.node.name=" + node, (options, name) -> options + " " + name);
        Server server = new Server(
                Checkout.here().server(),
                folder(node).resolve("server"),
                new Server.Listening(ports.free(), ports.free(), ports.free(), ports.free()),
                environment);
        server.deploy(Checkout.here().application());
        return server;
    }

    public Exchange exchange() {
        return exchange;
    }

    /** To its database, for what no page and no interface shows. */
    Connection connection() throws SQLException {
        Database database = exchange.database();
        return DriverManager.getConnection(database.jdbcUrl(), database.name(), database.password());
    }

    /** Where the exchange keeps images. */
    public Path data() {
        return data;
    }

    /** The port that PACS send to. */
    public int dicomPort() {
        return exchange.server().ports().dicom();
    }

    /** The port that PACS send to with TLS; they must show a certificate. */
    public int secureDicomPort() {
        return securePort;
    }

    /** The certificates of the exchange and of a PACS. */
    public TlsFiles tls() {
        return tls;
    }

    /** The exchange's clock is that much ahead from now on; whoever moves it, moves it back. */
    public void moveClock(Duration ahead) throws IOException {
        Path cli = Checkout.here().server().resolve("bin/jboss-cli.sh");
        Tool.run(
                folder,
                cli.toString(),
                "--connect",
                "--controller=127.0.0.1:" + exchange.server().ports().management(),
                "--commands=if (outcome == success) of /system-property=iep.test.clock.offset:read-resource,"
                        + "/system-property=iep.test.clock.offset:remove,end-if,"
                        + "/system-property=iep.test.clock.offset:add(value=" + ahead + ")");
    }

    /** A new empty folder for a test. */
    public Path folder(String name) throws IOException {
        return Files.createTempDirectory(folder, name);
    }

    public Api systemAdministrator() {
        return api(exchange.administrator(), exchange.administratorPassword());
    }

    /** The interface with any sign-in, right or wrong. */
    public Api api(String email, String password) {
        return new Api(http, exchange.server().address(), email, password);
    }

    /** A hospital that takes what arrives into its PACS with nobody asking, with a clinician and a PACS team. */
    public Hospital hospital(String town) throws IOException {
        return hospital(town, true, false);
    }

    /** A hospital with its two rules about arrivals. */
    public Hospital hospital(String town, boolean deliversByItself, boolean namedRecipientRequired) throws IOException {
        Api administrator = systemAdministrator();
        String code = "T" + NUMBER.incrementAndGet();
        String name = town + " Hospital " + code;
        ObjectNode form = Api.JSON
                .createObjectNode()
                .put("odsCode", code)
                .put("name", name)
                .put("kind", "NHS_TRUST")
                .put("hosted", true)
                .put("namedRecipientRequired", namedRecipientRequired)
                .put("deliversByItself", deliversByItself)
                .put("patientIdPattern", "")
                .put("active", true);
        Api.Answer created = administrator.post("/api/v1/institutions", form);
        if (created.status() != 201) {
            throw new IOException("the institution was not created: " + created);
        }
        long id = created.body().path("id").asLong();
        return new Hospital(
                id,
                name,
                person(administrator, id, "Casey", code, "CLINICIAN"),
                person(administrator, id, "Pat", code, "PACS_TEAM"),
                administrator);
    }

    /** Somebody new at an institution. */
    public Hospital.Person person(Api administrator, long institution, String firstName, String code, String... roles)
            throws IOException {
        String email = (firstName + "." + code + "@" + code + ".example").toLowerCase(Locale.ROOT);
        String password = password();
        ObjectNode form = Api.JSON
                .createObjectNode()
                .put("institution", institution)
                .put("title", "Dr")
                .put("firstName", firstName)
                .put("lastName", "Tester")
                .put("email", email)
                .put("active", true)
                .put("password", password);
        form.set("roles", Api.JSON.valueToTree(roles));
        Api.Answer created = administrator.post("/api/v1/people", form);
        if (created.status() != 201) {
            throw new IOException("the person was not created: " + created);
        }
        return new Hospital.Person("Dr " + firstName + " Tester", email, password, api(email, password));
    }

    /** Whatever the caller sends to the exchange goes to another hospital's node, with no operator. */
    void route(Hospital.Node caller, Hospital.Node to) throws IOException {
        route(routeForm(caller, to, ""));
    }

    /** A correct form for a route of one modality, or of any where that is empty; to be changed and posted. */
    static ObjectNode routeForm(Hospital.Node caller, Hospital.Node to, String modality) {
        return Api.JSON
                .createObjectNode()
                .put("callingNode", caller.id())
                .put("calledAeTitle", AE_TITLE)
                .put("modality", modality)
                .put("description", "")
                .put("destinationNode", to.id())
                .put("priority", "NORMAL")
                .put("place", 100)
                .put("active", true);
    }

    /** Posts a form that is right. */
    void route(ObjectNode route) throws IOException {
        Api.Answer created = systemAdministrator().post("/api/v1/routes", route);
        assertThat(created.status()).as("route: %s", created).isEqualTo(201);
    }

    private static String password() {
        byte[] bytes = new byte[15];
        RANDOM.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void close() {
        exchange.close();
    }

    /** Gives the world to every test that asks for it; it ends with the run. */
    public static final class Shared implements ParameterResolver {
        private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(World.class);

        @Override
        public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
            return parameter.getParameter().getType() == World.class;
        }

        @Override
        public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
            return context.getRoot()
                    .getStore(NAMESPACE)
                    .getOrComputeIfAbsent(World.class, key -> new World("world", Optional.empty(), Map.of()));
        }
    }
}
