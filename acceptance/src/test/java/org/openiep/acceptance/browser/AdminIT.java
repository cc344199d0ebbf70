package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.World;
import org.openiep.acceptance.peer.Orthanc;

/** The administrator's pages. */
@ExtendWith(World.Shared.class)
class AdminIT {
    private static final AtomicInteger NUMBER = new AtomicInteger(80);

    private final String code = "ADM" + NUMBER.incrementAndGet();
    private final String institution = "Datchet Hospital " + code;
    private final Orthanc pacs;
    private final Browser browser;

    AdminIT(World world) throws IOException {
        pacs = new Orthanc(code, world.folder("admin"), Map.of(World.AE_TITLE, world.dicomPort()));
        browser = new Browser(world);
        browser.signIn(world.exchange().administrator(), world.exchange().administratorPassword());
    }

    @BeforeEach
    void start() throws IOException {
        pacs.start();
    }

    @AfterEach
    void close() {
        browser.close();
        pacs.close();
    }

    @Test
    @DisplayName("A5: the administrator keeps institutions and nodes; Test calls the node and says what it found")
    void institutionAndNode() {
        browser.open("/admin/institutions").click("#new").sees("#h-new, #n1", "New institution");
        browser.quiet().type("#odsCode", code).type("#name", institution);
        browser.click("#save").sees("#items", institution);

        browser.open("/admin/nodes").click("#new").sees("#n1", "New node");
        browser.quiet().type("#name", "Datchet PACS").choose("#institution", institution);
        browser.type("#aeTitle", pacs.aeTitle()).type("#ourAeTitle", World.AE_TITLE);
        browser.type("#host", "127.0.0.1").type("#port", Integer.toString(pacs.port()));
        browser.click("#save").sees("#items", pacs.aeTitle());

        browser.quiet().click("#test").sees("#testresult .note.ok");
        assertThat(browser.text("#testresult .note")).isEqualTo("Datchet PACS answers.");

        browser.type("#port", "1").click("#save").sees("[role=status]", "aved");
        browser.quiet().click("#test").sees("#testresult .note.bad");
        assertThat(browser.text("#testresult .note")).contains("Nothing answers at 127.0.0.1, port 1");
    }

    @Test
    @DisplayName("A5: what is wrong with a node is said beside its field, and nothing is saved")
    void wrongNode() {
        browser.open("/admin/nodes").click("#new").sees("#n1", "New node");
        browser.quiet().type("#aeTitle", "LONGER THAN 16").type("#port", "99999");
        browser.click("#save").sees(".esum");
        assertThat(browser.text("#problem-port")).contains("65535");
        assertThat(browser.value("#port")).isEqualTo("99999");
        assertThat(browser.text("#items")).doesNotContain("LONGER THAN 16");
    }
}
