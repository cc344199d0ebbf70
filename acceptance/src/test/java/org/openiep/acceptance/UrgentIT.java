package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/** Deliveries to one hospital: what is urgent goes first, and the rest loses nothing by it. */
@ExtendWith(World.Shared.class)
class UrgentIT {
    private static final long SLOW = 3_000_000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int number = NUMBER.incrementAndGet();
    private final Path folder;
    private final Api administrator;
    private final Hospital a;
    private final Hospital b;
    private final Orthanc source;
    private final DcmtkReceiver destination;
    private final SlowLink link;
    private Hospital.Node from;
    private Hospital.Node to;

    UrgentIT(World world) throws IOException {
        folder = world.folder("urgent");
        administrator = world.systemAdministrator();
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        source = new Orthanc("URGENTA" + number, folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
        destination = new DcmtkReceiver("URGENTB" + number, folder.resolve("b"));
        link = new SlowLink(destination.port(), SLOW);
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        destination.start();
        from = a.connect(source);
        from.change("associations", 16);
        to = b.connect(destination.aeTitle(), link.port(), World.AE_TITLE);
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        destination.close();
        link.close();
    }

    @Test
    @DisplayName("H1: while four standard deliveries move, a blue light is delivered first; they stand still meanwhile")
    void standardYields() throws IOException {
        to.change("associations", 16);
        // More than a second for an image on each of the four associations that a study gets.
        link.limit(400_000);
        List<String> standard = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            standard.add(send(SampleStudy.CHEST_CT.withImages(60).of(patient(i)), "NORMAL"));
        }
        for (String reference : standard) {
            awaitDelivering(reference);
        }
        String blueLight = send(SampleStudy.HEAD_MR.withImages(12).of(patient(9)), "BLUE_LIGHT");
        Transfers.awaitStatus(Duration.ofSeconds(20), b, blueLight, "DOWNLOADING", "DELIVERED");
        List<Integer> before = delivered(standard);
        Transfers.awaitStatus(Duration.ofSeconds(30), b, blueLight, "DELIVERED");
        List<Integer> after = delivered(standard);
        assertThat(after).allMatch(count -> count < 60);
        for (int i = 0; i < standard.size(); i++) {
            // What was confirmed before is written down with a delay; after that an image every second or so may go.
            assertThat(after.get(i) - before.get(i))
                    .as("images of %s", standard.get(i))
                    .isLessThan(12);
        }
        link.release();
        for (String reference : standard) {
            Transfers.awaitStatus(b, reference, "DELIVERED");
        }
    }

    @Test
    @DisplayName(
            "H1: with one association allowed, a standard delivery gives way between images, and nothing goes twice")
    void standardGivesWay() throws IOException {
        to.change("associations", 1);
        SampleStudy large = SampleStudy.CHEST_CT.withImages(60).of(patient(20));
        SampleStudy small = SampleStudy.HEAD_MR.withImages(6).of(patient(21));
        String standard = send(large, "NORMAL");
        awaitDelivering(standard);
        String blueLight = send(small, "BLUE_LIGHT");
        Transfers.awaitStatus(Duration.ofSeconds(30), b, blueLight, "DELIVERED");
        assertThat(delivered(List.of(standard)).get(0)).isBetween(1, 59);
        link.release();
        JsonNode done = Transfers.awaitStatus(b, standard, "DELIVERED");
        assertThat(done.path("attempts").findValuesAsText("failure")).contains("GAVE_WAY");
        assertThat(destination.requests()).as("images offered").isEqualTo(66);
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived")))).hasSize(66);
    }

    @Test
    @DisplayName("H1: a paused node starts nothing and says so; raised to blue light and resumed, the last is first")
    void pausedAndRaised() throws IOException {
        link.release();
        to.change("associations", 1);
        Api team = b.pacsTeam().api();
        JsonNode paused =
                post(team, "/api/v1/lanes/nodes/" + to.id() + "/hold", "{\"mode\":\"PAUSE\",\"reason\":\"disks\"}");
        assertThat(node(paused, to.id()).path("hold").path("reason").asText()).isEqualTo("disks");
        List<String> waiting = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            waiting.add(send(SampleStudy.HEAD_MR.withImages(4).of(patient(30 + i)), "NORMAL"));
            Transfers.awaitStatus(b, waiting.get(i), "DOWNLOAD_REQUESTED");
        }
        String last = waiting.get(2);
        JsonNode place = Transfers.details(b, last).path("queue");
        assertThat(place.path("position").asInt()).isEqualTo(3);
        assertThat(place.path("waitsFor").asText()).contains("paused");
        JsonNode raised = post(
                a.pacsTeam().api(),
                "/api/v1/transactions/" + last + "/priority",
                "{\"priority\":\"BLUE_LIGHT\",\"reason\":\"Theatre at two\"}");
        assertThat(raised.path("queue").path("position").asInt()).isEqualTo(1);
        assertThat(raised.path("row").path("blueLightDue").isNull()).isFalse();

