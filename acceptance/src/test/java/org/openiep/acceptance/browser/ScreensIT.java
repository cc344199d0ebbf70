package org.openiep.acceptance.browser;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.Transfers;
import org.openiep.acceptance.World;
import org.openiep.acceptance.peer.DcmtkReceiver;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/** Every main page with something on it: usable by everybody (WCAG 2.2 AA), with a picture for the guides. */
@ExtendWith(World.Shared.class)
class ScreensIT {
    private static final int NOBODY_LISTENS = 1;
    private static final List<SampleStudy> STUDIES =
            List.of(SampleStudy.CHEST_CT.withImages(12), SampleStudy.HEAD_MR.withImages(8), SampleStudy.CHEST_CR);

    private final World world;
    private final Hospital a;
    private final Hospital b;
    private final Path folder;
    private final Orthanc source;
    private final DcmtkReceiver destination;
    private final Browser browser;

    ScreensIT(World world) throws IOException {
        this.world = world;
        folder = world.folder("screens");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        source = new Orthanc("SCREEN" + a.id(), folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
        destination = new DcmtkReceiver("SCREEN" + b.id(), folder.resolve("b"));
        browser = new Browser(world);
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        for (SampleStudy study : STUDIES) {
            source.load(study.write(folder.resolve(study.kind().name())));
        }
        destination.start();
    }

    @AfterEach
    void close() {
        browser.close();
        source.close();
        destination.close();
    }

    @Test
    @DisplayName("WCAG 2.2 AA: sign-in, Home, Create and Details, each with what it shows at work")
    void staff() throws IOException {
        Hospital.Node from = a.connect(source);
        b.connect(destination);
        Hospital c = world.hospital("Corby");
        c.connect("SCREEN" + c.id(), NOBODY_LISTENS, World.AE_TITLE);
        for (SampleStudy study : STUDIES) {
            String reference = Transfers.create(a, Transfers.form(from, b, study));
            Transfers.awaitStatus(b, reference, "DELIVERED");
        }
        String failed =
                Transfers.create(a, Transfers.prioritised(Transfers.form(from, c, STUDIES.get(0)), "BLUE_LIGHT"));
        Transfers.awaitStatus(a, failed, "FAILED");

        browser.open("/login").sees("#submit").accessible().picture("sign-in");
        browser.signIn(a.clinician()).open("/home?tab=ALL").sees("#rows", "Failed");
        browser.accessible().picture("home");
        browser.size(1280, 800)
                .picture("home-1280")
                .size(1920, 1080)
                .picture("home-1920")
                .size(1440, 900);

        browser.open("/details?ref=" + failed).sees("#status").accessible().picture("details");

        SamplePatient patient = STUDIES.get(0).patient();
        browser.open("/home");
        NewTransfer page = NewTransfer.begin(browser);
        browser.accessible();
        page.to(b).patientId(patient.id()).nhsNumber(patient.nhsNumber());
        browser.type("#patient-lastName", "Fairwether");
        page.search();
        browser.quiet().click("#fill").quiet();
        page.tick().blueLight();
        browser.sees("#again", "went to " + b.name()).click("#sentBeforeSeen").quiet();
        browser.accessible().size(1440, 1800).picture("create").size(1440, 900);
        browser.click("#send").sees("#createdNote");
    }

    @Test
    @DisplayName("WCAG 2.2 AA: the nodes and institutions that an administrator keeps")
    void administrator() throws IOException {
        Hospital.Node node = a.connect(source);
        browser.signIn(world.exchange().administrator(), world.exchange().administratorPassword());
        browser.open("/admin/institutions?id=" + a.id())
                .sees("#odsCode")
                .accessible()
                .picture("institutions");
        browser.open("/admin/nodes?id=" + node.id()).click("#test").sees("#testresult .note.ok");
        browser.accessible().picture("nodes");
    }
}
