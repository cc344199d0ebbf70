package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("PixelMed")
class PixelMedTest {
    private static final DataSet STUDY =
            new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, Objects.STUDY);

    @TempDir
    Path folder;

    private String[] pixelMed(String program, String... arguments) {
        return PixelMed.command(folder, List.of(), "com.pixelmed.network." + program, arguments);
    }

    private static DicomServer start(Services services) throws Exception {
        return DicomServer.start(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), Set.of("OURS"), services);
    }

    private static String port(DicomServer server) {
        return Integer.toString(server.port());
    }

    @Test
    @DisplayName("as SCU verifies, names its user, and stores objects that arrive as they were")
    void echoAndStore() throws Exception {
        Path file = Objects.file(folder, 1, 500_000);
        try (Archive archive = new Archive("OURS")) {
            String said = Tool.run(
                    folder,
                    PixelMed.java(),
                    pixelMed(
                            "VerificationSOPClassSCU",
                            "127.0.0.1",
                            archive.port(),
                            "OURS",
                            "PIXELMED",
                            "NONSECURE",
                            "somebody",
                            "secret"));
            assertThat(said.replaceAll("\\s+", " ")).contains("was successful");
            Tool.run(
                    folder,
                    PixelMed.java(),
                    pixelMed("StorageSOPClassSCU", "127.0.0.1", archive.port(), "OURS", "PIXELMED", file.toString()));
            assertThat(archive.objects.get("2.25.103.1")).isEqualTo(Objects.image(1, 500_000));
        }
    }

    @Test
    @DisplayName("as SCU has us move a study")
    void move() throws Exception {
        BlockingQueue<MoveHandler.Move> asked = new LinkedBlockingQueue<>();
        Services services = Services.ECHO.withMove((request, report) -> {
            asked.add(request);
            report.progress(MoveProgress.pending(1, 1, 0, 0));
            return MoveProgress.finished(2, 0, 0);
        });
        try (DicomServer server = start(services)) {
            Tool.run(
                    folder,
                    PixelMed.java(),
                    pixelMed(
                            "MoveSOPClassSCU",
                            "127.0.0.1",
                            port(server),
                            "OURS",
                            "PIXELMED",
                            "ELSEWHERE",
                            "STUDY",
                            Objects.STUDY));
            MoveHandler.Move move = asked.remove();
            assertThat(move.destinationAeTitle()).isEqualTo("ELSEWHERE");
            assertThat(move.identifier().string(Tag.STUDY_INSTANCE_UID)).contains(Objects.STUDY);
        }
    }

    @Test
    @DisplayName("as SCP answers our echo and keeps our objects as they are")
    void receive() throws Exception {
        int port = Tool.freePort();
        Path file = Objects.file(folder, 3, 700_000);
        Files.createDirectory(folder.resolve("kept"));
        Files.writeString(
                folder.resolve(".com.pixelmed.network.StorageSOPClassSCPDispatcher.properties"),
                """
                Dicom.ListeningPort=%d
                Dicom.CalledAETitle=PIXELMED
                Dicom.CallingAETitle=PIXELMED
                Dicom.PrimaryDeviceType=ARCHIVE
                Application.SavedImagesFolderName=%s
                """.formatted(port, folder.resolve("kept")));
        try (Tool scp = Tool.start(folder, PixelMed.java(), pixelMed("StorageSOPClassSCPDispatcher"))) {
            scp.listening(port);
            try (ServiceUser user = new ServiceUser(Association.open(
                    "127.0.0.1",
                    port,
                    new Proposal("PIXELMED", "OURS")
                            .service(Uids.VERIFICATION)
                            .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                            .request(),
                    AssociationSettings.DEFAULT))) {
                assertThat(user.echo()).isEqualTo(Status.SUCCESS);
                assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            }
            Awaitility.await().untilAsserted(() -> {
                try (Stream<Path> files = Files.walk(folder.resolve("kept"))) {
                    Path there = files.filter(f -> f.getFileName().toString().contains("2.25.103.3"))
                            .findFirst()
                            .orElseThrow();
                    assertThat(Part10File.open(there).read(ReadOptions.WHOLE)).isEqualTo(Objects.image(3, 700_000));
                }
            });
        }
    }

    @Test
    @DisplayName("as SCU finds a study and gets its objects on the same association, each as it is")
    void findAndGet() throws Exception {
        List<Path> files = List.of(Objects.file(folder, 1, 128), Objects.file(folder, 2, 700_000));
        Path received = Files.createDirectory(folder.resolve("received"));
        Services services = Services.ECHO
                .withFind((model, keys, matches) -> {
                    matches.add(new DataSet()
                            .put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY")
                            .put(Tag.PATIENT_NAME, "INVENTED^Patient")
                            .put(
                                    Tag.STUDY_INSTANCE_UID,
                                    keys.string(Tag.STUDY_INSTANCE_UID).orElse("")));
                    return Response.of(Status.SUCCESS);
                })
                .withGet((request, requestor) -> {
                    int done = 0;
                    for (Path file : files) {
                        assertThat(requestor.send(OutgoingObject.of(file)).status())
                                .isEqualTo(Status.SUCCESS);
                        done++;
                        requestor.progress(MoveProgress.pending(files.size() - done, done, 0, 0));
                    }
                    return MoveProgress.finished(done, 0, 0);
                });
        String program = PixelMed.source(folder, "PixelMedScu.java").toString();
        try (DicomServer server = start(services)) {
            String[] find = PixelMed.command(folder, List.of(), program, "find", port(server), Objects.STUDY);
            assertThat(Tool.run(folder, PixelMed.java(), find))
                    .contains("match " + Objects.STUDY + " INVENTED^Patient");
            String[] get = PixelMed.command(
                    folder, List.of(), program, "get", port(server), Objects.STUDY, received.toString());
            Tool.run(folder, PixelMed.java(), get);
        }
        assertThat(Part10File.open(received.resolve("2.25.103.1")).read(ReadOptions.WHOLE))
                .isEqualTo(Objects.image(1, 128));
        assertThat(Part10File.open(received.resolve("2.25.103.2")).read(ReadOptions.WHOLE))
                .isEqualTo(Objects.image(2, 700_000));
    }

    @Test
    @DisplayName("as PACS is searched by us, moves a study to us, and gives it to us by C-GET")
    void pacs() throws Exception {
        int port = Tool.freePort();
        try (Archive archive = new Archive("OURS");
                Tool pacs = PixelMed.pacs(folder, port, archive.server.port())) {
            pacs.listening(port);
            try (ServiceUser user = new ServiceUser(Association.open(
                    "127.0.0.1",
                    port,
                    new Proposal("PIXELMED", "OURS")
                            .service(Uids.STUDY_ROOT_FIND)
                            .service(Uids.STUDY_ROOT_MOVE)
                            .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                            .request(),
                    AssociationSettings.DEFAULT))) {
                for (int number = 1; number <= 2; number++) {
                    Path file = Objects.file(folder, number, 4096);
                    assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
                }
                Awaitility.await().untilAsserted(() -> assertThat(found(user)).hasSize(2));
                assertThat(found(user)).containsExactlyInAnyOrder("2.25.103.1", "2.25.103.2");

                MoveProgress moved = user.move(Uids.STUDY_ROOT_MOVE, STUDY, "OURS", 7, progress -> {});

                assertThat(moved.status()).as(pacs.output()).isEqualTo(Status.SUCCESS);
                assertThat(archive.objects.get("2.25.103.2")).isEqualTo(Objects.image(2, 4096));
            }
            assertThat(got(port)).containsExactlyInAnyOrder("2.25.103.1", "2.25.103.2");
        }
    }

    private static List<String> found(ServiceUser user) throws IOException {
        List<String> uids = new ArrayList<>();
        DataSet keys = new DataSet()
                .put(Tag.QUERY_RETRIEVE_LEVEL, "IMAGE")
                .put(Tag.STUDY_INSTANCE_UID, Objects.STUDY)
                .put(Tag.SERIES_INSTANCE_UID, Objects.SERIES)
                .put(Tag.SOP_INSTANCE_UID);
        user.find(
                Uids.STUDY_ROOT_FIND,
                keys,
                match -> uids.add(match.string(Tag.SOP_INSTANCE_UID).orElse("")));
        return uids;
    }

    private static List<String> got(int port) throws IOException {
        List<String> uids = new ArrayList<>();
        try (ServiceUser user = new ServiceUser(Association.open(
                "127.0.0.1",
                port,
                new Proposal("PIXELMED", "OURS")
                        .service(Uids.STUDY_ROOT_GET)
                        .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN))
                        .request(),
                AssociationSettings.DEFAULT))) {
            MoveProgress end = user.get(
                    Uids.STUDY_ROOT_GET,
                    STUDY,
                    (request, data) -> {
                        uids.add(request.sopInstanceUid());
                        return Response.of(Status.SUCCESS);
                    },
                    progress -> true);
            assertThat(end.status()).isEqualTo(Status.SUCCESS);
        }
        return uids;
    }
}