        post(team, "/api/v1/lanes/nodes/" + to.id() + "/release", "{}");
        for (String reference : waiting) {
            Transfers.awaitStatus(b, reference, "DELIVERED");
        }
        assertThat(deliveredAt(last)).isLessThan(deliveredAt(waiting.get(0))).isLessThan(deliveredAt(waiting.get(1)));
        assertThat(node(team.get("/api/v1/lanes").body(), to.id())
                        .path("delivers")
                        .asDouble())
                .isPositive();
    }

    @Test
    @DisplayName(
            "A paused worker's transfer goes on with another one, nothing goes twice; it takes nothing until resumed")
    void pausedWorker() throws IOException {
        to.change("associations", 16);
        String moving = send(SampleStudy.CHEST_CT.withImages(60).of(patient(40)), "NORMAL");
        awaitDelivering(moving);
        int worker = worker(moving);
        assertThat(worker).isBetween(2, 5);
        String path = "/api/v1/lanes/INBOUND/workers/" + worker;
        try {
            JsonNode lanes = post(administrator, path + "/hold", "{\"mode\":\"PAUSE\",\"reason\":\"looks slow\"}");
            JsonNode paused = lanes.path("lanes").path(1).path("pausedWorkers").path(0);
            assertThat(paused.path("worker").asInt()).isEqualTo(worker);
            assertThat(paused.path("reason").asText()).isEqualTo("looks slow");
            await().atMost(Duration.ofSeconds(20)).until(() -> {
                int now = worker(moving);
                return now != 0 && now != worker;
            });
            link.release();
            JsonNode done = Transfers.awaitStatus(b, moving, "DELIVERED");
            assertThat(done.path("attempts").findValuesAsText("failure")).contains("PAUSED");
            assertThat(destination.requests()).as("images offered").isEqualTo(60);
        } finally {
            post(administrator, path + "/release", "{}");
        }
        assertThat(administrator
                        .get("/api/v1/lanes")
                        .body()
                        .path("lanes")
                        .path(1)
                        .path("pausedWorkers"))
                .isEmpty();
    }

    @Test
    @DisplayName("Only who administers the exchange pauses workers, and nobody the one that is kept for blue light")
    void whoPausesWorkers() throws IOException {
        JsonNode hold = Api.JSON.readTree("{\"mode\":\"DRAIN\",\"reason\":\"\"}");
        assertThat(b.pacsTeam()
                        .api()
                        .post("/api/v1/lanes/INBOUND/workers/2/hold", hold)
                        .status())
                .isEqualTo(403);
        for (String worker : List.of("INBOUND/workers/1", "OUTBOUND/workers/6", "BLUE_LIGHT/workers/1")) {
            assertThat(administrator
                            .post("/api/v1/lanes/" + worker + "/hold", hold)
                            .status())
                    .as(worker)
                    .isEqualTo(400);
        }
    }

    /** Which worker delivers it now; 0 for none. */
    private int worker(String reference) throws IOException {
        for (JsonNode work :
                administrator.get("/api/v1/lanes").body().path("lanes").path(1).path("running")) {
            if (work.path("reference").asText().equals(reference)) {
                return work.path("worker").asInt();
            }
        }
        return 0;
    }

    private String deliveredAt(String reference) throws IOException {
        JsonNode timeline = Transfers.details(b, reference).path("timeline");
        return timeline.path(timeline.size() - 1).path("at").asText();
    }

    private static JsonNode node(JsonNode lanes, long id) {
        for (JsonNode node : lanes.path("nodes")) {
            if (node.path("id").asLong() == id) {
                return node;
            }
        }
        throw new AssertionError("no node " + id + " in " + lanes);
    }

    private static JsonNode post(Api api, String path, String body) throws IOException {
        Api.Answer answer = api.post(path, Api.JSON.readTree(body));
        assertThat(answer.status()).as("%s: %s", path, answer).isEqualTo(200);
        return answer.body();
    }

    private String send(SampleStudy study, String priority) throws IOException {
        source.load(study.write(folder.resolve("studies")));
        return Transfers.create(a, Transfers.prioritised(Transfers.form(from, b, study), priority));
    }

    /** The first images may go ahead while the others are still being collected; then no worker has it in hand yet. */
    private void awaitDelivering(String reference) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> delivered(List.of(reference)).get(0) > 0 && worker(reference) != 0);
    }

    private List<Integer> delivered(List<String> references) throws IOException {
        List<Integer> counts = new ArrayList<>();
        for (String reference : references) {
            counts.add(Transfers.details(b, reference)
                    .path("row")
                    .path("delivered")
                    .asInt());
        }
        return counts;
    }

    private SamplePatient patient(int i) {
        return new SamplePatient(
                "S7%06d".formatted(number * 100 + i),
                "Urgent",
                "Uma",
                LocalDate.of(1980, 1, 1).plusDays(i),
                "F",
                "9990000018");
    }
}
