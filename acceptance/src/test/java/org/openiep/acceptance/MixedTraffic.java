package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.Pacs;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/**
 * Transfers of every kind at once, over links slow enough for something to happen in the middle: normal, blue light and
 * batch from an Orthanc to a {@code storescp} and to another Orthanc, and what a modality pushes by a route.
 */
final class MixedTraffic implements AutoCloseable {
    static final int IMAGES = 20;

    /** Some two seconds for a study. */
    private static final long LINK = 1_500_000;

    private final Path folder;
    private final int number;
    private final Hospital a;
    private final Hospital b;
    private final Hospital c;
    private final SlowLink toExchange;
    private final SlowLink toReceiver;
    private final SlowLink toArchive;
    private final Orthanc source;
    private final DcmtkReceiver receiver;
    private final Orthanc archive;
    private final Modality modality;
    private final Map<String, Sent> sent = new LinkedHashMap<>();
    private final List<SampleStudy> pushed = new ArrayList<>();
    private Hospital.Node from;
    private int studies;

    /** A transfer that somebody made, and where it goes. */
    private record Sent(SampleStudy study, Hospital to) {}

    /** Starts the peers and registers them. */
    MixedTraffic(World world, Path folder, int number) throws IOException {
        this.folder = folder;
        this.number = number;
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        c = world.hospital("Corby");
        toExchange = new SlowLink(world.dicomPort(), LINK);
        source = new Orthanc("MIXA" + number, folder.resolve("a"), Map.of(World.AE_TITLE, toExchange.port()));
        receiver = new DcmtkReceiver("MIXB" + number, folder.resolve("b"));
        archive = Orthanc.counting("MIXC" + number, folder.resolve("c"), Map.of(World.AE_TITLE, world.dicomPort()));
        toReceiver = new SlowLink(receiver.port(), LINK);
        toArchive = new SlowLink(archive.port(), LINK);
        modality = new Modality("MIXM" + number, toExchange.port(), folder);
        source.start();
        receiver.start();
        archive.start();
        from = a.connect(source);
        b.connect(receiver.aeTitle(), toReceiver.port(), World.AE_TITLE);
        Hospital.Node last = c.connect(archive.aeTitle(), toArchive.port(), World.AE_TITLE);
        world.route(a.connect(modality.aeTitle(), 1, World.AE_TITLE), last);
    }

    /** Begins one transfer of each priority, one to each destination and more, and a push. */
    void begin() throws IOException {
        boolean even = studies % 2 == 0;
        create("BLUE_LIGHT", even ? c : b);
        create("NORMAL", even ? b : c);
        create("BATCH", b);
        SampleStudy study = next();
        pushed.add(study);
        modality.push(study.write(folder.resolve("studies-c")));
    }

    private SampleStudy next() {
        int person = studies++;
        return SampleStudy.HEAD_MR
                .withImages(IMAGES)
                .of(new SamplePatient(
                        "S8%06d".formatted(number * 1000 + person),
                        "Reliable",
                        "Rae",
                        LocalDate.of(1960, 1, 1).plusDays(person),
                        "F",
                        "9990000018"));
    }

    private void create(String priority, Hospital to) throws IOException {
        SampleStudy study = next();
        source.load(study.write(folder.resolve(to.equals(b) ? "studies-b" : "studies-c")));
        String reference = Transfers.create(a, Transfers.prioritised(Transfers.form(from, to, study), priority));
        sent.put(reference, new Sent(study, to));
    }

