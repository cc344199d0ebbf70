package org.openiep.patient;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * The patient as typed by the creator (requirement C1). Text is empty, never null, where nothing was typed.
 *
 * @param patientId the sending hospital's number, such as an S number (C7), without the node's prefix (C8)
 * @param nhsNumber as typed: digits with or without blanks and hyphens (C3)
 * @param noNhsNumberReason why there is none (C5); with it the address is mandatory (C6)
 */
public record PatientDetails(
        String patientId,
        String lastName,
        String firstName,
        @Nullable LocalDate dateOfBirth,
        @Nullable Gender gender,
        String nhsNumber,
        String noNhsNumberReason,
        String addressLine1,
        String addressLine2,
        String town,
        String county,
        String postcode) {}
