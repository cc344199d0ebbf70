package org.openiep.demo;

import jakarta.json.Json;
import jakarta.json.JsonArray;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

/** One transfer, done as the sending hospital's staff do it: search the own PACS, tick the study, send, and watch. */
final class Transfer {
    private static final Duration LONGEST_WITHOUT_PROGRESS = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);
    private static final Set<String> ARRIVED = Set.of("DELIVERED", "FIXED_UP");
    private static final Set<String> ENDED_OTHERWISE = Set.of("FAILED", "CANCELLED", "DECLINED", "PURGED");

    private final Api sender;
    private final String reference;

    private Transfer(Api sender, String reference) {
        this.sender = sender;
        this.reference = reference;
    }

    /** How soon. */
    enum Urgency {
        BLUE_LIGHT("BLUE_LIGHT"),
        NORMAL("OUTPATIENT"),
        BATCH("RESEARCH");

        private final String reason;

        Urgency(String reason) {
            this.reason = reason;
        }
    }

    /** Sends a study that the sender's PACS holds. */
    static Transfer send(Api sender, long sourceNode, long toInstitution, SampleStudy study, Urgency urgency) {
        SamplePatient patient = study.patient();
        JsonObject found = search(sender, sourceNode, study);
        JsonObject transfer = Json.createObjectBuilder()
                .add("submission", UUID.randomUUID().toString())
                .add("toInstitution", toInstitution)
                .add("sourceNode", sourceNode)
                .add("patient", patient(patient))
                .add("patientChecked", true)
                .add("studies", Json.createArrayBuilder().add(found))
                .add("priority", urgency.name())
                .add("priorityReason", urgency.reason)
                .add("message", "A study of the demonstration.")
                .build();
        return new Transfer(sender, sender.post("transactions", transfer).getString("reference"));
    }

    private static JsonObject search(Api sender, long sourceNode, SampleStudy study) {
        JsonObject sought = Json.createObjectBuilder()
                .add("node", sourceNode)
                .add("patientId", study.patient().id())
                .build();
        JsonArray matches = sender.post("studies/search", sought).getJsonArray("studies");
        return matches.stream()
                .map(match -> match.asJsonObject().getJsonObject("study"))
                .filter(match -> match.getString("studyInstanceUid").equals(study.studyInstanceUid()))
                .findFirst()
                .orElseThrow(() -> new IllegalStateException(
                        "the search of the sending PACS did not find the study; it found " + matches.size()));
    }

    private static JsonObjectBuilder patient(SamplePatient patient) {
        return Json.createObjectBuilder()
                .add("patientId", patient.id())
                .add("lastName", patient.lastName())
                .add("firstName", patient.firstName())
                .add("dateOfBirth", patient.birthDate().toString())
                .add("gender", "F".equals(patient.sex()) ? "FEMALE" : "MALE")
                .add("nhsNumber", patient.nhsNumber());
    }

    String reference() {
        return reference;
    }

    /**
     * Waits until it is delivered.
     *
     * @param report gets a line whenever something has changed
     * @throws IllegalStateException when it ends otherwise, or stands still for three minutes
     */
    void awaitDelivery(Consumer<String> report) {
        String last = "";
        long deadline = System.nanoTime() + LONGEST_WITHOUT_PROGRESS.toNanos();
        while (true) {
            JsonObject details = sender.get("transactions/" + reference);
            JsonObject row = details.getJsonObject("row");
            String status = row.getString("status");
            String now = status.toLowerCase(Locale.ROOT).replace('_', ' ') + ", "
                    + row.getInt("held") + " held and " + row.getInt("delivered") + " delivered of "
                    + row.getInt("expected") + " images";
            if (!now.equals(last)) {
                report.accept(now);
                last = now;
                deadline = System.nanoTime() + LONGEST_WITHOUT_PROGRESS.toNanos();
            }
            if (ARRIVED.contains(status)) {
                return;
            }
            if (ENDED_OTHERWISE.contains(status)) {
                throw new IllegalStateException(reference + " ended as " + now + ". " + why(details));
            }
            if (System.nanoTime() > deadline) {
                throw new IllegalStateException(
                        reference + " stands still: " + now + ". " + row.getString("cause", "") + " " + why(details));
            }
            LockSupport.parkNanos(BETWEEN_LOOKS.toNanos());
        }
    }

    private static String why(JsonObject details) {
        JsonArray attempts = details.getJsonArray("attempts");
        if (attempts.isEmpty()) {
            return "Nothing was tried.";
        }
        return attempts.getValuesAs(JsonObject.class).stream()
                .filter(attempt -> !attempt.getString("failure", "").isEmpty())
                .reduce((earlier, later) -> later)
                .map(attempt -> attempt.getString("meaning", "") + " " + attempt.getString("advice", "") + " ("
                        + attempt.getString("technical", "") + ")")
                .orElse("");
    }
}
