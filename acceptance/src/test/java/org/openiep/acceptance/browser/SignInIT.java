package org.openiep.acceptance.browser;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.openiep.acceptance.Hospital;
import org.openiep.acceptance.World;

/** Signing in, and what a clinician's console offers. */
@ExtendWith(World.Shared.class)
class SignInIT {
    private final Hospital hospital;
    private final Hospital.Person clinician;
    private final Browser browser;

    SignInIT(World world) throws IOException {
        hospital = world.hospital("Ashby");
        clinician = hospital.clinician();
        browser = new Browser(world);
    }

    @AfterEach
    void close() {
        browser.close();
    }

    @Test
    @DisplayName(
            "A1: a wrong password and an unknown person are refused in the same words, and the address stays typed")
    void refused() {
        browser.enterPassword(clinician.email(), "not the password").sees("#problem");
        String said = browser.text("#problem");
        assertThat(browser.value("#email")).isEqualTo(clinician.email());
        browser.enterPassword("nobody@nowhere.example", "not the password").sees("#problem");
        assertThat(browser.text("#problem")).isEqualTo(said);
    }

    @Test
    @DisplayName("A2: after the password nothing opens until the secure session is confirmed")
    void confirmation() {
        browser.enterPassword(clinician.email(), clinician.password()).sees("#go");
        for (String page : List.of("/home", "/create", "/details?ref=IEP-000001", "/admin/nodes", "/help")) {
            assertThat(browser.open(page).at()).as(page).isEqualTo("/confirm");
        }
        browser.click("#go").sees("#rows");
        assertThat(browser.at()).startsWith("/home");
    }

    @Test
    @DisplayName(
            "A4, A6: the header names person and institution; a clinician has no Admin and Reports, nor by address")
    void clinicianConsole() {
        browser.signIn(clinician);
        assertThat(browser.text(".who").replaceAll("\\s+", " ")).contains(clinician.name(), hospital.name());
        assertThat(browser.texts("nav[aria-label=Main] a")).containsExactly("Home", "Create", "Help");
        for (String page : List.of("/admin/nodes", "/admin/institutions", "/admin/people", "/reports")) {
            assertThat(browser.statusOf(page)).as(page).isEqualTo(403);
        }
    }

    @Test
    @DisplayName("A1: after Sign out nothing opens any more")
    void signOut() {
        browser.signIn(clinician).signOut();
        assertThat(browser.open("/home").at()).startsWith("/login");
    }
}
