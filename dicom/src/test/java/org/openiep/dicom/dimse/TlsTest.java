package org.openiep.dicom.dimse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.DataSetReader;
import org.openiep.dicom.data.TransferSyntax;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.DicomProtocolException;
import org.openiep.dicom.net.SecureConnectionException;
import org.openiep.dicom.net.TlsSettings;
import org.openiep.dicom.net.TlsSettings.ClientCertificate;

@DisplayName("DICOM over TLS (BCP 195)")
class TlsTest {
    private static final AssociationSettings PLAIN = AssociationSettings.DEFAULT.withIdle(Duration.ofSeconds(10));

    @TempDir
    static Path shared;

    @TempDir
    Path folder;

    private static Certificate ours;
    private static Certificate theirs;
    private static Certificate stranger;

    private final BlockingQueue<DataSet> received = new LinkedBlockingQueue<>();

    @BeforeAll
    static void certificates() throws Exception {
        ours = Certificate.make(shared, "ours");
        theirs = Certificate.make(shared, "theirs");
        stranger = Certificate.make(shared, "stranger");
    }

    private DicomServer server(TlsSettings tls) throws Exception {
        Services services = Services.ECHO.withStore((request, data) -> {
            received.add(
                    DataSetReader.read(data, TransferSyntax.of(request.context().transferSyntax())));
            return Response.of(Status.SUCCESS);
        });
        InetSocketAddress loopback = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        return DicomServer.start(loopback, Set.of(), services, PLAIN.withTls(tls));
    }

    private static ServiceUser open(int port, AssociationSettings settings) throws Exception {
        Proposal proposal = new Proposal("THEIRS", "OURS")
                .service(Uids.VERIFICATION)
                .storage(Uids.CT_IMAGE, Uids.EXPLICIT_VR_LITTLE_ENDIAN);
        return new ServiceUser(Association.open("127.0.0.1", port, proposal.request(), settings));
    }

    @Test
    @DisplayName("Both sides of ours see each other's certificate, and a large object arrives as it was")
    void ourselves() throws Exception {
        Path file = Objects.file(folder, 1, 5_000_000);
        try (DicomServer server = server(ours.trusting(theirs, ClientCertificate.NEEDED));
                ServiceUser user = open(server.port(), PLAIN.withTls(theirs.trusting(ours, ClientCertificate.NONE)))) {
            assertThat(user.association().remoteCertificate().orElseThrow().getSubjectX500Principal())
                    .hasToString("CN=ours");
            assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            assertThat(received.take()).isEqualTo(Objects.image(1, 5_000_000));
            assertThat(user.association().isUsable()).isTrue();
        }
    }

    @Test
    @DisplayName("A certificate that is not trusted, or none where one is needed, opens nothing")
    void untrusted() throws Exception {
        try (DicomServer server = server(ours.trusting(theirs, ClientCertificate.NEEDED))) {
            for (TlsSettings tls :
                    List.of(stranger.trusting(ours, ClientCertificate.NONE), ours.trustedAnonymously())) {
                assertThatThrownBy(() -> open(server.port(), PLAIN.withTls(tls)))
                        .isInstanceOf(AssociationException.class);
            }
            assertThatThrownBy(
                            () -> open(server.port(), PLAIN.withTls(theirs.trusting(stranger, ClientCertificate.NONE))))
                    .isInstanceOf(SecureConnectionException.class)
                    .hasMessageContaining("TLS could not be agreed");
        }
    }

    @Test
    @DisplayName("Plain DICOM on a secure port fails, and TLS on a plain port, each in words that say so")
    void mixedUp() throws Exception {
        TlsSettings tls = theirs.trusting(ours, ClientCertificate.NONE);
        try (DicomServer secure = server(ours.trusting(theirs, ClientCertificate.WANTED));
                Archive plain = new Archive("THEIRS")) {
            assertThatThrownBy(() -> open(secure.port(), PLAIN))
                    .isInstanceOf(DicomProtocolException.class)
                    .hasMessageContaining("the other side speaks TLS");
            assertThatThrownBy(() -> open(plain.server.port(), PLAIN.withTls(tls)))
                    .isInstanceOf(SecureConnectionException.class);
        }
    }

