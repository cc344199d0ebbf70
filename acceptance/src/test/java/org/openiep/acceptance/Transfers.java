package org.openiep.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import org.openiep.demo.SamplePatient;
import org.openiep.demo.SampleStudy;

/** Sends studies by the API, as a trust's service desk would, and watches what becomes of them. */
public final class Transfers {
    private static final Duration LONGEST = Duration.ofMinutes(2);

    private Transfers() {}

    /** What the hospital's own PACS holds of a patient. */
    public static Api.Answer search(Hospital from, Hospital.Node source, String patientId) throws IOException {
        ObjectNode search = Api.JSON.createObjectNode().put("node", source.id()).put("patientId", patientId);
        return from.clinician().api().post("/api/v1/studies/search", search);
    }

    /** A correct form for every study that the PACS holds of the patient, to be changed and posted. */
    public static ObjectNode form(Hospital from, Hospital.Node source, Hospital to, String patientId)
            throws IOException {
        Api.Answer found = search(from, source, patientId);
        assertThat(found.status()).as("search: %s", found).isEqualTo(200);
        assertThat(found.body().path("studies")).as("studies found").isNotEmpty();
        return form(source, to, found.body().path("studies"));
    }

    /** A correct form for studies as a search has found them. */
    public static ObjectNode form(Hospital.Node source, Hospital to, JsonNode studies) {
        JsonNode first = studies.path(0);
        ObjectNode form = Api.JSON
                .createObjectNode()
                .put("submission", UUID.randomUUID().toString())
                .put("toInstitution", to.id())
                .put("sourceNode", source.id())
                .put("patientChecked", true)
                .put("priority", "NORMAL");
        form.putObject("patient")
                .put("patientId", first.path("patientId").asText())
                .put("lastName", first.path("lastName").asText())
                .put("firstName", first.path("firstName").asText())
                .put("dateOfBirth", first.path("dateOfBirth").asText())
                .put("gender", "F".equals(first.path("sex").asText()) ? "FEMALE" : "MALE")
                .put("nhsNumber", "9990000018");
        studies.forEach(study -> form.withArray("studies").add(study.path("study")));
        return form;
    }

    /** A correct form for a study that the caller knows, without a search. */
    public static ObjectNode form(Hospital.Node source, Hospital to, SampleStudy study) {
        SamplePatient patient = study.patient();
        ObjectNode found = Api.JSON
                .createObjectNode()
                .put("patientId", patient.id())
                .put("lastName", patient.lastName())
                .put("firstName", patient.firstName())
                .put("dateOfBirth", patient.birthDate().toString())
                .put("sex", patient.sex());
        found.putObject("study")
                .put("studyInstanceUid", study.studyInstanceUid())
                .put("modalities", study.kind().name())
                .put("description", study.description())
                .put("accessionNumber", study.accessionNumber())
                .put("images", study.images());
        return form(source, to, Api.JSON.createArrayNode().add(found));
    }

    /** The same form with another priority, and with the reason that a blue light needs. */
    public static ObjectNode prioritised(ObjectNode form, String priority) {
        form.put("priority", priority);
        return priority.equals("BLUE_LIGHT") ? form.put("priorityReason", "BLUE_LIGHT") : form;
    }

    /** Posts a form that is right. */
    public static String create(Hospital from, JsonNode form) throws IOException {
        Api.Answer created = from.clinician().api().post("/api/v1/transactions", form);
        assertThat(created.status()).as("creation: %s", created).isEqualTo(201);
        return created.body().path("reference").asText();
    }

    /** Waits until the transaction is in one of the states. Answers its details as the hospital sees them. */
    public static JsonNode awaitStatus(Hospital seer, String reference, String... statuses) {
        return awaitStatus(LONGEST, seer, reference, statuses);
    }

    public static JsonNode awaitStatus(Duration longest, Hospital seer, String reference, String... statuses) {
        return await().atMost(longest)
                .pollInterval(Duration.ofMillis(200))
                .until(() -> details(seer, reference), last -> {
                    assertThat(isFinal(last) && !Set.of(statuses).contains(status(last)))
                            .as("ended otherwise: %s", last)
                            .isFalse();
                    return Set.of(statuses).contains(status(last));
                });
    }

    public static JsonNode details(Hospital seer, String reference) throws IOException {
        return seer.pacsTeam().api().get("/api/v1/transactions/" + reference).body();
    }

    public static String status(JsonNode details) {
        return details.path("row").path("status").asText();
    }

    /** Why it failed or waits, as the list says. */
    static String cause(JsonNode details) {
        return details.path("row").path("cause").asText();
    }

    /** The last attempt of its present job. */
    static JsonNode lastAttempt(JsonNode details) {
        JsonNode attempts = details.path("attempts");
        return attempts.path(attempts.size() - 1);
    }

    /** Presses Retry. */
    static void retry(Hospital by, String reference) throws IOException {
        Api.Answer answer =
                by.pacsTeam().api().post("/api/v1/transactions/" + reference + "/retry", Api.JSON.nullNode());
        assertThat(answer.status()).as("retry: %s", answer).isEqualTo(200);
    }

    private static boolean isFinal(JsonNode details) {
        return Set.of("DELIVERED", "FAILED", "CANCELLED").contains(status(details));
    }
}
