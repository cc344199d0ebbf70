package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
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

/**
 * A run of mixed transfers in which things are killed at random moments. Afterwards every image that was confirmed is
 * there, bit by bit, nothing waits for a person, and the destination was offered hardly anything twice. The moments come
 * from {@code -Diep.seed} (the same in each run unless it is given), how often the server is killed from {@code -Diep.kills}; what was tried and what came of it
 * is written to {@code target/reliability.md}.
 */
@ExtendWith(World.Shared.class)
class ReliabilityIT {
    private static final long SEED = Long.getLong("iep.seed", 21_599_875_831_716L);
    private static final int KILLS = Integer.getInteger("iep.kills", 2);
    private static final int TRANSFERS = 6;
    private static final int IMAGES = 25;

    /** The answers that a kill may keep from being written down: one batch of each delivery that runs. */
    private static final int OFFERED_AGAIN_PER_KILL = 4 * 50;

    private static final long LINK = 6_000_000;
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final int number = NUMBER.incrementAndGet();
    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital b;
    private final SlowLink toExchange;
    private final Orthanc source;
    private final DcmtkReceiver destination;
    private final Random random = new Random(SEED);
    private final List<String> references = new ArrayList<>();

    ReliabilityIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("reliability");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        toExchange = new SlowLink(world.dicomPort(), LINK);
        source = new Orthanc("RELIA" + number, folder.resolve("a"), Map.of(World.AE_TITLE, toExchange.port()));
        destination = new DcmtkReceiver("RELIB" + number, folder.resolve("b"));
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        destination.start();
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        for (int i = 0; i < TRANSFERS; i++) {
            SampleStudy study = SampleStudy.CHEST_CT.withImages(IMAGES).of(patient(i));
            source.load(study.write(folder.resolve("studies")));
            ObjectNode form = Transfers.form(from, b, study);
            if (i % 3 == 2) {
                form.put("priority", "BLUE_LIGHT").put("priorityReason", "BLUE_LIGHT");
            }
            references.add(Transfers.create(a, form));
        }
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        destination.close();
        toExchange.close();
    }

    @Test
    @DisplayName(
            "Truth: the server is killed at random moments of mixed transfers; nothing is lost, all arrives by itself")
    void serverKilled() throws IOException {
        for (int i = 0; i < KILLS; i++) {
            pause(200, 4_000);
            world.exchange().server().kill();
            world.exchange().server().start();
        }
        everythingArrives("The server, killed " + KILLS + " times", KILLS * OFFERED_AGAIN_PER_KILL);
        JsonNode last = world.systemAdministrator().get("/api/v1/lanes").body().path("reconciliation");
        assertThat(last.path("problem").asText()).isEmpty();
        assertThat(last.path("damaged").asInt()).isZero();
    }

    @Test
    @DisplayName(
            "Truth: the link, the database and both PACS are killed in turn; nothing is lost, all arrives by itself")
    void everythingElseKilled() throws IOException {
        awaitShare(0.57);
        toExchange.cut();
        pause(100, 1_000);
        world.exchange().database().kill();
        pause(100, 2_000);
        world.exchange().database().start();
        pause(100, 1_500);
        source.kill();
        pause(500, 2_500);
        source.start();
        pause(100, 1_500);
        destination.kill();
        pause(500, 2_500);
        destination.start();
        everythingArrives("Link cut at 57 %, then PostgreSQL, the source and the destination killed in turn", 8 * 50);
    }

    /** No step of this needs a person: nobody presses Retry here. */
    private void everythingArrives(String fault, int mayBeOfferedAgain) throws IOException {
        toExchange.release();
        long began = System.nanoTime();
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(() -> assertThat(statuses()).as("seed %d", SEED).containsOnly("DELIVERED"));
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - began);
        long offered = destination.requests();
        int images = TRANSFERS * IMAGES;
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                .as("seed %d", SEED)
                .isEqualTo(Dump.of(folder.resolve("studies")));
        assertThat(offered - images).as("offered again, seed %d", SEED).isBetween(0L, (long) mayBeOfferedAgain);
        note(fault, images, offered - images, seconds);
    }

    private List<String> statuses() throws IOException {
        List<String> statuses = new ArrayList<>();
        for (String reference : references) {
            statuses.add(Transfers.status(Transfers.details(b, reference)));
        }
        return statuses;
    }

    /** That part of all images is on the exchange. */
    private void awaitShare(double share) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(100))
                .until(() -> {
                    int held = 0;
                    for (String reference : references) {
                        held += Transfers.details(a, reference)
                                .path("row")
                                .path("held")
                                .asInt();
                    }
                    return held >= share * TRANSFERS * IMAGES;
                });
    }

    /** The random moment: it is what is tested, not something that is waited for. */
    private void pause(int least, int most) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(least + random.nextInt(most - least)));
    }

    private static void note(String fault, int images, long again, long seconds) throws IOException {
        Path table = Path.of("target", "reliability.md");
        if (!Files.exists(table)) {
            Files.writeString(table, """
                    | fault | images | arrived whole | offered twice | all delivered after | by itself | seed |
                    |---|---|---|---|---|---|---|
                    """);
        }
        Files.writeString(
                table,
                "| %s | %d | %d | %d | %d s | yes | %d |%n".formatted(fault, images, images, again, seconds, SEED),
                StandardOpenOption.APPEND);
    }

    private SamplePatient patient(int i) {
        return new SamplePatient(
                "S8%06d".formatted(number * 100 + i),
                "Reliable",
                "Rae",
                LocalDate.of(1960, 1, 1).plusDays(i),
                "F",
                "9990000018");
    }
}
