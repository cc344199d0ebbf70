package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.Transfers;
import org.openiep.acceptance.World;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.acceptance.peer.SlowLink;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/** The pages about lanes and routes, with something on them. */
@ExtendWith(World.Shared.class)
class LanesPageIT {
    private static final int NOBODY_LISTENS = 1;

    private final World world;
    private final Path folder;
    private final Hospital a;
    private final Hospital b;
    private final Browser browser;

    LanesPageIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("lanespage");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        browser = new Browser(world);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    @DisplayName("H1, H4: the PACS team sees what each worker does and what waits, pauses its node and resumes it")
    void lanes() throws IOException {
        List<SampleStudy> studies = IntStream.range(0, 7)
                .mapToObj(i -> SampleStudy.HEAD_MR
                        .withImages(40)
                        .of(new SamplePatient(
                                "S77000" + i,
                                List.of("Fairweather", "Okonjo", "Novak", "Pritchard", "Vasquez", "Abara", "Lindqvist")
                                        .get(i),
                                "Robin",
                                LocalDate.of(1970, 1, 1 + i),
                                "F",
                                "9990000018")))
                .toList();
        try (SlowLink link = new SlowLink(world.dicomPort(), 60_000);
                Orthanc source =
                        new Orthanc("LPSRC" + a.id(), folder.resolve("a"), Map.of(World.AE_TITLE, link.port()));
                SlowLink toSource = new SlowLink(source.port(), Long.MAX_VALUE);
                DcmtkReceiver destination = new DcmtkReceiver("LPDST" + b.id(), folder.resolve("b"))) {
            source.start();
            for (SampleStudy study : studies) {
                source.load(study.write(folder.resolve(study.patient().id())));
            }
            destination.start();
            Hospital.Node from = a.connect(source.aeTitle(), toSource.port(), World.AE_TITLE);
            from.change("associations", 16);
            b.connect(destination);
            for (SampleStudy study : studies.subList(1, studies.size())) {
                Transfers.create(a, Transfers.form(from, b, study));
            }
            String urgent =
                    Transfers.create(a, Transfers.prioritised(Transfers.form(from, b, studies.get(0)), "BLUE_LIGHT"));
            Transfers.awaitStatus(a, urgent, "UPLOADING");

            browser.signIn(a.pacsTeam()).open("/admin/lanes").sees(".box.worker.blue", "FAIRWEATHER");
            browser.sees(".hub", "studies on IEP").sees(".hub", "of disk used");
            browser.sees(".queues", "ABARA").accessible().picture("lanes");
            assertThat(browser.texts(".box.node h3")).contains(from.name());
            browser.sees(".box.node.sends", "ms away");
            slow(from, toSource);

            String node = "node:" + from.id();
            browser.click("[data-hold='" + node + "']").sees("#holding[open]", from.name());
            browser.type("#holdreason", "New disks").accessible().picture("lanes-pause");
            browser.click("[data-mode='DRAIN']").sees(".box.node.halt", "New disks");
            browser.sees(".queues", "is paused").accessible().picture("lanes-paused");
            browser.open("/home?tab=ALL").sees("#rows", "is paused").picture("home-queue");
            browser.open("/admin/lanes").click("[data-release='" + node + "']");
            browser.until(
                    "the node is resumed", () -> browser.texts(".box.node.halt").isEmpty());
            pauseWorker();
            link.release();
        }
    }

    /** The way to a node becomes so slow that it takes seconds to accept an association. */
    private void slow(Hospital.Node node, SlowLink link) throws IOException {
        link.pause(Duration.ofSeconds(3));
        assertThat(Transfers.search(a, node, "S770000").status()).isEqualTo(200);
        link.pause(Duration.ZERO);
        browser.open("/admin/lanes").sees(".box.node.sends", "usually");
        assertThat(browser.texts(".box.node.sends .health.amber")).contains("Slow");
        assertThat(browser.texts(".box.node.sends .ell"))
                .anyMatch(text -> text.matches("[1-9]\\d*(\\.\\d)? s away, usually \\d+(\\.\\d)? m?s"));
        browser.accessible().picture("lanes-slow");
        JsonNode answer = StreamSupport.stream(
                        a.pacsTeam()
                                .api()
                                .get("/api/v1/lanes")
                                .body()
                                .path("nodes")
                                .spliterator(),
                        false)
                .filter(each -> each.path("id").asLong() == node.id())
                .map(each -> each.path("answer"))
                .findFirst()
                .orElseThrow();
        assertThat(answer.path("slow").asBoolean()).isTrue();
        assertThat(answer.path("latest").asLong())
                .isGreaterThan(1000)
                .isGreaterThan(3 * answer.path("usual").asLong());
    }

    /** As only who administers the exchange may, while four normal transfers move. */
    private void pauseWorker() throws IOException {
        browser.signOut();
        browser.signIn(world.exchange().administrator(), world.exchange().administratorPassword());
        browser.open("/admin/lanes").choose("#ofinstitution", a.name()).sees(".box.worker .way", b.name());
        assertThat(browser.texts(".box.node p, .box.node .ell")).doesNotContain(b.name());
        String third = "worker:OUTBOUND:3";
        browser.click("[data-hold='" + third + "']").sees("#holding[open]", "Outbound 3");
        browser.type("#holdreason", "Looks slow").accessible().picture("lanes-worker-pause");
        browser.click("[data-mode='PAUSE']").sees(".box.worker.halt", "Looks slow");
        browser.sees(".col.outbound", "1 paused").accessible().picture("lanes-worker-paused");
        browser.click("[data-release='" + third + "']");
        browser.until(
                "the worker is resumed", () -> browser.texts(".box.worker.halt").isEmpty());
    }

    @Test
    @DisplayName("H1: the PACS team raises a waiting transfer to blue light in Details, with a reason")
    void priority() throws IOException {
        SampleStudy study = SampleStudy.CHEST_CR;
        try (Orthanc source =
                new Orthanc("LPPRI" + a.id(), folder.resolve("c"), Map.of(World.AE_TITLE, world.dicomPort()))) {
            source.start();
            source.load(study.write(folder.resolve("cr")));
            Hospital.Node from = a.connect(source);
            b.connect("LPNOT" + b.id(), NOBODY_LISTENS, World.AE_TITLE);
            String reference = Transfers.create(a, Transfers.form(from, b, study));
            Transfers.awaitStatus(a, reference, "DOWNLOAD_REQUESTED", "DOWNLOADING", "FAILED");

            browser.signIn(a.pacsTeam()).open("/details?ref=" + reference).sees("#status");
            browser.quiet().click("[data-opens='prioritising']").sees("#prioritising[open]");
            browser.choose(
                    "#newPriority",
                    "Blue light: Emergencies only: theatre in the next few hours, or coming by"
                            + " ambulance. Starts at once.");
            browser.type("#priorityWhy", "Coming by ambulance").accessible().picture("priority");
            browser.click("#prioritise").sees(".story", "Coming by ambulance");
            browser.sees("#top", "Blue light").accessible().picture("details-attempts");
        }
    }
}
