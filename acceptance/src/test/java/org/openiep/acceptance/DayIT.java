package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;
import org.openiep.policy.BankHolidays;

/** A day and a night of the exchange, with its clock moved on by hand. */
@ExtendWith(World.Shared.class)
class DayIT {
    private static final ZoneId LONDON = ZoneId.of("Europe/London");

    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital b;
    private final Hospital takesByHand;

    DayIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("day");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        takesByHand = world.hospital("Corby", false, false);
    }

    @AfterEach
    void clockBack() throws IOException {
        world.moveClock(Duration.ZERO);
    }

    @Test
    @Tag(FaultTable.TAG)
    @DisplayName(
            "G10, H2, H3: the clock is moved through 24 hours: batch starts at 20:00, each step of the ladder is taken once, what was"
                    + " away goes on; 15 days later the images are purged, once, and the"
                    + " records stay")
    void aDay() throws Exception {
        try (Orthanc source = new Orthanc("DAYA", folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
                DcmtkReceiver destination = new DcmtkReceiver("DAYB", folder.resolve("b"));
                DcmtkReceiver other = new DcmtkReceiver("DAYC", folder.resolve("c"))) {
            source.start();
            destination.start();
            other.start();
            Hospital.Node from = a.connect(source);
            b.connect(destination);
            takesByHand.connect(other);
            Instant noon = noon();
            at(noon);

            String batch = send(source, from, b, 1, "BATCH");
            String blueLight = send(source, from, takesByHand, 2, "BLUE_LIGHT");
            String normal = send(source, from, b, 3, "NORMAL");
            Transfers.awaitStatus(b, normal, "DELIVERED");
            Transfers.awaitStatus(takesByHand, blueLight, "ON_IEP");
            JsonNode waiting = Transfers.details(a, batch);
            assertThat(Transfers.status(waiting)).isEqualTo("ACCEPTED");
            assertThat(waiting.path("queue").path("waitsFor").asText()).isEqualTo("Batch transfers start overnight.");
            assertThat(Instant.parse(waiting.path("queue").path("starts").asText())
                            .atZone(LONDON)
                            .toLocalTime())
                    .isEqualTo(LocalTime.of(20, 0));

            for (int hour = 1; hour <= 4; hour++) {
                at(noon.plus(Duration.ofHours(hour)).plusSeconds(30));
                awaitSteps(takesByHand, blueLight, hour);
            }
            at(noon.plus(Duration.ofMinutes(7 * 60 + 59)));
            assertThat(Transfers.status(Transfers.details(a, batch))).isEqualTo("ACCEPTED");

            destination.kill();
            at(noon.plus(Duration.ofHours(8)).plusSeconds(30));
            Transfers.awaitStatus(b, batch, "FAILED");
            destination.start();
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> !Transfers.status(Transfers.details(b, batch)).equals("FAILED"));
            Transfers.awaitStatus(b, batch, "DELIVERED");
            assertThat(destination.requests()).isEqualTo(6);

            at(noon.plus(Duration.ofHours(24)));
            world.exchange().server().stop();
            world.exchange().server().start();
            at(noon.plus(Duration.ofHours(24)));
            String last = send(source, from, b, 4, "NORMAL");
            Transfers.awaitStatus(b, last, "DELIVERED");
            awaitSteps(takesByHand, blueLight, 4);
            assertThat(mailsTwice(blueLight)).isZero();
            await().atMost(Duration.ofSeconds(20))
                    .until(() -> world.exchange().mail().mails().stream()
                            .filter(mail -> mail.subject().contains(blueLight))
                            .map(mail -> mail.subject().substring(0, 7))
                            .distinct()
                            .sorted()
                            .toList()
                            .equals(List.of("Blue li", "Overdue")));

            at(noon.plus(Duration.ofDays(15)).plus(Duration.ofHours(9)));
            for (String reference : List.of(batch, blueLight, normal)) {
                awaitPurged(reference);
            }
            assertThat(Transfers.status(Transfers.details(a, last))).isEqualTo("DELIVERED");
            assertThat(filesOf(last)).hasSize(3);
            at(noon.plus(Duration.ofDays(16)).plus(Duration.ofHours(1)));
            for (String reference : List.of(batch, blueLight, normal, last)) {
                awaitPurged(reference);
                assertThat(titles(a, reference)).containsOnlyOnce("Purged");
            }
            assertThat(destination.requests()).isEqualTo(9);
        }
    }

    /** The record stays, for both sides; the images do not. */
    private void awaitPurged(String reference) throws IOException {
        await().atMost(Duration.ofSeconds(40)).untilAsserted(() -> {
            assertThat(Transfers.status(Transfers.details(a, reference))).isEqualTo("PURGED");
            assertThat(filesOf(reference)).isEmpty();
        });
        JsonNode row = Transfers.details(a, reference).path("row");
        assertThat(row.path("held").asInt()).isEqualTo(3);
        assertThat(row.path("actions")).extracting(JsonNode::asText).doesNotContain("DOWNLOAD", "RETRY");
    }

    private List<Path> filesOf(String reference) throws IOException, SQLException {
        try (Connection connection = world.connection();
                PreparedStatement select =
                        connection.prepareStatement("select id from transaction where reference = ?")) {
            select.setString(1, reference);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                Path images = world.data().resolve("store").resolve(row.getString(1));
                if (!Files.exists(images)) {
                    return List.of();
                }
                try (Stream<Path> files = Files.walk(images)) {
                    return files.filter(Files::isRegularFile).toList();
                }
            }
        }
    }

    /** Noon of the next day that is no bank holiday: whatever the hour is outside. */
    private static Instant noon() {
        LocalDate day = LocalDate.now(LONDON).plusDays(1);
        while (BankHolidays.isOne(day) || BankHolidays.isOne(day.plusDays(1))) {
            day = day.plusDays(1);
        }
        return day.atTime(12, 0).atZone(LONDON).toInstant();
    }

    private void at(Instant moment) throws IOException {
        world.moveClock(Duration.between(Instant.now(), moment));
    }

    private static void awaitSteps(Hospital seer, String reference, int steps) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(300))
                .untilAsserted(() -> assertThat(titles(seer, reference))
                        .filteredOn(title -> title.startsWith("Blue light"))
                        .hasSize(steps));
    }

    private static List<String> titles(Hospital seer, String reference) throws IOException {
        return Transfers.details(seer, reference).path("timeline").findValuesAsText("title");
    }

    private int mailsTwice(String reference) throws SQLException {
        try (Connection connection = world.connection();
                PreparedStatement select = connection.prepareStatement("""
                        select count(*) from (select recipient, body from mail where subject like ?
                        group by recipient, body having count(*) > 1) twice
                        """)) {
            select.setString(1, "%" + reference);
            try (ResultSet row = select.executeQuery()) {
                row.next();
                return row.getInt(1);
            }
        }
    }

    private String send(Orthanc source, Hospital.Node from, Hospital to, int person, String priority)
            throws IOException {
        SampleStudy study = SampleStudy.HEAD_MR
                .withImages(3)
                .of(new SamplePatient(
                        "S6%06d".formatted(person),
                        "Daily",
                        "Dee",
                        LocalDate.of(1950, 1, 1).plusDays(person),
                        "F",
                        "9990000018"));
        source.load(study.write(folder.resolve("studies")));
        return Transfers.create(a, Transfers.prioritised(Transfers.form(from, to, study), priority));
    }
}
