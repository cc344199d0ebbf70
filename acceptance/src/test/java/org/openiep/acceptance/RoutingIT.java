package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.browser.Browser;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SampleStudy;

/** What a modality sends to the exchange goes to another hospital with no operator. */
@ExtendWith(World.Shared.class)
class RoutingIT {
    private static final SampleStudy CT = SampleStudy.CHEST_CT.withImages(7);
    private static final int IMAGES_AT_FIRST = 5;
    /** At this pace it takes a quarter of a minute, unless the link is released. */
    private static final SampleStudy LONG_CT = SampleStudy.CHEST_CT.withImages(30);

    private static final int IMAGES_A_SECOND = 2;
    private static final int NOBODY_LISTENS = 1;

    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital b;

    RoutingIT(World world) throws IOException {
        this.world = world;
        this.folder = world.folder("routing");
        // Neither takes what arrives by itself: the route does.
        a = world.hospital("Ashby", false, false);
        b = world.hospital("Barrow", false, false);
    }

    /** Answers what {@code storescu} printed. */
    private String send(String aeTitle, List<Path> files) {
        try (Modality modality = new Modality(aeTitle, world.dicomPort(), folder)) {
            return modality.sendOnce(files);
        }
    }

    private void sends(String aeTitle, List<Path> files) {
        assertThat(Modality.confirmed(send(aeTitle, files))).isEqualTo(files.size());
    }

    private static long held(Orthanc pacs, Path into) throws IOException {
        try (Stream<Path> files = Files.list(pacs.exportTo(into))) {
            return files.count();
        }
    }

    private static String delivered(Hospital seer, int images) {
        return await().atMost(Duration.ofMinutes(1))
                .pollInterval(Duration.ofMillis(300))
                .until(
                        seer::routed,
                        rows -> rows.size() == 1
                                && rows.get(0).path("status").asText().equals("DELIVERED")
                                && rows.get(0).path("delivered").asInt() == images)
                .get(0)
                .path("reference")
                .asText();
    }

    @Test
    @DisplayName(
            "I11: storescu to the exchange arrives in Orthanc with no operator; late images join the same transaction")
    void routes() throws IOException {
        String modality = "RSCU" + a.id();
        List<Path> files = CT.write(folder.resolve("ct"));
        try (Orthanc pacs =
                new Orthanc("RPACS" + b.id(), folder.resolve("b"), Map.of(World.AE_TITLE, world.dicomPort()))) {
            pacs.start();
            Hospital.Node from = a.connect(modality, NOBODY_LISTENS, World.AE_TITLE);
            world.route(World.routeForm(from, b.connect(pacs), "CT"));

            sends(modality, files.subList(0, IMAGES_AT_FIRST));
            String reference = delivered(b, IMAGES_AT_FIRST);
            assertThat(held(pacs, folder)).isEqualTo(IMAGES_AT_FIRST);

            sends(modality, files.subList(IMAGES_AT_FIRST, files.size()));
            assertThat(delivered(b, files.size())).isEqualTo(reference);
            assertThat(held(pacs, folder)).isEqualTo(files.size());

            JsonNode details = Transfers.details(a, reference);
            assertThat(details.path("row").path("direction").asText()).isEqualTo("OUT");
            assertThat(details.path("createdBy").asText()).isEqualTo("Direct Routing");
            assertThat(details.path("patient").path("lastName").asText())
                    .isEqualTo(CT.patient().lastName());
            assertThat(details.path("timeline").findValuesAsText("text"))
                    .anyMatch(text -> text.contains("Late images came"));
        }
    }

