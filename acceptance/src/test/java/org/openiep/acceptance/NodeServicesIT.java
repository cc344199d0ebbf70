package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.peer.DcmtkArchive;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Dump;
import org.openiep.acceptance.peer.OpenJpeg;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.Pacs;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.SampleStudy;
import org.openiep.dicom.data.Uids;

@ExtendWith(World.Shared.class)
@DisplayName("What a node and the exchange do for each other, as the node's settings say")
class NodeServicesIT {
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(6);

    private final World world;
    private final Path folder;

    NodeServicesIT(World world) throws IOException {
        this.world = world;
        this.folder = world.folder("services");
    }

    @Test
    @DisplayName("D13: studies are collected by C-GET from an archive that does not know where the exchange is")
    void collectsByGet() throws IOException {
        MR.write(folder.resolve("mr"));
        try (DcmtkArchive source = new DcmtkArchive("GETARCHIVE", folder.resolve("a"), Map.of());
                DcmtkReceiver destination = new DcmtkReceiver("GETDEST", folder.resolve("b"))) {
            source.start();
            source.load(folder.resolve("mr"));
            destination.start();
            collectsByGet(source, destination);
        }
    }

    @Test
    @DisplayName("D13: the same from Orthanc")
    void collectsByGetFromOrthanc() throws IOException {
        List<Path> files = MR.write(folder.resolve("mr"));
        Map<String, Integer> nowhere = Map.of(World.AE_TITLE, 9);
        try (Orthanc source = new Orthanc("GETORTHANC", folder.resolve("a"), nowhere);
                DcmtkReceiver destination = new DcmtkReceiver("GETDEST2", folder.resolve("b"))) {
            source.start();
            source.load(files);
            destination.start();
            collectsByGet(source, destination);
        }
    }

    private void collectsByGet(Pacs source, DcmtkReceiver destination) throws IOException {
        Hospital a = world.hospital("Alton");
        Hospital b = world.hospital("Bude");
        Hospital.Node from = a.connect(source);
        from.serve("retrieve", "C_GET");
        b.connect(destination);
        String reference =
                Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
        Transfers.awaitStatus(b, reference, "DELIVERED");
        assertThat(Dump.of(destination.exportTo(folder.resolve("arrived")))).isEqualTo(Dump.of(folder.resolve("mr")));
    }

    @Test
    @DisplayName("G6: a destination that takes implicit VR alone gets the same objects in implicit VR")
    void converts() throws IOException {
        List<Path> files = MR.write(folder.resolve("mr"));
        try (Orthanc source = orthanc("CONVSOURCE", "a");
                DcmtkReceiver destination = new DcmtkReceiver("CONVDEST", folder.resolve("b")).takingOnlyImplicit()) {
            source.start();
            source.load(files);
            destination.start();
            Hospital a = world.hospital("Calne");
            Hospital b = world.hospital("Diss");
            Hospital.Node from = a.connect(source);
            b.connect(destination);
            String reference =
                    Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
            Transfers.awaitStatus(b, reference, "DELIVERED");
            assertThat(Dump.of(destination.exportTo(folder.resolve("arrived"))))
                    .isEqualTo(Dump.of(folder.resolve("mr")));
        }
    }

    @Test
    @DisplayName(
            "G6: what a destination does not take in JPEG or JPEG 2000 is decompressed on the way, to the same pixels")
    void decompresses() throws IOException {
        List<Path> files = MR.write(folder.resolve("mr"));
        Path compressed = Files.createDirectories(folder.resolve("compressed"));
        for (int i = 0; i < files.size(); i++) {
            Path file = files.get(i);
            Path target = compressed.resolve(file.getFileName());
            if (i % 2 == 0) {
                Tool.run(folder, "dcmcjpeg", "+e1", file.toString(), target.toString());
            } else {
                OpenJpeg.compress(folder, file, target);
            }
        }
        try (Orthanc source = orthanc("JPEGSOURCE", "a");
                DcmtkReceiver destination = new DcmtkReceiver("JPEGDEST", folder.resolve("b")).takingOnlyImplicit()) {
            source.start();
            source.load(files.stream()
                    .map(file -> compressed.resolve(file.getFileName()))
                    .toList());
            destination.start();
            Hospital a = world.hospital("Jarrow");
            Hospital b = world.hospital("Kendal");
            Hospital.Node from = a.connect(source);
            b.connect(destination);
            String reference =
                    Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
            Transfers.awaitStatus(b, reference, "DELIVERED");
            assertThat(pixels(destination.exportTo(folder.resolve("arrived")))).isEqualTo(pixels(folder.resolve("mr")));
        }
    }

    private static Map<String, String> pixels(Path folder) throws IOException {
        Map<String, String> pixels = new TreeMap<>();
        Dump.of(folder)
                .forEach((uid, elements) -> pixels.put(
                        uid,
                        elements.stream()
                                .filter(element -> element.startsWith("(7fe0,0010)"))
                                .findFirst()
                                .orElse("")));
        return pixels;
    }

