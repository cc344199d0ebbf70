package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;

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
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.ReadOptions;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

@DisplayName("PixelMed")
class PixelMedTest {
    private static final Path JARS = Path.of("/usr/share/java");

    @TempDir
    Path folder;

    @BeforeAll
    static void installed() {
        assertThat(JARS.resolve("pixelmed.jar"))
                .as("PixelMed's toolkit (Debian: apt-get install libpixelmed-java)")
                .exists();
    }

    private String[] pixelMed(String program, String... arguments) {
        List<String> command = new ArrayList<>(List.of("-Duser.home=" + folder, "-Djava.awt.headless=true", "-cp"));
        command.add(JARS + "/pixelmed.jar:" + JARS + "/commons-codec.jar:" + JARS + "/vecmath.jar");
        command.add("com.pixelmed.network." + program);
        command.addAll(List.of(arguments));
        return command.toArray(String[]::new);
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java").toString();
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
            Tool.run(
                    folder,
                    java(),
                    pixelMed(
                            "VerificationSOPClassSCU",
                            "127.0.0.1",
                            archive.port(),
                            "OURS",
                            "PIXELMED",
                            "NONSECURE",
                            "somebody",
                            "secret"));
            Tool.run(
                    folder,
                    java(),
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
                    java(),
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
        try (Tool scp = Tool.start(folder, java(), pixelMed("StorageSOPClassSCPDispatcher"))) {
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
}
