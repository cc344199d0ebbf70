package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/** Rows and files that a crash, or somebody's hand, left apart are put right at the next start, and it is told. */
@ExtendWith(World.Shared.class)
@Tag(FaultTable.TAG)
class ReconciliationIT {
    private static final int IMAGES = 10;

    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital byHand;
    private final SlowLink toExchange;
    private final Orthanc source;
    private final DcmtkReceiver destination;
    private final Path store;

    ReconciliationIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("reconciliation");
        a = world.hospital("Ashby");
        byHand = world.hospital("Corby", false, false);
        toExchange = new SlowLink(world.dicomPort(), Long.MAX_VALUE);
        source = new Orthanc("RECA", folder.resolve("a"), Map.of(World.AE_TITLE, toExchange.port()));
        destination = new DcmtkReceiver("RECB", folder.resolve("b"));
        store = world.data().resolve("store");
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        destination.close();
        toExchange.close();
    }

    @Test
    @DisplayName(
            "D13: rows lost their files and files their rows while the server was dead: files get their rows back, what can"
                    + " be is collected again, what belongs to nothing is set aside, and what is damaged fails and says so; the Lanes"
                    + " page tells of each")
    void putRight() throws Exception {
        source.start();
        destination.start();
        Hospital.Node from = a.connect(source);
        byHand.connect(destination);
        String withoutRow = onIep(from, 1);
        String damaged = onIep(from, 2);
        toExchange.limit(300_000);
        String half = create(from, 3);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> row(half).path("held").asInt() > 1);
        world.exchange().server().kill();
        toExchange.release();

        change("delete from instance where file = ?", anyFile(withoutRow));
        Files.delete(store.resolve(anyFile(damaged)));
        Files.delete(store.resolve(anyFile(half)));
        Path stray = Files.createDirectories(store.resolve("999999999/1")).resolve("2.25.9.dcm");
        Files.writeString(stray, "nobody's");
        Files.setLastModifiedTime(stray, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        world.exchange().server().start();

        JsonNode found = reconciliation();
        assertThat(found.path("adopted").asInt()).isGreaterThanOrEqualTo(1);
        assertThat(found.path("lost").asInt()).isEqualTo(1);
        assertThat(found.path("damaged").asInt()).isEqualTo(1);
        assertThat(found.path("setAside").asInt()).isEqualTo(1);
        assertThat(found.path("problem").asText()).isEmpty();
        assertThat(stray).doesNotExist();
        assertThat(world.data().resolve("set-aside/999999999-1-2.25.9.dcm")).exists();

        Transfers.awaitStatus(a, half, "ON_IEP");
        download(half);
        download(withoutRow);
        Transfers.awaitStatus(byHand, half, "DELIVERED");
        Transfers.awaitStatus(byHand, withoutRow, "DELIVERED");
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                .containsAllEntriesOf(Dump.of(folder.resolve("study1")))
                .containsAllEntriesOf(Dump.of(folder.resolve("study3")));
        download(damaged);
        JsonNode failed = Transfers.awaitStatus(byHand, damaged, "FAILED");
        assertThat(Transfers.cause(failed)).isEqualTo("An image is damaged in the exchange's store.");
        // Nothing stays behind that the next comparison would count again.
        change("delete from instance where file = ?", gone(damaged));
    }

    private String create(Hospital.Node from, int person) throws IOException {
        SampleStudy study = SampleStudy.HEAD_MR
                .withImages(IMAGES)
                .of(new SamplePatient(
                        "S4%06d".formatted(person),
                        "Orphan",
                        "Ola",
                        LocalDate.of(1945, 1, 1).plusDays(person),
                        "F",
                        "9990000018"));
        source.load(study.write(folder.resolve("study" + person)));
        return Transfers.create(a, Transfers.form(from, byHand, study));
    }

    private String onIep(Hospital.Node from, int person) throws IOException {
        String reference = create(from, person);
        Transfers.awaitStatus(byHand, reference, "ON_IEP");
        return reference;
    }

    private void download(String reference) throws IOException {
        Api.Answer answer =
                byHand.pacsTeam().api().post("/api/v1/transactions/" + reference + "/download", Api.JSON.nullNode());
        assertThat(answer.status()).as("download: %s", answer).isEqualTo(200);
    }

    private JsonNode row(String reference) throws IOException {
        return Transfers.details(a, reference).path("row");
    }

    /** The comparison that the start has made. */
    private JsonNode reconciliation() {
        return await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        () -> world.systemAdministrator()
                                .get("/api/v1/lanes")
                                .body()
                                .path("reconciliation"),
                        last -> !last.path("ended").asText("").isEmpty()
                                && last.path("setAside").asInt() == 1);
    }

    /** An image's file that is there. */
    private String anyFile(String reference) throws SQLException {
        return file(reference, true);
    }

    /** The file of an image that is gone. */
    private String gone(String reference) throws SQLException {
        return file(reference, false);
    }

    private String file(String reference, boolean there) throws SQLException {
        try (Connection connection = world.connection();
                PreparedStatement select = connection.prepareStatement("""
                        select i.file from instance i join study_entry s on s.id = i.study_entry_id
                        join transaction t on t.id = s.transaction_id
                        where t.reference = ? and i.held_at is not null and i.delivered_at is null order by i.file
                        """)) {
            select.setString(1, reference);
            try (ResultSet row = select.executeQuery()) {
                while (row.next()) {
                    if (Files.exists(store.resolve(row.getString(1))) == there) {
                        return row.getString(1);
                    }
                }
            }
        }
        throw new AssertionError("There is no such image.");
    }

    private void change(String statement, String file) throws SQLException {
        try (Connection connection = world.connection();
                PreparedStatement change = connection.prepareStatement(statement)) {
            change.setString(1, file);
            assertThat(change.executeUpdate()).isEqualTo(1);
        }
    }
}
