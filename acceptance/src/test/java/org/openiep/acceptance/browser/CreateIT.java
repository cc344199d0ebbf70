package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.Transfers;
import org.openiep.acceptance.World;
import org.openiep.acceptance.peer.Orthanc;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/** The Create page: what it asks, what it refuses, what it keeps. */
@ExtendWith(World.Shared.class)
class CreateIT {
    private static final SampleStudy MR = SampleStudy.HEAD_MR.withImages(2);
    private static final SamplePatient PATIENT = MR.patient();
    private static final int NOBODY_LISTENS = 1;

    private final Hospital a;
    private final Hospital b;
    private final Path folder;
    private final Orthanc source;
    private final Browser browser;
    private Hospital.Node from;

    CreateIT(World world) throws IOException {
        folder = world.folder("create");
        a = world.hospital("Ashby");
        b = world.hospital("Barrow");
        source = new Orthanc("CREATE" + a.id(), folder.resolve("a"), Map.of(World.AE_TITLE, world.dicomPort()));
        browser = new Browser(world);
    }

    @BeforeEach
    void start() throws IOException {
        source.start();
        source.load(MR.write(folder.resolve("mr")));
        from = a.connect(source);
        b.connect("NOBODY" + b.id(), NOBODY_LISTENS, World.AE_TITLE);
        browser.signIn(a.clinician());
    }

    @AfterEach
    void close() {
        browser.close();
        source.close();
    }

    @Test
    @DisplayName(
            "B4, B5, B6: typing finds the destination; before Confirm nothing can be searched, after it none changed")
    void destination() {
        NewTransfer page = NewTransfer.begin(browser);
        assertThat(browser.texts("#ask, #search, #patient-patientId")).isEmpty();
        assertThat(browser.text("#destination")).contains("cannot be changed after Confirm");
        page.to(b);
        browser.sees("#destination", "cannot be changed any more");
        assertThat(browser.text("#destination")).contains(b.name());
        assertThat(browser.texts("#destination input:not([type=hidden]), #destination select"))
                .isEmpty();
    }

    @Test
    @DisplayName("C12: what the PACS answered stands beside what was typed, and differences are marked in words")
    void compared() {
        NewTransfer page = NewTransfer.begin(browser).to(b).patientId(PATIENT.id());
        browser.type("#patient-lastName", "Marchbank").type("#patient-firstName", PATIENT.firstName());
        page.search();
        browser.sees("#said-patient-lastName", PATIENT.lastName()).sees("#cmp-patient-lastName", "Different");
        assertThat(browser.text("#cmp-patient-firstName")).contains("Same");
        browser.click("#use-patient-lastName").sees("#cmp-patient-lastName", "Same");
        assertThat(browser.value("#patient-lastName")).isEqualTo(PATIENT.lastName());
    }

    @Test
    @DisplayName("C4, D5, C12: a refused Send says what is wrong beside each field, and keeps all that was typed")
    void refused() throws IOException {
        NewTransfer.begin(browser).to(b).of(PATIENT).nhsNumber("9990004561");
        browser.type("#message", "Seen in clinic today.").quiet().click("#send").sees(".esum");
        assertThat(browser.text("#problem-patient-nhsNumber")).contains("check digit");
        assertThat(browser.text("#problem-studies")).contains("Tick at least one study");
        assertThat(browser.text("#problem-patientChecked")).contains("right one");
        browser.until(
                "the summary has the focus",
                () -> browser.script("return document.activeElement.matches('.esum')")
                        .equals(true));

        assertThat(browser.value("#patient-nhsNumber")).isEqualTo("9990004561");
        assertThat(browser.value("#patient-lastName")).isEqualTo(PATIENT.lastName());
        assertThat(browser.value("#message")).isEqualTo("Seen in clinic today.");
        assertThat(a.list()).isEmpty();
    }

    @Test
    @DisplayName("B9: two clicks on Send create one transaction and show its reference")
    void doubleClick() throws IOException {
        NewTransfer page = NewTransfer.begin(browser).to(b).of(PATIENT).tick();
        browser.doubleClick("#send").sees("#createdNote", "is created");
        assertThat(a.list())
                .singleElement()
                .satisfies(row -> assertThat(row.path("reference").asText()).isEqualTo(page.reference()));
    }

    @Test
    @DisplayName("B9: what has been sent is no draft any more, even when the page kept it at that very moment")
    void noDraftOfWhatWasSent() {
        NewTransfer.begin(browser).to(b).of(PATIENT).tick();
        browser.quiet().script("document.getElementById('send').click(); iepKeep();");
        browser.sees("#createdNote", "is created").open("/create").sees("#toInstitution_input");
        assertThat(browser.texts("#restored")).isEmpty();
    }

    @Test
    @DisplayName("D14: a PACS that is down is said in words, and what was typed stays, even on another page and back")
    void pacsDown() {
        NewTransfer.begin(browser).to(b).patientId(PATIENT.id()).nhsNumber(PATIENT.nhsNumber());
        source.kill();
        browser.quiet().click("#ask").sees("#searching .note.bad", "No connection to");
        assertThat(browser.value("#patient-patientId")).isEqualTo(PATIENT.id());

        browser.open("/help").open("/create").sees("#restored");
        assertThat(browser.value("#patient-patientId")).isEqualTo(PATIENT.id());
        assertThat(browser.value("#patient-nhsNumber")).isEqualTo(PATIENT.nhsNumber());
    }

    @Test
    @DisplayName(
            "D14: a PACS that is known to be away is told before anybody asks it, with what to do; no more when it is back")
    void pacsKnownToBeAway() throws IOException {
        source.kill();
        Transfers.create(a, Transfers.form(from, b, MR));
        browser.until("its absence is known", () -> {
            browser.open("/create");
            return browser.texts(".away").size() == 1;
        });
        browser.sees("#away", "has not answered since").sees("#away", "have the scanner write the study to a disk");
        browser.accessible().picture("create-away");

        source.start();
        browser.until("it is back", () -> {
            browser.open("/create");
            return browser.texts(".away").isEmpty();
        });
    }

    @Test
    @DisplayName("D14: who sends to a PACS that is away is told that the images will wait for it")
    void destinationKnownToBeAway() throws IOException {
        Transfers.create(a, Transfers.form(from, b, MR));
        NewTransfer.begin(browser).to(b);
        // The draft is kept, destination and all.
        browser.until("its absence is known", () -> {
            browser.open("/create");
            return browser.texts(".away").size() == 1;
        });
        browser.sees(".away", "has not answered since").sees(".away", "You can send all the same");
    }
}