    @Test
    @DisplayName("TLS before 1.2 is refused")
    void oldProtocol() throws Exception {
        SSLContext context = ours.trustedAnonymously().context();
        try (DicomServer server = server(ours.trusting(theirs, ClientCertificate.NONE));
                Socket tcp = new Socket(InetAddress.getLoopbackAddress(), server.port());
                SSLSocket old = (SSLSocket) context.getSocketFactory().createSocket(tcp, "127.0.0.1", 1, true)) {
            old.setEnabledProtocols(new String[] {"TLSv1.2"});
            old.setEnabledCipherSuites(new String[] {"TLS_RSA_WITH_AES_128_CBC_SHA"});
            assertThatThrownBy(old::startHandshake).isInstanceOf(javax.net.ssl.SSLException.class);
        }
    }

    @Test
    @DisplayName("echoscu and storescu speak TLS with us, with a certificate and, where we allow it, without")
    void dcmtkUsesUs() throws Exception {
        Objects.file(folder, 2, 1_000_000);
        try (DicomServer server = server(ours.trusting(theirs, ClientCertificate.NEEDED))) {
            Tool.run(folder, "echoscu", tls(server, List.of(), List.of()));
            Tool.run(folder, "storescu", tls(server, List.of("-xe"), List.of("image-2.dcm")));
            assertThat(received.take()).isEqualTo(Objects.image(2, 1_000_000));
            try (Tool none = Tool.start(folder, "echoscu", anonymous(server))) {
                assertThat(none.finish()).contains("Association Request Failed");
                assertThat(none.exitValue()).isNotZero();
            }
        }
        try (DicomServer server = server(ours.trusting(theirs, ClientCertificate.WANTED))) {
            Tool.run(folder, "echoscu", anonymous(server));
        }
    }

    private String[] tls(DicomServer server, List<String> options, List<String> files) {
        List<String> command = new ArrayList<>(options);
        command.addAll(List.of("+tls", theirs.keyFile.toString(), theirs.file.toString()));
        command.addAll(List.of("+cf", ours.file.toString(), "-rc", "127.0.0.1", Integer.toString(server.port())));
        command.addAll(files);
        return command.toArray(String[]::new);
    }

    private static String[] anonymous(DicomServer server) {
        return new String[] {
            "--anonymous-tls", "+cf", ours.file.toString(), "-rc", "127.0.0.1", Integer.toString(server.port())
        };
    }

    @Test
    @DisplayName("We speak TLS with storescp, which wants our certificate")
    void weUseDcmtk() throws Exception {
        int port = Tool.freePort();
        Path file = Objects.file(folder, 3, 1_000_000);
        Path there = Files.createDirectory(folder.resolve("received"));
        try (Tool scp = Tool.start(
                folder,
                "storescp",
                "+B",
                "-od",
                there.toString(),
                "+tls",
                theirs.keyFile.toString(),
                theirs.file.toString(),
                "+cf",
                ours.file.toString(),
                "-rc",
                Integer.toString(port))) {
            scp.listening(port);
            try (ServiceUser user = open(port, PLAIN.withTls(ours.trusting(theirs, ClientCertificate.NONE)))) {
                assertThat(user.echo()).isEqualTo(Status.SUCCESS);
                assertThat(user.store(file, Optional.empty()).status()).isEqualTo(Status.SUCCESS);
            }
            assertThatThrownBy(() -> open(port, PLAIN.withTls(stranger.trusting(theirs, ClientCertificate.NONE))))
                    .isInstanceOf(AssociationException.class);
        }
        assertThat(org.openiep.dicom.file.Part10File.open(there.resolve("CT.2.25.103.3"))
                        .read(org.openiep.dicom.data.ReadOptions.WHOLE))
                .isEqualTo(Objects.image(3, 1_000_000));
    }
}
