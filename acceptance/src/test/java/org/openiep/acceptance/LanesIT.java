package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/** An emergency waits behind nothing. */
@ExtendWith(World.Shared.class)
class LanesIT {
    private static final int QUEUED = 100;

    private final World world;
    private final Path folder;

    LanesIT(World world) throws IOException {
        this.world = world;
        this.folder = world.folder("lanes");
    }

    @Test
    @DisplayName("H1: with 100 normal transfers queued and 4 running, blue light starts within 5 s; never 5 normal run")
    void blueLightOvertakes() throws IOException {
        SampleStudy emergency = SampleStudy.CHEST_CT.withImages(3);
        Hospital a = world.hospital("Ashby");
        Hospital b = world.hospital("Barrow");
        try (SlowLink link = new SlowLink(world.dicomPort(), 1_000);
                Orthanc source = new Orthanc("LANESA", folder.resolve("a"), Map.of(World.AE_TITLE, link.port()));
                DcmtkReceiver destination = new DcmtkReceiver("LANESB", folder.resolve("b"))) {
            source.start();
            List<SampleStudy> routine = routine();
            for (SampleStudy study : routine) {
                source.load(study.write(folder.resolve("routine")));
            }
            source.load(emergency.write(folder.resolve("emergency")));
            destination.start();
            Hospital.Node from = a.connect(source);
            from.change("associations", 16);
            b.connect(destination);
            for (SampleStudy study : routine) {
                Transfers.create(a, Transfers.form(from, b, study));
            }
            String blueLight =
                    Transfers.create(a, Transfers.prioritised(Transfers.form(from, b, emergency), "BLUE_LIGHT"));
            long created = System.nanoTime();
            Transfers.awaitStatus(Duration.ofSeconds(5), a, blueLight, "UPLOADING", "ON_IEP", "DELIVERED");
            assertThat(Duration.ofNanos(System.nanoTime() - created)).isLessThan(Duration.ofSeconds(5));
            assertThat(normalRunning(a)).isBetween(1L, 4L);

            link.release();
            AtomicLong most = new AtomicLong();
            await().atMost(Duration.ofMinutes(5))
                    .pollInterval(Duration.ofMillis(200))
                    .until(() -> {
                        most.accumulateAndGet(normalRunning(a), Math::max);
                        return a.list().stream()
                                .allMatch(row -> row.path("status").asText().equals("DELIVERED"));
                    });
            assertThat(most.get()).as("most normal transfers that ran at once").isLessThanOrEqualTo(4);
            assertThat(a.list()).hasSize(QUEUED + 1);
        }
    }

    /** One image each, of as many people: two transfers of the same study would wait for each other. */
    private static List<SampleStudy> routine() {
        return IntStream.range(0, QUEUED)
                .mapToObj(i -> SampleStudy.HEAD_MR
                        .withImages(1)
                        .of(new SamplePatient(
                                "S1%06d".formatted(i),
                                "Routine",
                                "Robin",
                                LocalDate.of(1970, 1, 1).plusDays(i),
                                "F",
                                "9990000018")))
                .toList();
    }

    private static long normalRunning(Hospital a) throws IOException {
        return a.list().stream()
                .filter(row -> row.path("priority").asText().equals("NORMAL"))
                .filter(row -> row.path("status").asText().equals("UPLOADING"))
                .count();
    }
}
