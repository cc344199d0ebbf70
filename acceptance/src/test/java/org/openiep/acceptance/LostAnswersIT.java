package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestReporter;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SampleStudy;

/** Images arrive and their answers do not: a destination that can be searched is asked, and gets none of them twice. */
@ExtendWith(World.Shared.class)
@Tag(FaultTable.TAG)
class LostAnswersIT {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final SampleStudy CT = SampleStudy.CHEST_CT.withImages(40);

    /** With one node at once, as it is registered: Orthanc knows no window, so each has one image without an answer. */
    private static final int ASSOCIATIONS = 4;

    /** Some 8 images a second on each association. */
    private static final long SLOW = 4_000_000;

    private final World world;
    private final Path folder;
    private final Orthanc source;
    private final Orthanc destination;
    private final SlowLink link;

    LostAnswersIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("lost-answers");
        int number = NUMBER.incrementAndGet();
        Map<String, Integer> exchange = Map.of(World.AE_TITLE, world.dicomPort());
        source = new Orthanc("LOSTA" + number, folder.resolve("a"), exchange);
        destination = Orthanc.counting("LOSTB" + number, folder.resolve("b"), exchange);
        link = new SlowLink(destination.port(), SLOW);
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        destination.start();
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        destination.close();
        link.close();
    }

    @Test
    @DisplayName(
            "I11: the network loses the destination's answers, and then breaks: the destination is asked what it has, and"
                    + " gets nothing twice")
    void networkBreaks(TestReporter reporter) throws IOException {
        nothingIsSentTwice(link::cut, reporter);
    }

    @Test
    @DisplayName(
            "I11: the network loses the destination's answers, and then the server is killed: the destination is asked"
                    + " what it has, and gets nothing twice")
    void serverKilled(TestReporter reporter) throws IOException {
        nothingIsSentTwice(
                () -> {
                    world.exchange().server().kill();
                    world.exchange().server().start();
                },
                reporter);
    }

    private void nothingIsSentTwice(Runnable breaking, TestReporter reporter) throws IOException {
        Hospital a = world.hospital("Ashby");
        Hospital b = world.hospital("Barrow");
        Hospital.Node from = a.connect(source);
        Hospital.Node to = b.connect(destination.aeTitle(), link.port(), World.AE_TITLE);
        Path study = folder.resolve("study");
        source.load(CT.write(study));
        String reference =
                Transfers.create(a, Transfers.form(a, from, b, CT.patient().id()));
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> destination.requests() > 0);
        link.loseAnswers(true);
        awaitSilence();

        link.loseAnswers(false);
        breaking.run();
        link.release();
        JsonNode delivered = Transfers.awaitStatus(b, reference, "DELIVERED");
        assertThat(delivered.path("row").path("delivered").asInt()).isEqualTo(CT.images());
        assertThat(destination.requests()).as("offers").isEqualTo(CT.images());
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived")))).isEqualTo(Dump.of(study));
        int found = foundThere(delivered, to);
        assertThat(found).as("images that had arrived without an answer").isBetween(1, ASSOCIATIONS);
        reporter.publishEntry(
                FaultTable.MEASURED,
                "%d of %d images had arrived without an answer; 0 were offered twice".formatted(found, CT.images()));
    }

    private static int foundThere(JsonNode details, Hospital.Node destination) {
        Pattern told = Pattern.compile(Pattern.quote(destination.name())
                + " was asked: it has (\\d+) of them\\. What it has is not sent again\\.");
        return details.path("timeline").findValuesAsText("text").stream()
                .map(told::matcher)
                .filter(Matcher::matches)
                .mapToInt(text -> Integer.parseInt(text.group(1)))
                .sum();
    }

    /** Each association waits for an answer that does not come. */
    private void awaitSilence() {
        AtomicLong before = new AtomicLong(-1);
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofSeconds(1))
                .until(() -> {
                    long now = destination.requests();
                    assertThat(now).as("caught too late").isLessThan(CT.images());
                    return now == before.getAndSet(now);
                });
    }
}
