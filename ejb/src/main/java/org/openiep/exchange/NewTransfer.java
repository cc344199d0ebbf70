package org.openiep.exchange;

import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openiep.patient.PatientDetails;

/**
 * Everything about a transfer to be created. Text is empty, never null, where nothing was typed.
 *
 * @param submission made by the page or API client once for each form: the same value twice creates one transaction and
 *     gives its reference again (B9)
 * @param toInstitution id of the receiving institution
 * @param sourceNode id of the own node that holds the studies
 * @param destinationNode id of the receiver's node; null takes its default
 * @param patientChecked the tick that this is the right patient (C12)
 * @param sentBeforeSeen the tick that studies are to be sent although they were sent there before (G18); needed then
 * @param studies at least one (D5)
 * @param priorityReason mandatory for blue light, optional otherwise (E6)
 * @param priorityReasonText mandatory for {@link PriorityReason#OTHER}
 * @param requiredBy must not lie in the past (E5)
 * @param namedRecipient mandatory where the receiver says so (E11)
 * @param callReference the service desk's reference (E13)
 * @param message first message to the receiver (K2)
 */
public record NewTransfer(
        UUID submission,
        long toInstitution,
        long sourceNode,
        @Nullable Long destinationNode,
        PatientDetails patient,
        boolean patientChecked,
        boolean sentBeforeSeen,
        List<StudyChoice> studies,
        Priority priority,
        @Nullable PriorityReason priorityReason,
        String priorityReasonText,
        @Nullable Instant requiredBy,
        String namedRecipient,
        String requestingClinician,
        String consultant,
        String department,
        String callReference,
        String message) {
    public NewTransfer {
        studies = List.copyOf(studies);
    }
    /** The same with other studies. */
    public NewTransfer withStudies(List<StudyChoice> others) {
        return new NewTransfer(
                submission,
                toInstitution,
                sourceNode,
                destinationNode,
                patient,
                patientChecked,
                sentBeforeSeen,
                others,
                priority,
                priorityReason,
                priorityReasonText,
                requiredBy,
                namedRecipient,
                requestingClinician,
                consultant,
                department,
                callReference,
                message);
    }
}
