package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Api;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.Transfers;
import org.openiep.acceptance.World;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.Tool;
import org.openiep.demo.SampleStudy;

/** The PACS is away: the scanner has written the study to a disk, and that is uploaded and sent. */
@ExtendWith(World.Shared.class)
class UploadIT {
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(4);
    private static final SampleStudy CR = SampleStudy.CHEST_CR.withImages(2).of(MR.patient());
    private static final int NOBODY_LISTENS = 1;
    private static final int MORE_THAN_A_PIECE = 9 << 20;

    private final World world;
    private final Hospital a;
    private final Hospital b;
    private final Orthanc destination;
    private final Path folder;
    private Hospital.Node away;

    UploadIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("upload");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        destination = new Orthanc("UPLOAD" + b.id(), folder.resolve("b"), Map.of());
    }

    @BeforeEach
    void start() throws IOException {
        destination.start();
        away = a.connect("AWAY" + a.id(), NOBODY_LISTENS, World.AE_TITLE);
        b.connect(destination);
    }

    @AfterEach
    void close() {
        destination.close();
    }

    /** A disk as a scanner writes it, with a viewer on it. */
    private Path disk() throws IOException {
        Path disk = folder.resolve("disk");
        int number = 0;
        for (SampleStudy study : List.of(MR, CR)) {
            Path series = Files.createDirectories(disk.resolve("IMAGES").resolve("SE" + number));
            for (Path image : study.write(folder.resolve(study.kind().name()))) {
                Files.copy(image, series.resolve("IM" + number++));
            }
        }
        enlarge(disk.resolve("IMAGES").resolve("SE4").resolve("IM4"));
        Tool.run(
                folder,
                "dcmmkdir",
                "+r",
                "+I",
                "+D",
                disk.resolve("DICOMDIR").toString(),
                "+id",
                disk.toString(),
                "IMAGES");
        Files.writeString(disk.resolve("AUTORUN.INF"), "[autorun]");
        return disk;
    }

    /** More than one piece of the page's, by Data Set Trailing Padding (PS3.10 7.2). */
    private static void enlarge(Path image) throws IOException {
        ByteBuffer padding = ByteBuffer.allocate(12 + MORE_THAN_A_PIECE).order(ByteOrder.LITTLE_ENDIAN);
        padding.putShort((short) 0xFFFC)
                .putShort((short) 0xFFFC)
                .put((byte) 'O')
                .put((byte) 'B');
        padding.putShort((short) 0).putInt(MORE_THAN_A_PIECE);
        Files.write(image, padding.array(), StandardOpenOption.APPEND);
    }

    private static List<String> images(SampleStudy study) {
        return IntStream.rangeClosed(1, study.images())
                .mapToObj(study::sopInstanceUid)
                .toList();
    }

    private static List<String> images() {
        List<String> all = new ArrayList<>(images(MR));
        all.addAll(images(CR));
        return all;
    }

    private NewTransfer begin(Browser browser) {
        browser.signIn(a.clinician());
        NewTransfer page = NewTransfer.begin(browser).to(b);
        browser.sees("#upload", "On a CD, or is the PACS away?");
        return page;
    }

    @Test
    @DisplayName(
            "D14, D13: a disk is uploaded by choosing it, its patient compared, its studies ticked, and all is delivered")
    void uploadedAndSent() throws IOException {
        Path disk = disk();
        try (Browser browser = new Browser(world)) {
            NewTransfer page = begin(browser);
            browser.attach("#folder", disk).sees("#uploaded", "6 images in 2 studies. 1 other file was left out.");
            assertThat(browser.texts("#upload .note.amb")).isEmpty();
            browser.accessible().picture("create-uploaded");
            assertThat(browser.texts("#found tbody tr")).hasSize(2);
            assertThat(browser.text("#patient thead")).contains("What the disk says");

            page.nhsNumber(MR.patient().nhsNumber());
            browser.quiet().click("#fill").quiet();
            assertThat(browser.value("#patient-lastName"))
                    .isEqualTo(MR.patient().lastName());
            browser.click("#found tbody tr:nth-child(2) input[type=checkbox]").quiet();
            String reference = page.tick().send();

            JsonNode delivered = Transfers.awaitStatus(b, reference, "DELIVERED");
            assertThat(delivered.path("timeline").findValuesAsText("text"))
                    .anyMatch(text -> text.endsWith("has uploaded 6 images from a disk or folder."));
            assertThat(destination.held()).containsExactlyInAnyOrderElementsOf(images());
        }
    }

    @Test
    @DisplayName(
            "D13, D14: what the disk lists and did not come is said; single files can be added, and the PACS asked after all")
    void incomplete() throws IOException {
        Path disk = disk();
        Path lost = disk.resolve("IMAGES/SE0/IM1");
        Path found = Files.move(lost, folder.resolve("IM1"));
        try (Browser browser = new Browser(world)) {
            NewTransfer page = begin(browser);
            browser.attach("#folder", disk).sees("#upload .note.amb", "1 image that the disk lists did not come.");
            browser.picture("create-uploaded-incomplete");
            browser.attach("#files", found).sees("#uploaded", "6 images in 2 studies.");
            assertThat(browser.texts("#upload .note.amb")).isEmpty();

            // What was uploaded outlasts a visit to another page.
            browser.open("/help").open("/create").sees("#restored").sees("#uploaded", "6 images in 2 studies.");
            page.patientId(MR.patient().id());
            browser.quiet().click("#ask").sees("#searching .note.bad", "upload that below");
            browser.sees("#uploaded", "6 images in 2 studies.");
        }
    }

    @Test
    @DisplayName("D14, A8: programs do the same, in pieces; nobody comes to the upload of somebody else")
    void programs() throws IOException {
        Api ann = a.clinician().api();
        String upload = "/api/v1/uploads/" + UUID.randomUUID();
        List<Path> files = MR.write(folder.resolve("mr"));
        // One as programs from before PS3.10 write it, without file meta information.
        Tool.run(folder, "dcmconv", "-F", files.get(3).toString(), files.get(3).toString());
        for (int i = 0; i < files.size(); i++) {
            byte[] file = Files.readAllBytes(files.get(i));
            int half = file.length / 2;
            String path = upload + "/files/" + i + "?size=" + file.length;
            assertThat(ann.put(path, Arrays.copyOf(file, half))
                            .body()
                            .path("whole")
                            .asBoolean())
                    .isFalse();
            Api.Answer rest = ann.put(path + "&offset=" + half, Arrays.copyOfRange(file, half, file.length));
            assertThat(rest.body().path("whole").asBoolean()).as("%s", rest).isTrue();
        }
        JsonNode found = ann.get(upload).body().path("studies");
        assertThat(found).hasSize(1);
        ObjectNode form = Transfers.prioritised(Transfers.form(away, b, found), "BLUE_LIGHT");

        assertThat(a.pacsTeam().api().get(upload).status()).isEqualTo(404);
        assertThat(a.pacsTeam().api().post(upload + "/transaction", form).problem("studies"))
                .contains("Upload");
        assertThat(a.administrator().get(upload).status()).isEqualTo(403);
        assertThat(a.administrator()
                        .put(upload + "/files/0?size=1", new byte[1])
                        .status())
                .isEqualTo(403);
        assertThat(world.api("nobody@example.org", "wrong").get(upload).status())
                .isEqualTo(401);
        assertThat(ann.put(upload + "/files/0?size=x", new byte[1]).status()).isIn(400, 404);
        assertThat(ann.put(upload + "/files/0?size=1", new byte[2]).problem("size"))
                .contains("More came");

        // The refused piece took the place of the first file.
        byte[] first = Files.readAllBytes(files.get(0));
        assertThat(ann.put(upload + "/files/0?size=" + first.length, first).status())
                .isEqualTo(200);
        Api.Answer created = ann.post(upload + "/transaction", form);
        assertThat(created.status()).as("%s", created).isEqualTo(201);
        String reference = created.body().path("reference").asText();
        assertThat(created.location()).endsWith("/api/v1/transactions/" + reference);
        assertThat(ann.post(upload + "/transaction", form)
                        .body()
                        .path("reference")
                        .asText())
                .isEqualTo(reference);
        assertThat(ann.get(upload).status()).isEqualTo(404);

        Transfers.awaitStatus(b, reference, "DELIVERED");
        assertThat(destination.held()).containsExactlyInAnyOrderElementsOf(images(MR));
    }

    @Test
    @DisplayName("A8: without a sign-in, or without the role, no piece is taken; one that does not fit says why")
    void wrongUsers() throws IOException {
        String address = "/upload/" + UUID.randomUUID() + "/0?offset=0&size=1";
        try (Browser browser = new Browser(world)) {
            browser.open("/login").sees("#email");
            assertThat(put(browser, address)).isEqualTo("opaqueredirect");
            Hospital.Person keeper = world.person(
                    world.systemAdministrator(), a.id(), "Keeper", "k" + a.id(), "INSTITUTION_ADMINISTRATOR");
            browser.signIn(keeper);
            assertThat(put(browser, address)).isEqualTo("403");
        }
        try (Browser browser = new Browser(world)) {
            browser.signIn(a.clinician());
            assertThat(put(browser, address)).isEqualTo("200");
            assertThat(put(browser, address.replace("size=1", "size=0"))).isEqualTo("400");
            assertThat(put(browser, "/upload/..%2f..%2fetc/0?offset=0&size=1")).isIn("400", "404");
        }
    }

    private static String put(Browser browser, String address) {
        return browser.script("""
                        const answer = await fetch(arguments[0], { method: "PUT", body: "x", redirect: "manual" });
                        return answer.type === "opaqueredirect" ? answer.type : String(answer.status);
                        """, address).toString();
    }
}