    @Test
    @DisplayName("I11: images of a routed study are at their destination while the modality still sends")
    void leavesAsItArrives() throws Exception {
        String aeTitle = "RSCU" + a.id();
        List<Path> files = LONG_CT.write(folder.resolve("long"));
        try (Orthanc pacs =
                        new Orthanc("RPACS" + b.id(), folder.resolve("b"), Map.of(World.AE_TITLE, world.dicomPort()));
                SlowLink link = new SlowLink(world.dicomPort(), Files.size(files.get(0)) * IMAGES_A_SECOND);
                Modality modality = new Modality(aeTitle, link.port(), folder)) {
            pacs.start();
            Hospital.Node from = a.connect(aeTitle, NOBODY_LISTENS, World.AE_TITLE);
            world.route(World.routeForm(from, b.connect(pacs), "CT"));

            modality.push(files);
            JsonNode row = await().atMost(Duration.ofMinutes(1))
                    .pollInterval(Duration.ofMillis(300))
                    .until(
                            b::routed,
                            rows -> rows.stream()
                                    .anyMatch(seen -> seen.path("delivered").asInt() > 0))
                    .get(0);
            assertThat(row.path("status").asText()).isEqualTo("UPLOADING");
            assertThat(row.path("held").asInt()).isLessThan(files.size());
            assertThat(held(pacs, folder)).isPositive();
            isSeenArriving(row.path("reference").asText());

            link.release();
            modality.await(Duration.ofMinutes(1));
            delivered(b, files.size());
            assertThat(held(pacs, folder)).isEqualTo(files.size());
        }
    }

    /** By the PACS team of the hospital that it comes to. */
    private void isSeenArriving(String reference) throws IOException {
        try (Browser browser = new Browser(world)) {
            browser.signIn(b.pacsTeam()).open("/admin/lanes");
            browser.sees("[aria-label='Arriving by Direct Routing']", "delivered")
                    .sees("[aria-label='Arriving by Direct Routing']", "Sent on as it arrives")
                    .accessible()
                    .picture("lanes-arriving");
            browser.open("/details?ref=" + reference)
                    .sees("main", "images on IEP so far")
                    .sees("main", "delivered already")
                    .accessible()
                    .picture("details-arriving");
        }
    }

    @Test
    @DisplayName("I11: what no route takes is refused with 0124H, makes no transaction, and stands in the console")
    void refuses() throws IOException {
        String modality = "RSCU" + a.id();
        List<Path> files = SampleStudy.CHEST_CR.write(folder.resolve("cr"));
        Hospital.Node from = a.connect(modality, NOBODY_LISTENS, World.AE_TITLE);
        world.route(World.routeForm(from, b.connect("RPACS" + b.id(), NOBODY_LISTENS, World.AE_TITLE), "MR"));

        assertThat(send(modality, files)).containsPattern("(?i)0x0?124|Not ?Authori[sz]ed");
        assertThat(a.routed()).isEmpty();
        JsonNode refusals = a.pacsTeam().api().get("/api/v1/routes/refusals").body();
        assertThat(refusals.findValuesAsText("modality")).containsExactly("CR");
        assertThat(b.pacsTeam().api().get("/api/v1/routes/refusals").body()).isEmpty();
    }

    @Test
    @DisplayName("I11: a route is kept by the sending side alone; what is wrong with one is said field by field")
    void rules() throws IOException {
        Hospital.Node from = a.connect("RSCU" + a.id(), NOBODY_LISTENS, World.AE_TITLE);
        Hospital.Node own = a.connect("ROWN" + a.id(), NOBODY_LISTENS, World.AE_TITLE);
        Hospital.Node to = b.connect("RPACS" + b.id(), NOBODY_LISTENS, World.AE_TITLE);
        Api administrator = world.systemAdministrator();

        Api.Answer home = administrator.post("/api/v1/routes", World.routeForm(from, own, "CT"));
        assertThat(home.status()).isEqualTo(400);
        assertThat(home.problem("destinationNode")).contains("another institution");
        Api.Answer wrong = administrator.post(
                "/api/v1/routes",
                World.routeForm(from, to, "C/T").put("calledAeTitle", "NOTOURS").put("place", 0));
        assertThat(wrong.problem("calledAeTitle")).contains(World.AE_TITLE);
        assertThat(wrong.problem("modality")).isNotEmpty();
        assertThat(wrong.problem("place")).isNotEmpty();

        world.route(World.routeForm(from, to, "ct"));
        Api.Answer twice = administrator.post("/api/v1/routes", World.routeForm(from, to, "CT"));
        assertThat(twice.problem("modality")).contains("Another active route");
        assertThat(a.pacsTeam()
                        .api()
                        .post("/api/v1/routes", World.routeForm(from, to, "MR"))
                        .status())
                .isEqualTo(403);
        assertThat(a.clinician().api().get("/api/v1/routes").status()).isEqualTo(403);
        JsonNode seen = b.pacsTeam().api().get("/api/v1/routes").body();
        assertThat(seen.findValuesAsText("editable")).containsExactly("false");
    }
}
