package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.World;

/** The page on which routes are kept. */
@ExtendWith(World.Shared.class)
class RoutesPageIT {
    private static final int NOBODY_LISTENS = 1;

    private final World world;
    private final Browser browser;

    RoutesPageIT(World world) throws IOException {
        this.world = world;
        browser = new Browser(world);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    @DisplayName("I11: an administrator makes a route; what is wrong is said beside its field")
    void routes() throws IOException {
        Hospital a = world.hospital("Ashby");
        Hospital b = world.hospital("Barrow");
        Hospital.Node from = a.connect("ROUTE" + a.id(), NOBODY_LISTENS, World.AE_TITLE);
        Hospital.Node to = b.connect("ROUTE" + b.id(), NOBODY_LISTENS, World.AE_TITLE);
        browser.signIn(world.exchange().administrator(), world.exchange().administratorPassword());
        browser.open("/admin/routes").click("#new").sees("#r1", "New route");
        browser.quiet().choose("#callingNode", a.name() + ": " + from.name());
        browser.choose("#destinationNode", a.name() + ": " + from.name()).type("#modality", "C/T");
        browser.click("#save").sees(".esum");
        assertThat(browser.text("#problem-modality")).contains("CT, MR");
        assertThat(browser.text("#problem-destinationNode")).contains("another institution");

        browser.quiet().choose("#destinationNode", b.name() + ": " + to.name()).type("#modality", "ct mr");
        browser.type("#description", "stroke").click("#save").sees("#items", "CT, MR, “stroke”");
        browser.quiet().accessible().picture("routes");
        assertThat(browser.text("#items")).contains(b.name());
    }
}
