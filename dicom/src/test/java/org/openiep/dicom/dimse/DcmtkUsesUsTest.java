package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("DCMTK as service user, we as provider")
class DcmtkUsesUsTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("echoscu is answered, and released in good order")
    void echo() throws Exception {
        try (Archive archive = new Archive("OURS")) {
            String output = Tool.run(folder, "echoscu", "-v", "-aec", "OURS", "127.0.0.1", archive.port());
            assertThat(output).contains("Received Echo Response (Success)").contains("Releasing Association");
        }
    }

    @Test
    @DisplayName("A wrong called AE title is rejected for just that reason")
    void wrongCalledAeTitle() throws Exception {
        try (Archive archive = new Archive("OURS");
                Tool echo = Tool.start(folder, "echoscu", "-v", "-aec", "THEIRS", "127.0.0.1", archive.port())) {
            assertThat(echo.finish()).contains("Called AE Title Not Recognized");
        }
    }

    @Test
    @DisplayName("Objects from storescu arrive with every element as sent, in the encoding they were sent in")
    void store() throws Exception {
        Objects.file(folder, 1, 128);
        Objects.file(folder, 2, 3_000_000);
        Objects.file(folder, 3, 65_536, TransferSyntax.IMPLICIT_LITTLE_ENDIAN);
        try (Archive archive = new Archive("OURS")) {
            Tool.run(
                    folder,
                    "storescu",
                    "-xe",
                    "-aec",
                    "OURS",
                    "127.0.0.1",
                    archive.port(),
                    "image-1.dcm",
                    "image-2.dcm");
            Tool.run(folder, "storescu", "-xi", "-aec", "OURS", "127.0.0.1", archive.port(), "image-3.dcm");

            for (int number = 1; number <= 3; number++) {
                DataSet sent = Part10File.open(folder.resolve("image-" + number + ".dcm"))
                        .read(ReadOptions.WHOLE);
                assertThat(archive.objects.get("2.25.103." + number)).isEqualTo(sent);
            }
            assertThat(archive.requests)
                    .extracting(r -> r.context().transferSyntax())
                    .containsExactly(
                            Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                            Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                            Uids.IMPLICIT_VR_LITTLE_ENDIAN);
        }
    }

    @Test
    @DisplayName("Small PDUs of the sender make no difference")
    void smallPdus() throws Exception {
        Objects.file(folder, 4, 500_000);
        try (Archive archive = new Archive("OURS")) {
            Tool.run(
                    folder,
                    "storescu",
                    "--max-send-pdu",
                    "4096",
                    "-aec",
                    "OURS",
                    "127.0.0.1",
                    archive.port(),
                    "image-4.dcm");
            assertThat(archive.objects.get("2.25.103.4")).isEqualTo(Objects.image(4, 500_000));
        }
    }

    @Test
    @DisplayName("An object that the handler refuses is answered with its status, and the next one is taken")
    void refused() throws Exception {
        Objects.file(folder, 1, 200_000);
        Objects.file(folder, 2, 200_000);
        AtomicInteger calls = new AtomicInteger();
        Services services = Services.ECHO.withStore((request, dataSet) ->
                calls.incrementAndGet() == 1 ? Response.of(Status.NOT_AUTHORISED) : Response.of(Status.SUCCESS));
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), services);
                Tool store = Tool.start(
                        folder,
                        "storescu",
                        "-v",
                        "-nh",
                        "127.0.0.1",
                        Integer.toString(server.port()),
                        "image-1.dcm",
                        "image-2.dcm")) {
            assertThat(store.finish()).contains("Unknown Status: 0x124").contains("Received Store Response (Success)");
        }
        assertThat(calls).hasValue(2);
    }

    @Test
    @DisplayName("findscu gets every match")
    void find() throws Exception {
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), Services.ECHO.withFind(this::threeStudies))) {
            Tool.run(
                    folder,
                    "findscu",
                    "-S",
                    "-X",
                    "-k",
                    "0008,0052=STUDY",
                    "-k",
                    "0020,000D",
                    "127.0.0.1",
                    Integer.toString(server.port()));
        }
        try (var files = Files.list(folder)) {
            assertThat(files.filter(f -> f.getFileName().toString().startsWith("rsp")))
                    .hasSize(3);
        }
    }

    private Response threeStudies(String model, DataSet keys, FindHandler.Matches matches) throws java.io.IOException {
        assertThat(model).isEqualTo(Uids.STUDY_ROOT_FIND);
        for (int i = 1; i <= 3; i++) {
            matches.add(new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, "2.25." + i));
        }
        return Response.of(Status.SUCCESS);
    }

    @Test
    @DisplayName("C-CANCEL of findscu stops an endless search")
    void cancel() throws Exception {
        Services endless = Services.ECHO.withFind((model, keys, matches) -> {
            while (matches.add(new DataSet().put(Tag.STUDY_INSTANCE_UID, "2.25.1"))) {
                Thread.onSpinWait();
            }
            return Response.of(Status.CANCEL);
        });
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), endless)) {
            String output = Tool.run(
                    folder,
                    "findscu",
                    "-v",
                    "-S",
                    "--cancel",
                    "5",
                    "-k",
                    "0020,000D",
                    "127.0.0.1",
                    Integer.toString(server.port()));
            assertThat(output).contains("Cancel");
        }
    }

    @Test
    @DisplayName("movescu gets its objects with the message ID of its request")
    void move() throws Exception {
        List<Path> files = List.of(Objects.file(folder, 1, 128), Objects.file(folder, 2, 128));
        int destination = Tool.freePort();
        Services services = Services.ECHO.withMove((move, report) -> {
            assertThat(move.destinationAeTitle()).isEqualTo("MOVESCU");
            try (ServiceUser user = new ServiceUser(Association.open(
                    "127.0.0.1",
                    destination,
                    new Proposal("MOVESCU", "OURS")
                            .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                            .request(),
                    AssociationSettings.DEFAULT))) {
                int done = 0;
                for (Path file : files) {
                    assertThat(user.store(file, Optional.of(move.originator())).status())
                            .isEqualTo(Status.SUCCESS);
                    done++;
                    report.progress(MoveProgress.pending(files.size() - done, done, 0, 0));
                }
                return MoveProgress.finished(done, 0, 0);
            }
        });
        Path received = Files.createDirectory(folder.resolve("received"));
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), services)) {
            String output = Tool.run(
                    folder,
                    "movescu",
                    "-v",
                    "-S",
                    "-aem",
                    "MOVESCU",
                    "+P",
                    Integer.toString(destination),
                    "-od",
                    received.toString(),
                    "-k",
                    "0008,0052=STUDY",
                    "-k",
                    "0020,000D=" + Objects.STUDY,
                    "127.0.0.1",
                    Integer.toString(server.port()));
            assertThat(output).contains("Received Final Move Response (Success)");
        }
        try (var there = Files.list(received)) {
            assertThat(there).hasSize(2);
        }
    }

    @Test
    @DisplayName("C-CANCEL of movescu stops a move, which says what it left")
    void moveCancelled() throws Exception {
        int most = 1_000_000;
        Services services = Services.ECHO.withMove((move, report) -> {
            int done = 0;
            while (done < most) {
                done++;
                if (!report.progress(MoveProgress.pending(most - done, done, 0, 0))) {
                    return MoveProgress.cancelled(most - done, done, 0, 0);
                }
            }
            return MoveProgress.finished(done, 0, 0);
        });
        try (DicomServer server = DicomServer.start(loopback(), Set.of(), services)) {
            String output = Tool.run(
                    folder,
                    "movescu",
                    "-v",
                    "-S",
                    "--cancel",
                    "3",
                    "-k",
                    "0008,0052=STUDY",
                    "-k",
                    "0020,000D=" + Objects.STUDY,
                    "127.0.0.1",
                    Integer.toString(server.port()));
            assertThat(output).contains("Received Final Move Response (Cancel");
        }
    }

    private static InetSocketAddress loopback() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }
}
