package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.Transfers;
import org.openiep.acceptance.World;
import org.openiep.demo.SampleStudy;
import org.openqa.selenium.Keys;

/** The list without a mouse. */
@ExtendWith(World.Shared.class)
class KeyboardIT {
    private static final int NOBODY_LISTENS = 1;

    private final Hospital a;
    private final Browser browser;

    KeyboardIT(World world) throws IOException {
        a = world.hospital("Ashby");
        Hospital b = world.hospital("Barrow");
        Hospital.Node from = a.connect("KEYS" + a.id(), NOBODY_LISTENS, World.AE_TITLE);
        b.connect("KEYS" + b.id(), NOBODY_LISTENS, World.AE_TITLE);
        Transfers.create(a, Transfers.form(from, b, SampleStudy.CHEST_CR));
        Transfers.create(a, Transfers.form(from, b, SampleStudy.HEAD_MR));
        browser = new Browser(world);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    @DisplayName("G16, G17: slash searches, arrows move, Enter opens, n begins a transfer, ? shows the keys")
    void keys() {
        browser.signIn(a.clinician())
                .open("/home?tab=ALL")
                .until("two rows", () -> browser.texts("#rows tbody tr").size() == 2);

        browser.press("?").sees("#keys", "new transfer").press(Keys.ESCAPE);
        browser.press("/");
        assertThat(browser.focused()).isEqualTo("search");
        browser.press("quill")
                .until("one row", () -> browser.texts("#rows tbody tr").size() == 1)
                .press(Keys.ARROW_DOWN)
                .sees("#rows tr.at", "QUILLFEATHER")
                .press(Keys.ENTER)
                .sees("h1", "QUILLFEATHER");

        browser.open("/home?tab=ALL").sees("#rows a.open").press(Keys.ARROW_DOWN, Keys.ARROW_DOWN);
        String second = browser.texts("#rows tbody tr td:nth-child(4) .b").get(1);
        browser.sees("#rows tr.at", second)
                .press(Keys.ARROW_UP)
                .press(Keys.ENTER)
                .sees("#status");
        assertThat(browser.text("h1")).doesNotContain(second);
        browser.open("/home").sees("#rows").press("n").sees("#toInstitution_input");
    }
}
