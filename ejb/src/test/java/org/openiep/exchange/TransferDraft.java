package org.openiep.exchange;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openiep.patient.Gender;
import org.openiep.patient.PatientDetails;

/** A transfer that is acceptable until a test changes something. */
public final class TransferDraft {
    UUID submission = UUID.randomUUID();
    long toInstitution = 2;
    long sourceNode = 11;

    @Nullable
    Long destinationNode;

    String lastName = "Fairweather";
    String nhsNumber = "943 476 5919";
    boolean patientChecked = true;
    boolean sentBeforeSeen = true;
    public List<StudyChoice> studies = List.of(study("1.2.826.0.1.3680043.8.498.1", 120));
    Priority priority = Priority.NORMAL;

    @Nullable
    PriorityReason reason;

    String reasonText = "";

    @Nullable
    Instant requiredBy;

    String namedRecipient = "Mr Callum Strand";
    String callReference = "SR-204418";
    String message = "";

    static StudyChoice study(String uid, int images) {
        return new StudyChoice(uid, "CT", "CT head", LocalDateTime.of(2026, 6, 2, 12, 41), "RWE26060218", images);
    }

    /** As it is asked for. */
    public NewTransfer transfer() {
        PatientDetails patient = new PatientDetails(
                "S4471902",
                lastName,
                "Elinor",
                LocalDate.of(1957, 3, 14),
                Gender.FEMALE,
                nhsNumber,
                "",
                "",
                "",
                "",
                "",
                "");
        return new NewTransfer(
                submission,
                toInstitution,
                sourceNode,
                destinationNode,
                patient,
                patientChecked,
                sentBeforeSeen,
                studies,
                priority,
                reason,
                reasonText,
                requiredBy,
                namedRecipient,
                "Dr Yusra Malik",
                "",
                "Emergency department",
                callReference,
                message);
    }
}
