package org.openiep.acceptance.browser;

import org.openiep.acceptance.Hospital;
import org.openiep.demo.SamplePatient;

/** The Create page, filled in step by step. */
record NewTransfer(Browser browser) {
    /** Opens the page by the button on Home. */
    static NewTransfer begin(Browser browser) {
        browser.click("#new").sees("#toInstitution_input");
        return new NewTransfer(browser);
    }

    /** Finds the hospital by the beginning of its name, takes it from the list and confirms. */
    NewTransfer to(Hospital hospital) {
        String name = hospital.name();
        browser.typeAndStay("#toInstitution_input", name.substring(0, name.length() - 1))
                .click(".ui-autocomplete-item[data-item-label='" + name + "']")
                .quiet()
                .click("#confirm")
                .sees("#patient-patientId");
        return this;
    }

    NewTransfer patientId(String id) {
        browser.type("#patient-patientId", id);
        return this;
    }

    NewTransfer nhsNumber(String number) {
        browser.type("#patient-nhsNumber", number);
        return this;
    }

    /** Asks the PACS, and waits until it has answered with a study. */
    NewTransfer search() {
        browser.quiet().click("#ask").sees("#found tbody tr");
        return this;
    }

    /** Searches for the patient and takes over what the PACS answered. */
    NewTransfer of(SamplePatient patient) {
        patientId(patient.id()).nhsNumber(patient.nhsNumber()).search();
        browser.quiet().click("#fill").quiet();
        return this;
    }

    /** Ticks the first study, and that it is the right patient. */
    NewTransfer tick() {
        browser.click("#found tbody tr:first-child input[type=checkbox]").quiet();
        browser.click("#patientChecked").quiet();
        return this;
    }

    NewTransfer blueLight() {
        browser.click("label.choice:has(input[value$=BLUE_LIGHT])").sees("#information", "Reason for blue light");
        browser.quiet().choose("#priorityReason", "Emergency admission or surgery in the next 12 hours only");
        return this;
    }

    /** Sends it. Answers its reference, which Details shows. */
    String send() {
        browser.quiet().click("#send").sees("#createdNote", "is created");
        return reference();
    }

    /** From the address of its Details. */
    String reference() {
        return browser.at().replaceFirst(".*[?&]ref=([^&]+).*", "$1");
    }
}
