package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.TlsFiles;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.SampleStudy;

@ExtendWith(World.Shared.class)
@DisplayName("DICOM over TLS, beside plain DICOM")
class TlsIT {
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(4);

    private final World world;
    private final Path folder;

    TlsIT(World world) throws IOException {
        this.world = world;
        this.folder = world.folder("tls");
    }

    @Test
    @DisplayName("A study is delivered over TLS to a PACS whose certificate is the expected one, and only to that")
    void delivers() throws IOException {
        List<Path> files = MR.write(folder.resolve("mr"));
        Map<String, Integer> exchange = Map.of(World.AE_TITLE, world.dicomPort());
        try (Orthanc source = new Orthanc("TLSSOURCE", folder.resolve("a"), exchange);
                DcmtkReceiver destination = new DcmtkReceiver("TLSDEST", folder.resolve("b")).withTls(world.tls())) {
            source.start();
            source.load(files);
            destination.start();
            Hospital a = world.hospital("Neath");
            Hospital b = world.hospital("Oakham");
            Hospital.Node from = a.connect(source);
            Hospital.Node to = b.connect(destination);
            to.serve("security", "TLS", "certificateSubject", "another.example");
            String reference =
                    Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
            JsonNode failed = Transfers.awaitStatus(b, reference, "FAILED");
            assertThat(Transfers.cause(failed)).startsWith("No secure connection to");
            assertThat(destination.requests()).isZero();

            to.serve("security", "TLS", "certificateSubject", TlsFiles.PACS_NAME);
            Transfers.retry(b, reference);
            Transfers.awaitStatus(b, reference, "DELIVERED");
            assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                    .isEqualTo(Dump.of(folder.resolve("mr")));
        }
    }

    @Test
    @DisplayName("The secure port takes who shows a trusted certificate of the right name; AE titles count as ever")
    void securePort() throws IOException {
        Hospital a = world.hospital("Penrith");
        Hospital.Node node = a.connect("TLSCALLER", 9, World.AE_TITLE);
        TlsFiles tls = world.tls();
        List<String> own = List.of(
                "+tls",
                tls.pacsKey().toString(),
                tls.pacsCertificate().toString(),
                "+cf",
                tls.authority().toString());
        List<String> strangers = List.of(
                "+tls",
                tls.strangersKey().toString(),
                tls.strangersCertificate().toString(),
                "+cf",
                tls.authority().toString());
        int secure = world.secureDicomPort();
        assertThat(echo("TLSCALLER", secure, own).exitValue()).isZero();
        assertThat(echo("TLSNOBODY", secure, own).printed()).contains("Calling AE Title Not Recognized");
        assertThat(echo("TLSCALLER", secure, strangers).exitValue()).isNotZero();
        assertThat(echo("TLSCALLER", secure, List.of("+tla", "-ic")).exitValue())
                .isNotZero();
        assertThat(echo("TLSCALLER", secure, List.of()).exitValue()).isNotZero();
        assertThat(echo("TLSCALLER", world.dicomPort(), List.of()).exitValue()).isZero();

        node.serve("security", "TLS", "certificateSubject", TlsFiles.PACS_NAME);
        assertThat(echo("TLSCALLER", secure, own).exitValue()).isZero();
        assertThat(echo("TLSCALLER", world.dicomPort(), List.of()).printed())
                .contains("Calling AE Title Not Recognized");
        node.serve("security", "TLS", "certificateSubject", "another.example");
        assertThat(echo("TLSCALLER", secure, own).printed()).contains("Calling AE Title Not Recognized");
    }

    private Tool.Ended echo(String callingAeTitle, int port, List<String> tls) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                "echoscu",
                "-v",
                "-to",
                "10",
                "-ta",
                "10",
                "-td",
                "10",
                "-aet",
                callingAeTitle,
                "-aec",
                World.AE_TITLE));
        command.addAll(tls);
        command.addAll(List.of("127.0.0.1", Integer.toString(port)));
        return Tool.attempt(folder, command.toArray(new String[0]));
    }
}
