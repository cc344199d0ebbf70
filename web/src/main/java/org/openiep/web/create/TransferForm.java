package org.openiep.web.create;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.NewTransfer;
import org.openiep.exchange.Priority;
import org.openiep.exchange.PriorityReason;
import org.openiep.patient.Gender;
import org.openiep.patient.PatientDetails;
import org.openiep.search.StudySearch;
import org.openiep.web.page.Problems;
import org.openiep.web.words.Moments;

/** Turns the texts of a draft into what the services take; what cannot be read is told beside its field. */
final class TransferForm {

    private final Draft draft;
    private final Problems problems;

    TransferForm(Draft draft, Problems problems) {
        this.draft = draft;
        this.problems = problems;
    }

    NewTransfer transfer() {
        Destination to = draft.to;
        return new NewTransfer(
                draft.submission,
                to == null ? 0 : to.id(),
                number("sourceNode"),
                draft.get("destinationNode").isEmpty() ? null : number("destinationNode"),
                patient(),
                draft.patientChecked,
                draft.sentBeforeSeen,
                draft.chosen().stream().map(StudyRow::study).toList(),
                priority(),
                oneOf(PriorityReason.class, "priorityReason"),
                draft.get("priorityReasonText"),
                requiredBy(),
                draft.get("namedRecipient"),
                draft.get("requestingClinician"),
                draft.get("consultant"),
                draft.get("department"),
                draft.get("callReference"),
                draft.get("message"));
    }

    private PatientDetails patient() {
        return new PatientDetails(
                draft.get("patient.patientId"),
                draft.get("patient.lastName"),
                draft.get("patient.firstName"),
                date("patient.dateOfBirth", "date of birth"),
                oneOf(Gender.class, "patient.gender"),
                draft.get("patient.nhsNumber"),
                draft.get("patient.noNhsNumberReason"),
                draft.get("patient.addressLine1"),
                draft.get("patient.addressLine2"),
                draft.get("patient.town"),
                draft.get("patient.county"),
                draft.get("patient.postcode"));
    }

    StudySearch search() {
        return new StudySearch(
                number("sourceNode"),
                draft.get("patient.patientId"),
                draft.get("patient.nhsNumber"),
                date("from", "first exam date"),
                date("to", "last exam date"),
                draft.get("description"),
                draft.get("modality"),
                draft.get("accessionNumber"));
    }

    Priority priority() {
        Priority chosen = oneOf(Priority.class, "priority");
        return chosen == null ? Priority.NORMAL : chosen;
    }

    private long number(String field) {
        String text = draft.get(field);
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    private @Nullable LocalDate date(String field, String name) {
        String text = draft.get(field);
        if (text.isEmpty()) {
            return null;
        }
        Optional<LocalDate> date = Moments.typedDate(text);
        if (date.isEmpty()) {
            problems.add(field, "Enter the " + name + " as dd/mm/yyyy, such as 27/08/1988.");
        }
        return date.orElse(null);
    }

    private @Nullable Instant requiredBy() {
        String text = draft.get("requiredBy");
        if (text.isEmpty()) {
            return null;
        }
        Optional<Instant> moment = Moments.typedMoment(text);
        if (moment.isEmpty()) {
            problems.add("requiredBy", "Enter when it is required as dd/mm/yyyy hh:mm, or leave it blank.");
        }
        return moment.orElse(null);
    }

    private <E extends Enum<E>> @Nullable E oneOf(Class<E> type, String field) {
        String text = draft.get(field);
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> constant.name().equals(text))
                .findFirst()
                .orElse(null);
    }
}