    @Test
    @DisplayName("A destination that offers storage commitment is asked, and its answer stands in the timeline")
    void commitment() throws IOException {
        List<Path> files = MR.write(folder.resolve("mr"));
        try (Orthanc source = orthanc("COMSOURCE", "a");
                Orthanc destination = orthanc("COMDEST", "b")) {
            source.start();
            source.load(files);
            destination.start();
            JsonNode delivered = deliver(source, destination, "DELIVERED");
            assertThat(delivered.findValuesAsText("title")).contains("Storage confirmed.");
        }
    }

    @Test
    @Tag(FaultTable.TAG)
    @DisplayName(
            "D13: the destination says success and holds nothing: storage commitment finds it out, Failed with a sentence")
    void liar() throws IOException {
        List<Path> files = MR.write(folder.resolve("mr"));
        Map<String, Integer> exchange = Map.of(World.AE_TITLE, world.dicomPort());
        try (Orthanc source = orthanc("LIARSOURCE", "a");
                Orthanc destination = Orthanc.forgetful("LIARDEST", folder.resolve("b"), exchange)) {
            source.start();
            source.load(files);
            destination.start();
            JsonNode failed = deliver(source, destination, "FAILED");
            assertThat(Transfers.cause(failed)).contains("confirmed 6 images, but does not keep any of them");
            assertThat(failed.path("row").path("delivered").asInt()).isZero();
        }
    }

    private JsonNode deliver(Orthanc source, Orthanc destination, String status) throws IOException {
        Hospital a = world.hospital("Ely");
        Hospital b = world.hospital("Frome");
        Hospital.Node from = a.connect(source);
        b.connect(destination).serve("storageCommitment", true);
        String reference =
                Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
        return Transfers.awaitStatus(b, reference, status);
    }

    @Test
    @DisplayName("A PACS that asks for storage commitment hears what the exchange holds of its images, and what not")
    void answersForWhatItHolds() throws IOException {
        List<Path> files = MR.write(folder.resolve("mr"));
        try (Orthanc source = orthanc("ASKSOURCE", "a")) {
            source.start();
            source.load(files);
            Hospital a = world.hospital("Goole");
            Hospital b = world.hospital("Hythe", false, false);
            Hospital.Node from = a.connect(source);
            b.connect("ASKNOBODY", 9, World.AE_TITLE);
            String reference =
                    Transfers.create(a, Transfers.form(a, from, b, MR.patient().id()));
            Transfers.awaitStatus(b, reference, "ON_IEP");

            List<String> held = new ArrayList<>();
            for (int number = 1; number <= MR.images(); number++) {
                held.add(MR.sopInstanceUid(number));
            }
            assertThat(committed(source, held)).isEqualTo("Success");
            assertThat(committed(source, List.of(held.get(0), "2.25.404"))).isEqualTo("Failure");
        }
    }

    private static String committed(Orthanc asking, List<String> instances) throws IOException {
        String request = asking.askForCommitment(World.AE_TITLE, Uids.MR_IMAGE, instances);
        return await().atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(200))
                .until(() -> asking.commitment(request).path("Status").asText(), status -> !status.equals("Pending"));
    }

    @Test
    @DisplayName("The Test button tries what the node is set up for, and says what it found")
    void test() throws IOException {
        try (Orthanc whole = orthanc("TESTWHOLE", "a");
                DcmtkReceiver half = new DcmtkReceiver("TESTHALF", folder.resolve("b"))) {
            whole.start();
            half.start();
            Hospital a = world.hospital("Ilford");
            Hospital.Node all = a.connect(whole);
            all.serve("storageCommitment", true);
            JsonNode well = all.test();
            assertThat(well.path("well").asBoolean()).as("%s", well).isTrue();
            assertThat(well.findValuesAsText("text"))
                    .contains("It answered a search.", "It offers to confirm that it keeps images.");

            Hospital.Node some = a.connect(half);
            some.serve("retrieve", "C_GET", "storageCommitment", true);
            JsonNode limited = some.test();
            assertThat(limited.path("summary").asText())
                    .endsWith("answers, but does not answer searches, nor offer C-GET, nor offer storage commitment.");

            some.serve("storageCommitment", false);
            for (Hospital.Node node : List.of(all, some)) {
                node.change("source", false);
                node.change("destination", true);
            }
            assertThat(all.test().findValuesAsText("text"))
                    .contains("It can be asked what it has: after a broken connection nothing is sent to it twice.");
            JsonNode sentToOnly = some.test();
            assertThat(sentToOnly.path("well").asBoolean()).as("%s", sentToOnly).isTrue();
            assertThat(sentToOnly.findValuesAsText("text"))
                    .anyMatch(text -> text.startsWith("It answers no search, which it need not"));
        }
    }

    private Orthanc orthanc(String aeTitle, String name) throws IOException {
        return new Orthanc(aeTitle, folder.resolve(name), Map.of(World.AE_TITLE, world.dicomPort()));
    }
}
