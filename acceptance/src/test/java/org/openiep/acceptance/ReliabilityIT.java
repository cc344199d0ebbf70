package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.Pacs;

/**
 * Mixed transfers in the middle of which the server is killed at random moments. After each kill what is said is true; at
 * the end every image that was confirmed is there, element for element, and nothing waited for a person. Orthanc, which can
 * be asked what it has, was offered nothing twice; {@code storescp}, which cannot, hardly anything. {@code -Diep.kills} says how often; the moments come from {@code -Diep.seed}, the same in each run
 * unless it is given.
 */
@ExtendWith(World.Shared.class)
class ReliabilityIT {
    private static final long SEED = Long.getLong("iep.seed", 21_599_875_831_716L);
    private static final int KILLS = Integer.getInteger("iep.kills", 3);

    /** The answers that a kill may keep from being written down: one batch of each delivery that runs. */
    private static final int OFFERED_AGAIN_PER_KILL = 4 * 50;

    /** With one node at once, as it is registered. */
    private static final int ASSOCIATIONS = 4;

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final World world;
    private final MixedTraffic traffic;
    private final Random random = new Random(SEED);

    ReliabilityIT(World world) throws IOException {
        this.world = world;
        traffic = new MixedTraffic(world, world.folder("reliability"), NUMBER.incrementAndGet());
    }

    /** Batch transfers start at night alone. */
    @BeforeEach
    void night() throws IOException {
        ZoneId london = ZoneId.of("Europe/London");
        world.moveClock(Duration.between(
                Instant.now(),
                LocalDate.now(london).plusDays(1).atTime(22, 0).atZone(london).toInstant()));
    }

    @AfterEach
    void close() throws IOException {
        traffic.close();
        world.moveClock(Duration.ZERO);
    }

    @Test
    @Tag(FaultTable.TAG)
    @DisplayName(
            "D13, H1, I11: the server is killed at random moments of mixed transfers, normal, blue light, batch and"
                    + " pushed, to two destinations: after each what is said is true; nothing confirmed is lost, all arrives by"
                    + " itself")
    void serverKilled(TestReporter reporter) throws IOException {
        for (int i = 0; i < KILLS; i++) {
            traffic.begin();
            if (i % 2 == 0) {
                pause(100, 5_000);
            } else {
                // Else most moments would fall into collections, which come first.
                traffic.awaitDelivery();
                pause(10, 1_500);
            }
            world.exchange().server().kill();
            world.exchange().server().start();
            traffic.everyStatusIsTrue();
        }
        everythingArrives(KILLS + " kills", KILLS * OFFERED_AGAIN_PER_KILL, 0, reporter);
    }

    @Test
    @Tag(FaultTable.TAG)
    @DisplayName(
            "D13, H1, I11: in the middle of mixed transfers the network is cut at 57 %, then PostgreSQL, the source and"
                    + " both destinations are killed in turn: what is said is true; nothing confirmed is lost, all arrives by itself")
    void everythingElseKilled(TestReporter reporter) throws IOException {
        traffic.begin();
        traffic.begin();
        traffic.awaitShare(0.57);
        traffic.cut();
        pause(100, 1_000);
        world.exchange().database().kill();
        pause(100, 2_000);
        world.exchange().database().start();
        pause(100, 1_500);
        traffic.source().kill();
        pause(500, 2_500);
        traffic.source().start();
        for (Pacs destination : traffic.destinations()) {
            pause(100, 1_500);
            destination.kill();
            pause(500, 2_500);
            destination.start();
        }
        // What the archive had not kept when it was killed itself has to be offered again.
        everythingArrives("5 faults", 5 * OFFERED_AGAIN_PER_KILL, ASSOCIATIONS, reporter);
    }

    /** No step of this needs a person: nobody presses Retry here. */
    private void everythingArrives(String faults, int again, int againToArchive, TestReporter reporter)
            throws IOException {
        traffic.everyStatusIsTrue();
        traffic.release();
        long began = System.nanoTime();
        traffic.awaitPushes(Duration.ofMinutes(3));
        await().atMost(Duration.ofMinutes(3))
                .pollInterval(Duration.ofMillis(500))
                .untilAsserted(
                        () -> assertThat(traffic.statuses()).as("seed %d", SEED).containsOnly("DELIVERED"));
        long seconds = MixedTraffic.secondsSince(began);
        traffic.everythingIsThere();
        long twice = traffic.offeredTwice();
        long twiceToArchive = traffic.offeredTwiceToArchive();
        reporter.publishEntry(
                FaultTable.MEASURED,
                ("%s, %d transfers of %d images, %d images offered twice to Orthanc and %d to storescp,"
                                + " all delivered %d s after the last")
                        .formatted(faults, traffic.transfers(), MixedTraffic.IMAGES, twiceToArchive, twice, seconds));
        assertThat(twice).as("offered again to storescp, seed %d", SEED).isBetween(0L, (long) again);
        assertThat(twiceToArchive).as("offered again to Orthanc, seed %d", SEED).isBetween(0L, (long) againToArchive);
        JsonNode last = world.systemAdministrator().get("/api/v1/lanes").body().path("reconciliation");
        assertThat(last.path("problem").asText()).isEmpty();
        assertThat(last.path("damaged").asInt()).isZero();
    }

    /** The random moment: it is what is tested, not something that is waited for. */
    private void pause(int least, int most) {
        LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(least + random.nextInt(most - least)));
    }
}
