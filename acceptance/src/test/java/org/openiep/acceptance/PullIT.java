package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.SampleStudy;

@ExtendWith(World.Shared.class)
@DisplayName("A PACS pulls for itself what its hospital may see On IEP, and nothing else")
class PullIT {
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(5);

    private final World world;
    private final Path folder;
    private Orthanc source;
    private DcmtkReceiver workstation;
    private Hospital receiver;
    private Hospital.Node own;

    PullIT(World world) throws IOException {
        this.world = world;
        this.folder = world.folder("pull");
    }

    /** A study of Keswick is On IEP for Louth, whose workstation may query. */
    @BeforeEach
    void send() throws IOException {
        String number =
                Integer.toHexString(folder.getFileName().hashCode() & 0xFFFFFF).toUpperCase(Locale.ROOT);
        List<Path> files = MR.write(folder.resolve("mr"));
        source = new Orthanc("PS" + number, folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
        source.start();
        source.load(files);
        workstation = new DcmtkReceiver("PW" + number, folder.resolve("w"));
        workstation.start();
        Hospital sender = world.hospital("Keswick");
        receiver = world.hospital("Louth", false, false);
        Hospital.Node from = sender.connect(source);
        own = receiver.connect(workstation);
        own.serve("mayQuery", true);
        String reference = Transfers.create(
                sender, Transfers.form(sender, from, receiver, MR.patient().id()));
        Transfers.awaitStatus(receiver, reference, "ON_IEP");
    }

    @AfterEach
    void stop() {
        source.close();
        workstation.close();
    }

    private Tool.Ended tool(String name, String callingAeTitle, String... more) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                name,
                "-v",
                "-S",
                "-aet",
                callingAeTitle,
                "-aec",
                World.AE_TITLE,
                "127.0.0.1",
                Integer.toString(world.dicomPort())));
        command.addAll(List.of(more));
        return Tool.attempt(Files.createTempDirectory(folder, name), command.toArray(new String[0]));
    }

    /** The studies that a search finds, as findscu prints them. */
    private Tool.Ended find(String callingAeTitle, String... keys) throws IOException {
        List<String> more = new ArrayList<>(List.of("-k", "QueryRetrieveLevel=STUDY", "-k", "StudyInstanceUID"));
        for (String key : keys) {
            more.addAll(List.of("-k", key));
        }
        return tool("findscu", callingAeTitle, more.toArray(new String[0]));
    }

    @Test
    @DisplayName("findscu finds the study by patient, name, date and modality, with the values that its images have")
    void finds() throws IOException {
        String id = MR.patient().id();
        String name = MR.patient().lastName();
        Tool.Ended found = find(
                workstation.aeTitle(),
                "PatientID=" + id,
                "PatientName=" + name.substring(0, 3).toLowerCase(Locale.ROOT) + "*",
                "StudyDate=20261101-20261130",
                "ModalitiesInStudy=MR",
                "NumberOfStudyRelatedInstances");
        assertThat(found.exitValue()).as(found.printed()).isZero();
        assertThat(found.printed())
                .contains(MR.studyInstanceUid())
                .contains("[5")
                .contains("ONLINE");
        assertThat(find(workstation.aeTitle(), "PatientID=X" + id).printed()).doesNotContain(MR.studyInstanceUid());
        assertThat(find(workstation.aeTitle(), "PatientID=" + id, "StudyDate=20200101-20201231")
                        .printed())
                .doesNotContain(MR.studyInstanceUid());
        Tool.Ended images = tool(
                "findscu",
                workstation.aeTitle(),
                "-k",
                "QueryRetrieveLevel=SERIES",
                "-k",
                "StudyInstanceUID=" + MR.studyInstanceUid(),
                "-k",
                "Modality=MR",
                "-k",
                "SeriesInstanceUID",
                "-k",
                "NumberOfSeriesRelatedInstances");
        assertThat(images.printed()).contains("SeriesInstanceUID").contains("[5");
    }

    @Test
    @DisplayName("getscu gets every object as it was")
    void gets() throws IOException {
        Path into = Files.createDirectories(folder.resolve("got"));
        Tool.Ended got = get(workstation.aeTitle(), into);
        assertThat(got.exitValue()).as(got.printed()).isZero();
        assertThat(Dump.of(into)).isEqualTo(Dump.of(folder.resolve("mr")));
    }

    private Tool.Ended get(String callingAeTitle, Path into) throws IOException {
        return tool(
                "getscu",
                callingAeTitle,
                "+B",
                "-od",
                into.toString(),
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + MR.studyInstanceUid());
    }

    private Tool.Ended move(String callingAeTitle, String destination) throws IOException {
        return tool(
                "movescu",
                callingAeTitle,
                "-aem",
                destination,
                "-k",
                "QueryRetrieveLevel=STUDY",
                "-k",
                "StudyInstanceUID=" + MR.studyInstanceUid());
    }

    @Test
    @DisplayName("movescu has every object sent to a node of the own hospital, to no other")
    void moves() throws IOException {
        Tool.Ended moved = move(workstation.aeTitle(), workstation.aeTitle());
        assertThat(moved.exitValue()).as(moved.printed()).isZero();
        assertThat(Dump.of(workstation.exportTo(folder.resolve("moved")))).isEqualTo(Dump.of(folder.resolve("mr")));

        assertThat(move(workstation.aeTitle(), source.aeTitle()).printed()).contains("MoveDestinationUnknown");
        assertThat(move(workstation.aeTitle(), "NOSUCHNODE").printed()).contains("MoveDestinationUnknown");
    }

    @Test
    @DisplayName("Another hospital finds and gets nothing of it")
    void others() throws IOException {
        Hospital other = world.hospital("Maldon");
        String aeTitle = "X" + workstation.aeTitle();
        other.connect(aeTitle, 9, World.AE_TITLE).serve("mayQuery", true);
        Tool.Ended found = find(aeTitle, "PatientID");
        assertThat(found.exitValue()).as(found.printed()).isZero();
        assertThat(found.printed()).doesNotContain(MR.studyInstanceUid() + "]");
        Path into = Files.createDirectories(folder.resolve("stolen"));
        get(aeTitle, into);
        assertThat(into).isEmptyDirectory();
    }

    @Test
    @DisplayName(
            "A node without the setting is offered no search; an AE title that nobody knows, or at another address,"
                    + " no association")
    void refused() throws IOException {
        own.serve("mayQuery", false);
        assertThat(find(workstation.aeTitle()).printed()).containsIgnoringCase("no acceptable presentation contexts");
        assertThat(find("NOBODYATALL").printed()).contains("Calling AE Title Not Recognized");
        own.serve("mayQuery", true);
        own.change("host", "192.0.2.1");
        assertThat(find(workstation.aeTitle()).printed()).contains("Calling AE Title Not Recognized");
    }
}
