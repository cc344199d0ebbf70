package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;
import org.openiep.demo.Server;

/** Two servers on one database and one data folder. */
@ExtendWith(World.Shared.class)
@Tag(FaultTable.TAG)
class ServersIT {
    private static final int IMAGES = 20;
    /** So slow that the second server starts while the first has its transfer in hand; bytes a second. */
    private static final long SLOW = 20_000;

    /** So that half a study takes some seconds; bytes a second. */
    private static final long SOME_SECONDS = 400_000;

    private static final String SECOND = "second";

    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital b;
    private final SlowLink toExchange;
    private final Orthanc source;
    private final DcmtkReceiver destination;
    private final Server second;
    private final SlowLink toSecond;
    private final Modality modality;

    ServersIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("servers");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        toExchange = new SlowLink(world.dicomPort(), SLOW);
        source = new Orthanc("TWOA" + a.id(), folder.resolve("a"), Map.of(World.AE_TITLE, toExchange.port()));
        destination = new DcmtkReceiver("TWOB" + b.id(), folder.resolve("b"));
        second = world.another(SECOND);
        toSecond = new SlowLink(second.ports().dicom(), 2 * SLOW);
        modality = new Modality("TWOM" + a.id(), toSecond.port(), folder);
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        destination.start();
    }

    @AfterEach
    void close() throws IOException {
        second.close();
        modality.close();
        source.close();
        destination.close();
        toExchange.close();
        toSecond.close();
    }

    @Test
    @DisplayName(
            "D13: of two servers on one database the database goes away, and then one is killed, with transfers in hand"
                    + " and images confirmed that no row knows: neither takes what the other has; what the dead one had the other"
                    + " ends, and all arrives")
    void oneOfTwoKilled(TestReporter reporter) throws Exception {
        Hospital.Node from = a.connect(source);
        Hospital.Node to = b.connect(destination);
        world.route(a.connect(modality.aeTitle(), 1, World.AE_TITLE), to);
        Api clinicianHere = a.clinician().api();
        List<String> references = new ArrayList<>();
        references.add(create(clinicianHere, from, 1));
        awaitRunning(1);
        second.start();
        Api clinicianThere = new Api(
                HttpClient.newBuilder().sslContext(second.certificate().trust()).build(),
                second.address(),
                a.clinician().email(),
                a.clinician().password());
        references.add(create(clinicianThere, from, 2));
        references.add(create(clinicianThere, from, 3));
        awaitRunning(3);
        Map<String, String> workers = running();
        assertThat(workers.values())
                .filteredOn(worker -> worker.startsWith(SECOND + "/"))
                .isNotEmpty();
        assertThat(workers.values())
                .filteredOn(worker -> !worker.startsWith(SECOND + "/"))
                .isNotEmpty();

        List<Path> pushed = study(4).write(folder.resolve("studies"));
        modality.push(pushed);
        await().atMost(Duration.ofMinutes(1)).until(() -> rows() > references.size());
        world.exchange().database().kill();
        toSecond.release();
        modality.await(Duration.ofMinutes(1));
        second.kill();
        world.exchange().database().start();
        toExchange.release();

        for (String reference : references) {
            Transfers.awaitStatus(b, reference, "DELIVERED");
        }
        await().atMost(Duration.ofMinutes(2))
                .untilAsserted(() -> assertThat(destination.held()).hasSize(4 * IMAGES));
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                .isEqualTo(Dump.of(folder.resolve("studies")));
        long twice = destination.requests() - 4 * IMAGES;
        reporter.publishEntry(FaultTable.MEASURED, twice + " of " + 4 * IMAGES + " images offered twice to storescp");
        // The answers that the dead server could not write down any more.
        assertThat(twice).isBetween(0L, 2L * IMAGES);
        assertThat(claims(references.get(0)))
                .as("the first transfer, which was never the second server's")
                .isEqualTo(1);
    }

    @Test
    @DisplayName(
            "I11: images of one routed study come to two servers at once: they leave as they arrive, and none is offered"
                    + " twice")
    void oneStudyToBoth(TestReporter reporter) throws Exception {
        second.start();
        toExchange.limit(SOME_SECONDS);
        toSecond.limit(SOME_SECONDS);
        List<Path> files = study(5).write(folder.resolve("studies"));
        // What is on its way to the destination for long is what the other server would send too.
        try (SlowLink toDestination = new SlowLink(destination.port(), SOME_SECONDS);
                Modality here = new Modality(modality.aeTitle(), toExchange.port(), folder)) {
            world.route(
                    a.connect(modality.aeTitle(), 1, World.AE_TITLE),
                    b.connect(destination.aeTitle(), toDestination.port(), World.AE_TITLE));
            modality.push(files.subList(0, IMAGES / 2));
            here.push(files.subList(IMAGES / 2, IMAGES));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> a.routed().stream()
                            .anyMatch(row -> row.path("delivered").asInt() > 0
                                    && row.path("status").asText().equals("UPLOADING")));
            modality.await(Duration.ofMinutes(1));
            here.await(Duration.ofMinutes(1));
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> a.routed().size() == 1
                            && a.routed().get(0).path("status").asText().equals("DELIVERED"));
        }
        assertThat(destination.held()).hasSize(IMAGES);
        long twice = destination.requests() - IMAGES;
        reporter.publishEntry(FaultTable.MEASURED, twice + " of " + IMAGES + " images offered twice to storescp");
        assertThat(twice).isZero();
    }

    private SampleStudy study(int person) {
        return SampleStudy.HEAD_MR
                .withImages(IMAGES)
                .of(new SamplePatient(
                        "S5%06d".formatted(person),
                        "Twofold",
                        "Tess",
                        LocalDate.of(1955, 1, 1).plusDays(person),
                        "F",
                        "9990000018"));
    }

    private String create(Api clinician, Hospital.Node from, int person) throws IOException {
        source.load(study(person).write(folder.resolve("studies")));
        Api.Answer created = clinician.post("/api/v1/transactions", Transfers.form(from, b, study(person)));
        assertThat(created.status()).as("creation: %s", created).isEqualTo(201);
        return created.body().path("reference").asText();
    }

    private int rows() throws IOException {
        return b.list().size();
    }

    private void awaitRunning(int jobs) {
        await().atMost(Duration.ofSeconds(30)).until(() -> running().size() == jobs);
    }

    /** Reference to worker, of this test's collections that run. */
    private Map<String, String> running() throws SQLException {
        Map<String, String> running = new HashMap<>();
        try (Connection connection = world.connection();
                PreparedStatement select = connection.prepareStatement("""
                        select t.reference, j.worker from job j join transaction t on t.id = j.transaction_id
                        where j.state = 'RUNNING' and j.step = 'COLLECT' and j.institution_id = ?
                        """)) {
            select.setLong(1, a.id());
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    running.put(row.getString(1), row.getString(2));
                }
            }
        }
        return running;
    }

    /** How often the transfer's collection was claimed. */
    private int claims(String reference) throws SQLException {
        try (Connection connection = world.connection();
                PreparedStatement select = connection.prepareStatement("""
                        select j.run from job j join transaction t on t.id = j.transaction_id
                        where j.step = 'COLLECT' and t.reference = ?
                        """)) {
            select.setString(1, reference);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }
}