    /** What is said to have been delivered lies at its destination; what is said to be held is not more than there is. */
    void everyStatusIsTrue() throws IOException {
        // First what is said, then what is so: what happens between the two cannot make a lie of it.
        Map<String, JsonNode> said = new LinkedHashMap<>();
        for (String reference : sent.keySet()) {
            said.put(reference, Transfers.details(a, reference).path("row"));
        }
        Set<String> atReceiver = receiver.held();
        Set<String> atArchive = archive.held();
        for (Map.Entry<String, Sent> one : sent.entrySet()) {
            JsonNode row = said.getOrDefault(one.getKey(), Api.JSON.nullNode());
            Set<String> there = one.getValue().to().equals(b) ? atReceiver : atArchive;
            long arrived = images(one.getValue().study()).stream()
                    .filter(there::contains)
                    .count();
            assertThat(row.path("delivered").asLong())
                    .as("%s: delivered, as is said", one.getKey())
                    .isLessThanOrEqualTo(arrived);
            if (row.path("status").asText().equals("DELIVERED")) {
                assertThat(arrived)
                        .as("%s is said to be delivered", one.getKey())
                        .isEqualTo(IMAGES);
            }
        }
    }

    private static List<String> images(SampleStudy study) {
        List<String> images = new ArrayList<>();
        for (int image = 1; image <= study.images(); image++) {
            images.add(study.sopInstanceUid(image));
        }
        return images;
    }

    /** Waits until the modality has been told success for each of its images. */
    void awaitPushes(Duration longest) {
        modality.await(longest);
    }

    /** The statuses of all that was begun. A push without a transaction counts as nothing yet. */
    List<String> statuses() throws IOException {
        List<String> statuses = new ArrayList<>();
        for (String reference : sent.keySet()) {
            statuses.add(Transfers.status(Transfers.details(a, reference)));
        }
        List<JsonNode> routed = c.routed();
        for (int i = 0; i < pushed.size(); i++) {
            boolean whole = i < routed.size() && routed.get(i).path("delivered").asInt() == IMAGES;
            statuses.add(whole ? routed.get(i).path("status").asText() : "INCOMPLETE");
        }
        return statuses;
    }

    /** Each destination holds what was sent to it, element for element, and nothing else. */
    void everythingIsThere() throws IOException {
        assertThat(Dump.of(receiver.exportTo(folder.resolve("arrived"))))
                .isEqualTo(Dump.of(folder.resolve("studies-b")));
        assertThat(Dump.of(archive.exportTo(folder.resolve("arrived"))))
                .isEqualTo(Dump.of(folder.resolve("studies-c")));
    }

    /** Waits until this part of the images of all transfers but the pushed ones is on the exchange. */
    void awaitShare(double share) {
        await().atMost(Duration.ofMinutes(2))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> {
                    int held = 0;
                    for (String reference : sent.keySet()) {
                        held += Transfers.details(a, reference)
                                .path("row")
                                .path("held")
                                .asInt();
                    }
                    return held >= share * sent.size() * IMAGES;
                });
    }

    /** Waits until {@code storescp} is being sent to. */
    void awaitDelivery() throws IOException {
        long before = receiver.requests();
        await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> receiver.requests() > before);
    }

    /** Breaks every connection; new ones are carried. */
    void cut() {
        toExchange.cut();
        toReceiver.cut();
        toArchive.cut();
    }

    Pacs source() {
        return source;
    }

    /** The two destinations. */
    List<Pacs> destinations() {
        return List.of(receiver, archive);
    }

    int transfers() {
        return sent.size() + pushed.size();
    }

    /** How often {@code storescp} was offered an image that it had been offered before. */
    long offeredTwice() throws IOException {
        return receiver.requests() - toReceiver() * IMAGES;
    }

    /** How often the archive, which can be asked what it has, was offered an image that it had been offered before. */
    long offeredTwiceToArchive() throws IOException {
        return archive.requests() - (transfers() - toReceiver()) * IMAGES;
    }

    private long toReceiver() {
        return sent.values().stream().filter(one -> one.to().equals(b)).count();
    }

    /** From now on as fast as the machine can. */
    void release() {
        toExchange.release();
        toReceiver.release();
        toArchive.release();
    }

    /** How long it took since, in whole seconds. */
    static long secondsSince(long nanoTime) {
        return TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - nanoTime);
    }

    @Override
    public void close() throws IOException {
        modality.close();
        source.close();
        receiver.close();
        archive.close();
        toExchange.close();
        toReceiver.close();
        toArchive.close();
    }
}
