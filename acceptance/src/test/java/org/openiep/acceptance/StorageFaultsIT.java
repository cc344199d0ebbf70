package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.openiep.acceptance.browser.Browser;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/**
 * An exchange of its own whose data folder is a small file system: it is filled and made read-only, and its database
 * ended. Whoever sends is told that nothing was kept, and what is told success for is kept.
 */
@Tag(FaultTable.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class StorageFaultsIT {
    /** More than the exchange wants to be left before it begins to collect. */
    private static final int DISK_MEBIBYTES = 400;

    private static final long MEBIBYTE = 1 << 20;
    private static final String OUT_OF_RESOURCES = "Received Store Response (Refused: OutOfResources)";
    private static final String OUT_OF_SPACE = "The exchange is out of space.";
    private static final String BACKLOG_FULL = "Too many images wait to be catalogued.";
    private static final int IMAGES = 16;

    /** So many images may wait for the database. */
    private static final int BACKLOG = 256;

    private final SmallDisk disk = new SmallDisk(Path.of("target", "small-disk"), DISK_MEBIBYTES);
    private final World world =
            World.own("storage", disk.folder(), Map.of("IEP_DICOM_BACKLOG", Integer.toString(BACKLOG)));
    private final StoreTold told = new StoreTold(world);
    private int number;
    private Hospital a;
    private Hospital b;
    private Path folder;
    private SlowLink toExchange;
    private Orthanc source;
    private DcmtkReceiver destination;
    private Modality modality;
    private Hospital.Node from;

    @BeforeEach
    void start() throws IOException {
        number++;
        folder = world.folder("storage");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        toExchange = new SlowLink(world.dicomPort(), Long.MAX_VALUE);
        source = new Orthanc("SPACEA" + number, folder.resolve("a"), Map.of(World.AE_TITLE, toExchange.port()));
        destination = new DcmtkReceiver("SPACEB" + number, folder.resolve("b"));
        modality = new Modality("SPACEM" + number, toExchange.port(), folder);
        source.start();
        destination.start();
        from = a.connect(source);
        Hospital.Node to = b.connect(destination);
        world.route(a.connect(modality.aeTitle(), 1, World.AE_TITLE), to);
    }

    @AfterEach
    void close() throws IOException {
        disk.unprotect();
        disk.makeSpace();
        modality.close();
        source.close();
        destination.close();
        toExchange.close();
    }

    @AfterAll
    void end() throws IOException {
        world.close();
        disk.close();
    }

    @Test
    @DisplayName(
            "Hostile-proof: the disk fills while a modality sends: A700H, no false success, nothing half-written stays;"
                    + " the Lanes page, one mail and the study's transaction say so; with space again the rest is taken"
                    + " and all arrives")
    void fullWhileReceiving() throws IOException {
        told.awaitOver(a);
        long toldBefore = told.timesTold(OUT_OF_SPACE);
        List<Path> files = study(1).write(folder.resolve("study"));
        disk.leave(MEBIBYTE);

        String printed = modality.sendOnce(files);
        assertThat(printed).contains(OUT_OF_RESOURCES);
        int confirmed = Modality.confirmed(printed);
        assertThat(confirmed).isBetween(1, IMAGES - 1);
        List<Path> left = files.subList(confirmed, files.size());
        assertThat(Modality.confirmed(modality.sendOnce(left))).isZero();
        awaitRouted(confirmed);
        nothingUnfinished();
        assertThat(destination.held()).hasSize(confirmed);
        refusalIsTold(OUT_OF_SPACE, toldBefore);
        await().untilAsserted(() ->
                assertThat(timeline()).filteredOn(OUT_OF_SPACE::equals).hasSize(1));
        try (Browser browser = new Browser(world)) {
            browser.signIn(a.pacsTeam()).open("/admin/lanes").sees("#store", "make space");
            browser.sees("#store li", modality.aeTitle()).accessible().picture("lanes-full");
        }

        disk.makeSpace();
        modality.push(left);
        modality.await(Duration.ofMinutes(1));
        awaitRouted(IMAGES);
        everythingArrived();
        assertThat(destination.requests()).isEqualTo(IMAGES);
        endIsTold(OUT_OF_SPACE, toldBefore);
    }

    @Test
    @DisplayName(
            "Hostile-proof: the database takes nothing in while a modality sends: A700H as soon as no more images may wait;"
                    + " the Lanes page, one mail and the study's transaction say so; once it does again, what was"
                    + " confirmed arrives, and the rest when it is sent again")
    void backlogFull() throws Exception {
        told.awaitOver(a);
        long toldBefore = told.timesTold(BACKLOG_FULL);
        List<Path> files = study(8).withImages(BACKLOG + 4).write(folder.resolve("study"));
        try (Connection connection = world.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Reads go on.
            statement.execute("lock table instance in exclusive mode");
            String printed = modality.sendOnce(files);
            assertThat(printed).contains(OUT_OF_RESOURCES);
            assertThat(Modality.confirmed(printed)).isEqualTo(BACKLOG);
            // That it is full may be told first, where it was full shortly before.
            await().until(() -> told.trouble(a).path("ended").isNull()
                    && !told.trouble(a).path("senders").isEmpty());
            refusalIsTold(BACKLOG_FULL, toldBefore);
            try (Browser browser = new Browser(world)) {
                browser.signIn(a.pacsTeam()).open("/admin/lanes").sees("#store", BACKLOG_FULL);
                browser.sees("#store li", modality.aeTitle()).accessible().picture("lanes-backlog");
            }
            connection.rollback();
        }
        modality.push(files.subList(BACKLOG, files.size()));
        modality.await(Duration.ofMinutes(1));
        awaitRouted(files.size());
        assertThat(destination.held()).hasSize(files.size());
        endIsTold(BACKLOG_FULL, toldBefore);
        assertThat(timeline()).filteredOn(BACKLOG_FULL::equals).hasSize(1);
    }

    @Test
    @DisplayName(
            "I13: no more images may wait in the middle of a collection: the attempt says so and does not blame the source;"
                    + " it goes on by itself when the database does, and all arrives")
    void backlogFullWhileCollecting() throws Exception {
        SampleStudy many = study(9).withImages(BACKLOG + IMAGES);
        told.awaitOver(a);
        source.load(many.write(folder.resolve("study")));
        toExchange.limit(400_000);
        String reference = Transfers.create(a, Transfers.form(from, b, many));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> held(reference) > 0);
        try (Connection connection = world.connection();
                Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            // Reads go on.
            statement.execute("lock table instance in exclusive mode");
            toExchange.release();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> told.trouble(a).path("ended").isNull());
            connection.rollback();
        }
        JsonNode delivered = Transfers.awaitStatus(b, reference, "DELIVERED");
        assertThat(delivered.path("row").path("delivered").asInt()).isEqualTo(many.images());
        assertThat(delivered.path("attempts").findValuesAsText("failure"))
                .contains("OWN_BACKLOG")
                .containsOnly("", "OWN_BACKLOG");
        everythingArrived();
    }

    /** One image was refused twice: one mail to each who has to know, and nothing to the others. */
    private void refusalIsTold(String cause, long toldBefore) throws IOException {
        JsonNode trouble = told.trouble(a);
        assertThat(trouble.path("cause").asText()).isEqualTo(cause);
        assertThat(trouble.path("wellSince").isNull() && trouble.path("ended").isNull())
                .isTrue();
        assertThat(trouble.path("senders")).singleElement().satisfies(sender -> {
            assertThat(sender.path("aeTitle").asText()).isEqualTo(modality.aeTitle());
            assertThat(sender.path("images").asInt()).isEqualTo(1);
            assertThat(sender.path("missing").asInt()).isEqualTo(1);
        });
        assertThat(told.trouble(b).path("senders")).isEmpty();
        await().untilAsserted(() -> {
            assertThat(told.mails(a.pacsTeam().email()))
                    .singleElement()
                    .asString()
                    .startsWith("Images of ");
            assertThat(told.timesTold(cause)).isEqualTo(toldBefore + 1);
        });
        assertThat(told.mails(b.pacsTeam().email())).isEmpty();
    }

    private void endIsTold(String cause, long toldBefore) throws IOException {
        told.awaitOver(a);
        assertThat(told.trouble(a).path("senders").path(0).path("missing").asInt())
                .isZero();
        assertThat(timeline()).last().isEqualTo("The exchange takes images again.");
        await().untilAsserted(() -> assertThat(told.mails(a.pacsTeam().email()))
                .hasSize(2)
                .last()
                .isEqualTo("The exchange takes images again"));
        assertThat(told.timesTold(cause)).isEqualTo(toldBefore + 1);
    }

    private List<String> timeline() throws IOException {
        String reference = b.routed().get(0).path("reference").asText();
        return Transfers.details(b, reference).path("timeline").findValuesAsText("title");
    }

    @Test
    @DisplayName(
            "I13: no space when a collection begins: Failed, saying so and what to do; it goes on by itself when there"
                    + " is space")
    void fullBeforeCollecting() throws IOException {
        ObjectNode form = form(2);
        disk.leave(100 * MEBIBYTE);
        String reference = Transfers.create(a, form);
        JsonNode failed = outOfSpace(reference);
        assertThat(failed.path("timeline").findValuesAsText("title")).doesNotContain("Started");
        goesOn(reference);
    }

    @Test
    @DisplayName(
            "I13: the disk fills in the middle of a collection: Failed, saying so and not blaming the source; it goes on"
                    + " by itself when there is space, and all arrives")
    void fullWhileCollecting() throws IOException {
        ObjectNode form = form(3);
        toExchange.limit(400_000);
        String reference = Transfers.create(a, form);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> held(reference) > 0);
        disk.leave(MEBIBYTE / 4);
        toExchange.release();
        JsonNode failed = outOfSpace(reference);
        assertThat(failed.path("row").path("held").asInt()).isBetween(1, IMAGES - 1);
        nothingUnfinished();
        goesOn(reference);
    }

    @Test
    @DisplayName(
            "Hostile-proof: the store becomes read-only: A700H to who sends, Failed to who collects, both with nothing"
                    + " half-written; it goes on by itself when it can be written")
    void readOnly() throws IOException {
        ObjectNode form = form(4);
        List<Path> files = study(5).write(folder.resolve("study"));
        disk.protect();
        String printed = modality.sendOnce(files);
        assertThat(printed).contains(OUT_OF_RESOURCES);
        assertThat(Modality.confirmed(printed)).isZero();
        String reference = Transfers.create(a, form);
        JsonNode failed = Transfers.awaitStatus(a, reference, "FAILED");
        assertThat(Transfers.cause(failed)).isEqualTo("The exchange's store has a problem.");
        assertThat(attempts(failed)).contains("Read-only file system");
        assertThat(told.trouble(a).path("cause").asText()).isEqualTo("The exchange's store has a problem.");

        disk.unprotect();
        modality.push(files);
        modality.await(Duration.ofMinutes(1));
        awaitRouted(IMAGES);
        goesOn(reference);
    }

    @Test
    @DisplayName(
            "Hostile-proof: the database goes away while a modality sends two studies: success for what is kept already,"
                    + " 0110H for what cannot be taken on, and all that was confirmed arrives; the interface says 503")
    void databaseAway() throws IOException {
        List<Path> files = new ArrayList<>(study(6).write(folder.resolve("study")));
        List<Path> second = study(7).write(folder.resolve("study"));
        files.addAll(second);
        toExchange.limit(1_000_000);
        List<String> printed = new ArrayList<>();
        Thread sender = new Thread(() -> printed.add(modality.sendOnce(files)));
        sender.start();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> !b.routed().isEmpty());
        Api known = a.pacsTeam().api();
        assertThat(known.get("/api/v1/transactions").status()).isEqualTo(200);
        world.exchange().database().kill();
        await().atMost(Duration.ofMinutes(1)).until(() -> !sender.isAlive());
        for (Api caller : List.of(known, b.clinician().api())) {
            Api.Answer away = caller.get("/api/v1/transactions");
            assertThat(away.status()).isEqualTo(503);
            assertThat(away.detail()).isEqualTo("Your password cannot be checked at present. Try again in a moment.");
        }
        world.exchange().database().start();

        assertThat(Modality.confirmed(printed.get(0))).isEqualTo(IMAGES);
        assertThat(printed.get(0)).contains("Received Store Response (Unknown Status: 0x110)");
        awaitRouted(IMAGES);
        modality.push(second);
        modality.await(Duration.ofMinutes(1));
        await().atMost(Duration.ofMinutes(1))
                .untilAsserted(() -> assertThat(destination.held()).hasSize(2 * IMAGES));
        everythingArrived();
    }

    private SampleStudy study(int person) {
        return SampleStudy.HEAD_MR
                .withImages(IMAGES)
                .of(new SamplePatient(
                        "S7%06d".formatted(person),
                        "Storage",
                        "Sam",
                        LocalDate.of(1970, 1, 1).plusDays(person),
                        "M",
                        "9990000018"));
    }

    private ObjectNode form(int person) throws IOException {
        source.load(study(person).write(folder.resolve("study")));
        return Transfers.form(from, b, study(person));
    }

    private JsonNode outOfSpace(String reference) {
        JsonNode failed = Transfers.awaitStatus(a, reference, "FAILED");
        assertThat(Transfers.cause(failed)).isEqualTo(OUT_OF_SPACE);
        assertThat(attempts(failed)).contains("make space in the data folder");
        return failed;
    }

    private static String attempts(JsonNode details) {
        return details.path("attempts").toString();
    }

    private int held(String reference) throws IOException {
        return Transfers.details(a, reference).path("row").path("held").asInt();
    }

    private void goesOn(String reference) throws IOException {
        disk.makeSpace();
        await().atMost(Duration.ofSeconds(30))
                .until(() -> !Transfers.status(Transfers.details(a, reference)).equals("FAILED"));
        Transfers.awaitStatus(b, reference, "DELIVERED");
        everythingArrived();
    }

    private void everythingArrived() throws IOException {
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                .isEqualTo(Dump.of(folder.resolve("study")));
    }

    /** No file of an object is there that is not there in full; folders may go while one looks. */
    private void nothingUnfinished() {
        await().ignoreException(UncheckedIOException.class).until(() -> {
            try (Stream<Path> files = Files.walk(world.data())) {
                return files.noneMatch(file -> file.toString().matches(".*\\.(part|new|tmp)"));
            }
        });
    }

    private void awaitRouted(int images) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> {
                    List<JsonNode> rows = b.routed();
                    return rows.size() == 1
                            && rows.get(0).path("status").asText().equals("DELIVERED")
                            && rows.get(0).path("delivered").asInt() == images;
                });
    }
}
