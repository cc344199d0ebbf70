package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.Transfers;
import org.openiep.acceptance.World;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.SampleStudy;

/** A transfer fails at night: somebody makes a disk of it and has it taken there. */
@ExtendWith(World.Shared.class)
class DiskIT {
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(6);

    private final World world;
    private final Hospital a;
    private final Hospital b;
    private final Hospital third;
    private final Orthanc source;
    private final Orthanc reader;
    private final DcmtkReceiver destination;
    private final Path folder;

    DiskIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("disk");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        third = world.hospital("Corby");
        source = new Orthanc("DISK" + a.id(), folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
        reader = new Orthanc("DISKR" + a.id(), folder.resolve("r"), Map.of());
        destination = new DcmtkReceiver("DISK" + b.id(), folder.resolve("b"));
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        reader.start();
        source.load(MR.write(folder.resolve("mr")));
        // It takes no MR at all, so the transfer fails with all images here.
        destination
                .taking(List.of("CTImageStorage"), List.of("LocalEndianExplicit"))
                .start();
    }

    @AfterEach
    void close() throws IOException {
        source.close();
        reader.close();
        destination.close();
    }

    private String failed() throws IOException {
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        String reference =
                Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
        Transfers.awaitStatus(b, reference, "FAILED");
        return reference;
    }

    @Test
    @DisplayName("I12, N1: one click on a failed transfer gives a disk image, which another PACS reads whole")
    void oneClick() throws IOException {
        String reference = failed();
        try (Browser sender = new Browser(world)) {
            sender.signIn(a.pacsTeam())
                    .open("/details?ref=" + reference)
                    .sees("#body", "If it cannot wait, make a disk of all 6 images.")
                    .accessible()
                    .picture("disk");
            sender.click("#disk");
            Path iso = sender.downloaded(reference + ".iso");
            // The page was told, and has moved by itself.
            sender.sees("#body", "Disk made").sees("#body", "All 6 images are on it.");

            Path unpacked = unpacked(iso);
            assertThat(Files.readString(unpacked.resolve("README.TXT")))
                    .contains(reference, "all 6")
                    .doesNotContain(MR.patient().lastName());
            assertThat(Tool.run(folder, "dcmftest", unpacked.resolve("DICOMDIR").toString()))
                    .startsWith("yes");
            reader.load(images(unpacked));
            assertThat(reader.held()).hasSize(MR.images());
        }
    }

    @Test
    @DisplayName("I12, A8: the interface gives the same to either PACS team, and to nobody else; each is in the story")
    void wrongUsers() throws IOException {
        String reference = failed();
        String path = "/api/v1/transactions/" + reference + "/disk";

        assertThat(third.pacsTeam().api().get(path).status()).isEqualTo(404);
        assertThat(a.clinician().api().get(path).status()).isEqualTo(403);
        assertThat(world.api("nobody@example.org", "wrong").get(path).status()).isEqualTo(401);
        // Nobody would get what is on it.
        assertThat(a.pacsTeam().api().head(path).status()).isEqualTo(405);
        assertThat(disksMade(reference)).isZero();

        assertThat(b.pacsTeam().api().get(path).status()).isEqualTo(200);
        assertThat(a.pacsTeam().api().get(path).status()).isEqualTo(200);
        assertThat(disksMade(reference)).isEqualTo(2);
    }

    private long disksMade(String reference) throws IOException {
        long made = 0;
        for (JsonNode event : Transfers.details(a, reference).path("timeline")) {
            made += event.path("title").asText().equals("Disk made") ? 1 : 0;
        }
        return made;
    }

    private Path unpacked(Path iso) throws IOException {
        Path unpacked = folder.resolve("unpacked");
        Tool.run(
                folder,
                "xorriso",
                "-abort_on",
                "WARNING",
                "-osirrox",
                "on",
                "-indev",
                iso.toString(),
                "-extract",
                "/",
                unpacked.toString());
        Tool.run(folder, "chmod", "-R", "u+w", unpacked.toString());
        return unpacked;
    }

    private static List<Path> images(Path unpacked) throws IOException {
        try (Stream<Path> files = Files.walk(unpacked.resolve("IMAGES"))) {
            return files.filter(Files::isRegularFile).toList();
        }
    }
}
