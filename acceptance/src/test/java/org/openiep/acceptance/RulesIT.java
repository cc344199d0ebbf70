package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the API refuses: nothing is created, and the message stands beside the field. */
@ExtendWith(World.Shared.class)
class RulesIT {
    private static final int NOBODY_LISTENS = 1;
    private static final int TOGETHER = 6;

    private final World world;
    private final Hospital a;
    private final Hospital b;
    private final Hospital.Node from;
    private ObjectNode form = Api.JSON.createObjectNode();

    RulesIT(World world) throws IOException {
        this.world = world;
        a = world.hospital("Ashby");
        b = world.hospital("Barrow", true, true);
        from = a.connect("RULES" + a.id(), NOBODY_LISTENS, World.AE_TITLE);
        b.connect("RULES" + b.id(), NOBODY_LISTENS, World.AE_TITLE);
    }

    @BeforeEach
    void correctForm() throws IOException {
        form = (ObjectNode) Api.JSON.readTree("""
                {"toInstitution": %d, "sourceNode": %d, "patientChecked": true, "priority": "NORMAL",
                 "namedRecipient": "Mr Callum Strand",
                 "patient": {"patientId": "S1234567", "lastName": "Fairweather", "firstName": "Eleanor",
                             "dateOfBirth": "1957-03-14", "gender": "FEMALE", "nhsNumber": "9990000018"},
                 "studies": [{"studyInstanceUid": "1.2.826.0.1.999.1", "modalities": "CT", "description": "CT head",
                              "accessionNumber": "A1", "images": 2}]}
                """.formatted(b.id(), from.id()));
        form.put("submission", UUID.randomUUID().toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"999-000-0018", "999 000 0018", "9990000018"})
    @DisplayName("C3: an NHS number with or without blanks and hyphens is kept as ten digits")
    void nhsNumberForms(String typed) throws IOException {
        patient("nhsNumber", typed);
        String reference = Transfers.create(a, form);
        assertThat(Transfers.details(a, reference)
                        .path("patient")
                        .path("nhsNumber")
                        .asText())
                .isEqualTo("9990000018");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "C3 | 999000001   | Enter all 10 digits of the NHS number; this has 9.",
                "C3 | 99900000181 | Enter all 10 digits of the NHS number; this has 11.",
                "C4 | 9990000019  | its check digit is wrong"
            })
    @DisplayName("C3, C4: a wrong NHS number is refused beside the field")
    void wrongNhsNumber(String requirement, String typed, String message) throws IOException {
        patient("nhsNumber", typed);
        refused("patient.nhsNumber", message);
    }

    @Test
    @DisplayName("C5, C6: without NHS number a reason and the address are needed, and suffice")
    void noNhsNumber() throws IOException {
        patient("nhsNumber", "");
        refused("patient.nhsNumber", "or give the reason");
        patient("noNhsNumberReason", "Visitor from abroad");
        refused("patient.addressLine1", "Enter the first line of the address");
        patient("addressLine1", "8 Larkspur Close");
        patient("town", "Ashby");
        patient("postcode", "LE2 0ZZ");
        assertThat(Transfers.create(a, form)).startsWith("IEP-");
    }

    @Test
    @DisplayName("C2: every missing field is named at once")
    void missingFields() throws IOException {
        patient("lastName", "");
        patient("patientId", "");
        ((ObjectNode) form.path("patient")).remove("dateOfBirth");
        Api.Answer answer = refused("patient.lastName", "Enter the patient's last name.");
        assertThat(answer.problem("patient.patientId")).isNotEmpty();
        assertThat(answer.problem("patient.dateOfBirth")).isNotEmpty();
    }

    @Test
    @DisplayName("C7: the patient ID follows the institution's pattern")
    void patientIdPattern() throws IOException {
        ObjectNode institution = (ObjectNode) world.systemAdministrator()
                .get("/api/v1/institutions/" + a.id())
                .body();
        institution.remove(List.of("id", "changedBy", "changed"));
        institution.put("patientIdPattern", "S\\d{7}");
        assertThat(world.systemAdministrator()
                        .put("/api/v1/institutions/" + a.id(), institution)
                        .status())
                .isEqualTo(200);
        patient("patientId", "S123");
        refused("patient.patientId", "S and 7 digits");
        patient("patientId", "S1234560");
        assertThat(Transfers.create(a, form)).startsWith("IEP-");
    }

    @Test
    @DisplayName("C12, D5, E5, E11: right patient, a study, a date to come and the recipient's name are needed")
    void otherRules() throws IOException {
        form.put("patientChecked", false);
        form.putArray("studies");
        form.put("requiredBy", Instant.parse("2020-01-01T00:00:00Z").toString());
        form.put("namedRecipient", "");
        Api.Answer answer = refused("studies", "Tick at least one study to send.");
        assertThat(answer.problem("patientChecked")).contains("right one");
        assertThat(answer.problem("requiredBy")).contains("not past");
        assertThat(answer.problem("namedRecipient")).contains(b.name());
    }

    @Test
    @DisplayName("E6: blue light needs its reason, and its reason needs blue light")
    void blueLightReason() throws IOException {
        form.put("priority", "BLUE_LIGHT");
        refused("priorityReason", "emergency admission or surgery");
        form.put("priorityReason", "RESEARCH");
        refused("priorityReason", "Choose Normal or Batch");
        form.put("priority", "NORMAL").put("priorityReason", "OTHER");
        refused("priorityReasonText", "Say what the other reason is.");
    }

    @Test
    @DisplayName("B9: the same form sent twice creates one transaction")
    void sentTwice() throws IOException {
        String reference = Transfers.create(a, form);
        assertThat(Transfers.create(a, form)).isEqualTo(reference);
        assertThat(a.list()).hasSize(1);
    }

    @Test
    @DisplayName(
            "Of several who make the same person at the same moment one succeeds; the others hear why, beside the field")
    void samePerson() throws Exception {
        ObjectNode person = (ObjectNode) Api.JSON.readTree("""
                {"institution": %d, "title": "Dr", "firstName": "Sam", "lastName": "Same", "email": "same@%d.example",
                 "roles": ["CLINICIAN"], "active": true, "password": "a long enough password"}
                """.formatted(a.id(), a.id()));
        List<Callable<Api.Answer>> administrators =
                Collections.nCopies(TOGETHER, () -> world.systemAdministrator().post("/api/v1/people", person));
        ExecutorService threads = Executors.newFixedThreadPool(TOGETHER);
        List<Api.Answer> answers = new ArrayList<>();
        try {
            for (Future<Api.Answer> answer : threads.invokeAll(administrators)) {
                answers.add(answer.get());
            }
        } finally {
            threads.shutdown();
        }
        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(1);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .hasSize(TOGETHER - 1)
                .allSatisfy(answer -> {
                    assertThat(answer.status()).as("%s", answer).isEqualTo(400);
                    assertThat(answer.problem("email")).contains("Another person has this e-mail address");
                });
    }

    @Test
    @DisplayName("Bad input: no JSON, a wrong type and an unknown field are refused in words")
    void badInput() throws IOException {
        form.put("sourceNode", "the big one");
        refused("sourceNode", "a whole number");
        form.put("sourceNode", from.id()).put("prioritty", "NORMAL");
        refused("prioritty", "There is no such field");
    }

    private void patient(String field, String value) {
        ((ObjectNode) form.path("patient")).put(field, value);
    }

    private Api.Answer refused(String field, String message) throws IOException {
        Api.Answer answer = a.clinician().api().post("/api/v1/transactions", form);
        assertThat(answer.status()).as("%s", answer).isEqualTo(400);
        assertThat(answer.problem(field)).as("%s", answer).contains(message);
        assertThat(a.list()).isEmpty();
        return answer;
    }
}
