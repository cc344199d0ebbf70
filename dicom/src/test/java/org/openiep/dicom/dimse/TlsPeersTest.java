package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeAll;
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
import org.openiep.dicom.net.SecureConnectionException;
import org.openiep.dicom.net.TlsSettings.ClientCertificate;

@DisplayName("Over TLS, with a certificate on both sides,")
class TlsPeersTest {
    private static final AssociationSettings PLAIN = AssociationSettings.DEFAULT.withIdle(Duration.ofSeconds(20));
    private static final DataSet STUDY =
            new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, Objects.STUDY);

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Certificate ours;
    private static Certificate theirs;

    @BeforeAll
    static void certificates() throws Exception {
        ours = Certificate.make(shared, "ours");
        theirs = Certificate.make(shared, "theirs");
    }

    private static DicomServer server(Services services) throws Exception {
        return DicomServer.start(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0),
                Set.of("OURS"),
                services,
                PLAIN.withTls(ours.trusting(theirs, ClientCertificate.NEEDED)));
    }

    private static ServiceUser open(int port, Proposal proposal) throws Exception {
        AssociationSettings tls = PLAIN.withTls(ours.trusting(theirs, ClientCertificate.NONE));
        return new ServiceUser(Association.open("127.0.0.1", port, proposal.request(), tls));
    }

    /** DCMTK 3.6.7 has TLS in findscu alone of these; the others get it from a tunnel, as hospitals do with stunnel. */
    private String dcmtk(String program, int port, List<String> tls, String... options) throws Exception {
        List<String> command = new ArrayList<>(tls);
        command.addAll(List.of("-aec", "OURS", "-S", "-k", "0008,0052=STUDY", "-k", "0020,000D=" + Objects.STUDY));
        command.addAll(List.of(options));
        command.addAll(List.of("127.0.0.1", Integer.toString(port)));
        return Tool.run(folder, program, command.toArray(String[]::new));
    }

    @Test
    @DisplayName("findscu searches us")
    void find() throws Exception {
        Services services = Services.ECHO.withFind((model, keys, matches) -> {
            matches.add(keys);
            return Response.of(Status.SUCCESS);
        });
        try (DicomServer server = server(services)) {
            List<String> tls = List.of(
                    "+tls", theirs.keyFile.toString(), theirs.file.toString(), "+cf", ours.file.toString(), "-rc");
            dcmtk("findscu", server.port(), tls, "-X");
        }
        assertThat(folder.resolve("rsp0001.dcm")).exists();
    }

    @Test
    @DisplayName("movescu has us move a study")
    void move() throws Exception {
        Services services = Services.ECHO.withMove((request, report) -> MoveProgress.finished(2, 0, 0));
        try (DicomServer server = server(services);
                TlsTunnel tunnel = TlsTunnel.toSecure(server.port(), theirs.trusting(ours, ClientCertificate.NONE))) {
            assertThat(dcmtk("movescu", tunnel.port(), List.of(), "-v", "-aem", "ELSEWHERE"))
                    .contains("Received Final Move Response (Success)");
        }
    }

    @Test
    @DisplayName("getscu gets an object from us, as it is")
    void get() throws Exception {
        Path file = Objects.file(folder, 1, 700_000);
        Path received = Files.createDirectory(folder.resolve("received"));
        Services services = Services.ECHO.withGet((request, requestor) -> {
            requestor.send(OutgoingObject.of(file));
            return MoveProgress.finished(1, 0, 0);
        });
        try (DicomServer server = server(services);
                TlsTunnel tunnel = TlsTunnel.toSecure(server.port(), theirs.trusting(ours, ClientCertificate.NONE))) {
            dcmtk("getscu", tunnel.port(), List.of(), "-od", received.toString());
        }
        assertThat(Part10File.open(received.resolve("CT.2.25.103.1")).read(ReadOptions.WHOLE))
                .isEqualTo(Objects.image(1, 700_000));
    }

    @Test
    @DisplayName("dcmqrscp keeps our objects, is searched by us, moves them to us and gives them to us by C-GET")
    void dcmqrscp() throws Exception {
        int plain = Tool.freePort();
        List<String> got = new ArrayList<>();
        try (Archive archive = new Archive("OURS");
                Tool pacs = Qrscp.start(folder, plain, archive.server.port());
                TlsTunnel tunnel = TlsTunnel.toPlain(plain, theirs.trusting(ours, ClientCertificate.NEEDED));
                ServiceUser user = open(
                        tunnel.port(),
                        new Proposal("PACS", "OURS")
                                .service(Uids.VERIFICATION)
                                .service(Uids.STUDY_ROOT_FIND)
                                .service(Uids.STUDY_ROOT_MOVE)
                                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN));
                ServiceUser getting = open(
                        tunnel.port(),
                        new Proposal("PACS", "OURS")
                                .service(Uids.STUDY_ROOT_GET)
                                .receive(Uids.CT_IMAGE, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN)))) {
            Path file = Objects.file(folder, 1, 300_000);
            assertThat(user.echo()).isEqualTo(Status.SUCCESS);
            assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            List<DataSet> found = new ArrayList<>();
            user.find(Uids.STUDY_ROOT_FIND, STUDY, found::add);
            assertThat(found).hasSize(1);
            MoveProgress moved = user.move(Uids.STUDY_ROOT_MOVE, STUDY, "OURS", 1, progress -> {});
            assertThat(moved.status()).as(pacs.output()).isEqualTo(Status.SUCCESS);
            assertThat(archive.objects).containsOnlyKeys("2.25.103.1");

            MoveProgress end = getting.get(
                    Uids.STUDY_ROOT_GET,
                    STUDY,
                    (request, data) -> {
                        got.add(request.sopInstanceUid());
                        return Response.of(Status.SUCCESS);
                    },
                    progress -> true);

            assertThat(end.status()).as(pacs.output()).isEqualTo(Status.SUCCESS);
        }
        assertThat(got).containsExactly("2.25.103.1");
    }

    private String[] pixelMed(String program, String... arguments) {
        String password = new String(Certificate.PASSWORD);
        List<String> stores = List.of(
                "-Djavax.net.ssl.keyStore=" + shared.resolve("theirs.p12"),
                "-Djavax.net.ssl.keyStorePassword=" + password,
                "-Djavax.net.ssl.trustStore=" + shared.resolve("ours.p12"),
                "-Djavax.net.ssl.trustStorePassword=" + password);
        return PixelMed.command(folder, stores, "com.pixelmed.network." + program, arguments);
    }

    @Test
    @DisplayName("PixelMed speaks the retired AES profile only, which neither side of ours takes, and says so")
    void pixelMed() throws Exception {
        try (DicomServer server = server(Services.ECHO)) {
            String port = Integer.toString(server.port());
            String[] echo = pixelMed("VerificationSOPClassSCU", "127.0.0.1", port, "OURS", "PIXELMED", "SECURE");
            try (Tool scu = Tool.start(folder, PixelMed.java(), echo)) {
                assertThat(scu.finish()).contains("handshake_failure", "was not successful");
            }
        }
        int port = Tool.freePort();
        String[] command = pixelMed(
                "StorageSOPClassSCPDispatcher", Integer.toString(port), "PIXELMED", folder.toString(), "SECURE", "ANY");
        try (Tool scp = Tool.start(folder, PixelMed.java(), command)) {
            scp.listening(port);
            assertThatThrownBy(() -> open(port, new Proposal("PIXELMED", "OURS").service(Uids.VERIFICATION)))
                    .isInstanceOf(SecureConnectionException.class)
                    .hasMessageContaining("TLS could not be agreed");
        }
    }
}
