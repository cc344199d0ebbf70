package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.SampleStudy;

/** What goes wrong ends in full or as Failed with a sentence, and is never called delivered when it was not. */
@ExtendWith(World.Shared.class)
@Tag(FaultTable.TAG)
class FaultsIT {
    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(8);

    /** Some 21 MB, so that on a slow link it takes long enough for something to happen in the middle. */
    private static final SampleStudy CT = SampleStudy.CHEST_CT.withImages(40);

    private static final long SLOW = 4_000_000;

    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital b;
    private final String number = Integer.toString(NUMBER.incrementAndGet());
    private final SlowLink toExchange;
    private final Orthanc source;
    private final DcmtkReceiver destination;

    FaultsIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("faults");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        toExchange = new SlowLink(world.dicomPort(), Long.MAX_VALUE);
        source = new Orthanc("SOURCE" + number, folder.resolve("a"), Map.of(World.AE_TITLE, toExchange.port()));
        destination = new DcmtkReceiver("DEST" + number, folder.resolve("b"));
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
        toExchange.close();
    }

    @Test
    @DisplayName(
            "G8: the source is down: Failed, with what to check; once it is back, it goes on by itself and arrives in full")
    void sourceDown() throws IOException {
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        ObjectNode form = form(from, MR);
        source.kill();

        String reference = Transfers.create(a, form);
        JsonNode failed = Transfers.awaitStatus(a, reference, "FAILED");
        assertThat(Transfers.cause(failed)).isEqualTo(from.name() + " cannot be reached.");
        assertThat(Transfers.lastAttempt(failed).path("advice").asText())
                .contains("Check that " + from.name() + " is running");

        source.start();
        goesOnByItself(a, reference);
        deliveredInFull(reference, MR);
        assertThat(titles(failed)).as("nothing was begun").doesNotContain("Started");
    }

    @Test
    @DisplayName("G8: the destination is down: Failed, and the images stay on IEP; once it is back, they are delivered")
    void destinationDown() throws IOException {
        Hospital.Node from = a.connect(source);
        Hospital.Node to = b.connect(destination);
        destination.kill();

        String reference = Transfers.create(a, form(from, MR));
        JsonNode failed = Transfers.awaitStatus(b, reference, "FAILED");
        assertThat(Transfers.cause(failed)).isEqualTo(to.name() + " cannot be reached.");
        assertThat(failed.path("row").path("held").asInt()).isEqualTo(MR.images());

        assertThat(titles(failed)).as("no image was offered").doesNotContain("Downloading");

        source.kill();
        destination.start();
        goesOnByItself(b, reference);
        deliveredInFull(reference, MR);
    }

    @Test
    @DisplayName("G8: the source does not know our AE title: Failed, naming it")
    void ourAeTitleUnknown() throws IOException {
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        ObjectNode form = form(from, MR);
        from.change("ourAeTitle", "STRANGER");

        JsonNode failed = Transfers.awaitStatus(a, Transfers.create(a, form), "FAILED");
        assertThat(Transfers.lastAttempt(failed).toString()).contains(from.name(), "STRANGER");
        assertThat(destination.requests()).isZero();
    }

    @Test
    @DisplayName("G8: the node is registered under a wrong AE title: Failed, saying that its AE title is wrong")
    void wrongCalledAeTitle() throws IOException {
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        ObjectNode form = form(from, MR);
        from.change("aeTitle", "WRONG" + number);

        JsonNode failed = Transfers.awaitStatus(a, Transfers.create(a, form), "FAILED");
        assertThat(Transfers.cause(failed)).isEqualTo(from.name() + " has another AE title.");
        assertThat(Transfers.lastAttempt(failed).path("meaning").asText()).contains("WRONG" + number);
    }

    @Test
    @DisplayName("D13, I13: one object is refused: Failed with n of m; Retry sends only that one")
    void oneObjectRefused() throws IOException {
        Path study = folder.resolve("study");
        List<Path> files = MR.write(study);
        Path document = Files.write(folder.resolve("document"), new byte[600_000]);
        Tool.run(
                folder,
                "dcmodify",
                "-nb",
                "-if",
                "(0042,0011)=" + document,
                files.get(3).toString());
        Hospital.Node from = a.connect(source);
        Hospital.Node to = b.connect(destination);
        destination.kill();
        destination.refusingAbove(400).start();
        source.load(files);

        String reference =
                Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
        JsonNode failed = Transfers.awaitStatus(b, reference, "FAILED");
        assertThat(Transfers.cause(failed)).isEqualTo(to.name() + " refused 1 of 8 images: out of resources.");
        assertThat(failed.path("row").path("delivered").asInt()).isEqualTo(7);
        assertThat(destination.requests())
                .as("the refused one was offered once in each of the three attempts, sent ahead or not")
                .isEqualTo(7 + 3);

        destination.kill();
        destination.refusingNothing().start();
        long before = destination.requests();
        Transfers.retry(b, reference);
        Transfers.awaitStatus(b, reference, "DELIVERED");
        assertThat(destination.requests() - before).isEqualTo(1);
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived")))).isEqualTo(Dump.of(study));
    }

    @Test
    @DisplayName("D13: the network breaks while images come: what is missing is fetched again, all arrive")
    void networkCutWhileCollecting() throws IOException {
        String reference = collecting();
        toExchange.cut();
        toExchange.release();
        deliveredInFull(reference, CT);
    }

    @Test
    @DisplayName("D13: the database is restarted while images come: the transfer ends in full")
    void databaseRestartedWhileCollecting() throws IOException {
        String reference = collecting();
        restartDatabase();
        toExchange.release();
        deliveredInFull(reference, CT);
    }

    @Test
    @DisplayName("D13: the database is restarted while images go: the transfer ends in full")
    void databaseRestartedWhileDelivering() throws IOException {
        try (SlowLink toDestination = new SlowLink(destination.port(), SLOW)) {
            String reference = delivering(toDestination);
            restartDatabase();
            toDestination.release();
            deliveredInFull(reference, CT);
        }
    }

    @Test
    @DisplayName("D13: the server is killed while images come: it starts again, goes on, and all arrive")
    void serverKilledWhileCollecting() throws IOException {
        String reference = collecting();
        world.exchange().server().kill();
        toExchange.release();
        world.exchange().server().start();
        deliveredInFull(reference, CT);
    }

    @Test
    @DisplayName("D13: the server is killed while images go: it starts again, goes on, and all arrive")
    void serverKilledWhileDelivering() throws IOException {
        try (SlowLink toDestination = new SlowLink(destination.port(), SLOW)) {
            String reference = delivering(toDestination);
            world.exchange().server().kill();
            toDestination.release();
            world.exchange().server().start();
            deliveredInFull(reference, CT);
        }
    }

    /** A transfer of the CT whose images have begun to come, slowly. */
    private String collecting() throws IOException {
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        ObjectNode form = form(from, CT);
        toExchange.limit(SLOW);
        String reference = Transfers.create(a, form);
        awaitCount(reference, "held");
        return reference;
    }

    /** A transfer of the CT whose images have begun to go to the destination, slowly. */
    private String delivering(SlowLink toDestination) throws IOException {
        Hospital.Node from = a.connect(source);
        b.connect(destination.aeTitle(), toDestination.port(), World.AE_TITLE);
        String reference = Transfers.create(a, form(from, CT));
        awaitCount(reference, "delivered");
        return reference;
    }

    private void awaitCount(String reference, String count) {
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    int n = Transfers.details(a, reference)
                            .path("row")
                            .path(count)
                            .asInt();
                    assertThat(n).as("caught too late").isLessThan(CT.images());
                    return n > 0;
                });
    }

    private void restartDatabase() {
        world.exchange().database().stop();
        world.exchange().database().start();
    }

    private ObjectNode form(Hospital.Node from, SampleStudy study) throws IOException {
        source.load(study.write(folder.resolve("study")));
        return Transfers.form(a, from, b, study.patient().id());
    }

    private void deliveredInFull(String reference, SampleStudy study) throws IOException {
        JsonNode delivered = Transfers.awaitStatus(b, reference, "DELIVERED");
        assertThat(delivered.path("row").path("delivered").asInt()).isEqualTo(study.images());
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                .isEqualTo(Dump.of(folder.resolve("study")));
    }

    private static void goesOnByItself(Hospital seer, String reference) {
        await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        !Transfers.status(Transfers.details(seer, reference)).equals("FAILED"));
    }

    private static List<String> titles(JsonNode details) {
        return details.path("timeline").findValuesAsText("title");
    }
}
