package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.SampleStudy;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

/** Objects that somebody does not take, cannot read, or sends again: the others go on, and what is said is true. */
@ExtendWith(World.Shared.class)
@Tag(FaultTable.TAG)
class ObjectFaultsIT {
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(6);
    private static final List<String> UNCOMPRESSED = List.of("LocalEndianExplicit", "LittleEndianImplicit");
    private static final byte[] STUDY_INSTANCE_UID = {0x20, 0, 0x0D, 0, 'U', 'I'};
    private static final byte[] ROWS = {0x28, 0, 0x10, 0, 'U', 'S'};
    private static int number;

    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital b;
    private final Orthanc source;
    private final DcmtkReceiver destination;
    private final Modality modality;

    ObjectFaultsIT(World world) throws IOException {
        this.world = world;
        number++;
        folder = world.folder("objects");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        source = new Orthanc("OBJA" + number, folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
        destination = new DcmtkReceiver("OBJB" + number, folder.resolve("b"));
        modality = new Modality("OBJM" + number, world.dicomPort(), folder);
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
    }

    @AfterEach
    void close() throws IOException {
        modality.close();
        source.close();
        destination.close();
    }

    @Test
    @DisplayName("I13: the destination refuses one SOP class of a study: the others are delivered; Failed as SOP class"
            + " refused, with the class and the image")
    void sopClassRefused() throws IOException {
        destination.taking(List.of("MRImageStorage"), UNCOMPRESSED).start();
        List<Path> files = MR.write(folder.resolve("study"));
        Tool.run(
                folder,
                "dcmodify",
                "-nb",
                "-m",
                "(0008,0016)=" + Uids.SECONDARY_CAPTURE_IMAGE,
                files.get(2).toString());
        JsonNode failed = refused(files);
        assertThat(Transfers.lastAttempt(failed).path("failure").asText()).isEqualTo("SOP_CLASS_REFUSED");
        assertThat(Transfers.cause(failed))
                .contains("does not take Secondary Capture Image Storage: 1 of 6 images was not sent");
        assertThat(Transfers.lastAttempt(failed).toString()).contains(MR.sopInstanceUid(3));
    }

    @Test
    @DisplayName(
            "I13: the destination refuses the transfer syntax of one image: the others are delivered; Failed as transfer"
                    + " syntax refused, with what it takes")
    void transferSyntaxRefused() throws IOException {
        destination.taking(List.of("MRImageStorage"), UNCOMPRESSED).start();
        List<Path> files = MR.write(folder.resolve("study"));
        String file = files.get(4).toString();
        Tool.run(folder, "dcmcjpeg", "+eb", "--uid-never", file, file);
        JsonNode failed = refused(files);
        assertThat(Transfers.lastAttempt(failed).path("failure").asText()).isEqualTo("TRANSFER_SYNTAX_REFUSED");
        assertThat(Transfers.cause(failed)).contains("JPEG Baseline", "Explicit VR Little Endian");
    }

    private JsonNode refused(List<Path> files) throws IOException {
        source.load(files);
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        String reference =
                Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
        JsonNode failed = Transfers.awaitStatus(b, reference, "FAILED");
        assertThat(failed.path("row").path("delivered").asInt()).isEqualTo(MR.images() - 1);
        assertThat(destination.held()).hasSize(MR.images() - 1);
        assertThat(destination.requests()).isEqualTo(MR.images() - 1);
        return failed;
    }

    @Test
    @DisplayName(
            "Hostile-proof: objects that nobody can read come in the middle of a study: C000H and not kept where their"
                    + " study cannot be read; all others arrive, and the destination's verdict on the rest is told")
    void poison() throws IOException {
        List<Path> files = MR.write(folder.resolve("study"));
        spoil(files.get(0), ROWS);
        spoil(files.get(3), STUDY_INSTANCE_UID);
        destination.reading().start();
        world.route(a.connect(modality.aeTitle(), 1, World.AE_TITLE), b.connect(destination));
        assertThat(push(files)).containsExactly(0, 0, 0, 0xC000, 0, 0);
        JsonNode row = awaitRouted("FAILED");
        assertThat(row.path("delivered").asInt()).isEqualTo(MR.images() - 2);
        assertThat(row.path("cause").asText()).contains("hangs up on 1 of 5 images");
        assertThat(destination.held()).contains(MR.sopInstanceUid(2), MR.sopInstanceUid(3), MR.sopInstanceUid(5));
    }

    /** Gives the element a length that is not there, as a fault in a modality or on its disk would. */
    private static void spoil(Path file, byte[] element) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        int at = indexOf(bytes, element) + element.length;
        bytes[at] = (byte) 0xFE;
        bytes[at + 1] = (byte) 0xFF;
        // All that follows is too short for it.
        Files.write(file, Arrays.copyOf(bytes, at + 60_000));
    }

    private static int indexOf(byte[] bytes, byte[] part) {
        for (int at = 0; at < bytes.length - part.length; at++) {
            if (Arrays.equals(bytes, at, at + part.length, part, 0, part.length)) {
                return at;
            }
        }
        throw new AssertionError("The file has no such element.");
    }

    /** No tool sends what it cannot read, so our own engine does. Answers the statuses. */
    private List<Integer> push(List<Path> files) throws IOException {
        Proposal proposal =
                new Proposal(World.AE_TITLE, modality.aeTitle()).storage(Uids.MR_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        List<Integer> statuses = new ArrayList<>();
        try (ServiceUser user = new ServiceUser(
                Association.open("127.0.0.1", world.dicomPort(), proposal.request(), AssociationSettings.DEFAULT))) {
            for (Path file : files) {
                statuses.add(user.store(file, Optional.empty()).status().code());
            }
        }
        return statuses;
    }

    @Test
    @DisplayName(
            "D13: a corrected image comes late under the same UID: it replaces the earlier one, the timeline says so,"
                    + " and the destination gets it; what comes again unchanged is not sent again")
    void corrected() throws IOException {
        destination.start();
        world.route(a.connect(modality.aeTitle(), 1, World.AE_TITLE), b.connect(destination));
        List<Path> files = MR.write(folder.resolve("study"));
        modality.push(files);
        awaitDelivered(MR.images());

        Path late = files.get(2);
        Tool.run(folder, "dcmodify", "-nb", "-m", "(0010,0010)=Corrected^Cora", late.toString());
        assertThat(Modality.confirmed(modality.sendOnce(files))).isEqualTo(MR.images());
        await().atMost(Duration.ofSeconds(30)).until(() -> destination.requests() == MR.images() + 1);
        awaitDelivered(MR.images());
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                .isEqualTo(Dump.of(folder.resolve("study")));
        String reference = awaitRouted("DELIVERED").path("reference").asText();
        assertThat(Transfers.details(b, reference).path("timeline").findValuesAsText("title"))
                .containsOnlyOnce("1 image came again, corrected");
    }

    private void awaitDelivered(int images) {
        await().atMost(Duration.ofMinutes(1))
                .until(() -> awaitRouted("DELIVERED").path("delivered").asInt() == images);
    }

    /** The one routed transfer, when it has that status. */
    private JsonNode awaitRouted(String status) {
        return await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(200))
                .until(
                        b::list,
                        rows -> rows.size() == 1
                                && rows.get(0).path("status").asText().equals(status))
                .get(0);
    }
}
