package org.openiep.exchange;

import jakarta.persistence.Embeddable;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.openiep.patient.Gender;
import org.openiep.patient.NhsNumber;
import org.openiep.patient.PatientDetails;

/** The patient of a transaction as stored: text stripped, the NHS number as ten digits. */
@Embeddable
class PatientColumns {
    private String patientId;
    private String lastName;
    private String firstName;
    private @Nullable LocalDate dateOfBirth;

    @Enumerated(EnumType.STRING)
    private @Nullable Gender gender;

    private String nhsNumber;
    private String noNhsNumberReason;
    private String addressLine1;
    private String addressLine2;
    private String town;
    private String county;
    private String postcode;

    @SuppressWarnings("NullAway.Init")
    protected PatientColumns() {}

    PatientColumns(PatientDetails patient) {
        patientId = patient.patientId().strip();
        lastName = patient.lastName().strip();
        firstName = patient.firstName().strip();
        dateOfBirth = patient.dateOfBirth();
        gender = patient.gender();
        nhsNumber = NhsNumber.parse(patient.nhsNumber()).map(NhsNumber::digits).orElse("");
        // A reason typed before the number was found no longer holds.
        noNhsNumberReason = nhsNumber.isEmpty() ? patient.noNhsNumberReason().strip() : "";
        addressLine1 = patient.addressLine1().strip();
        addressLine2 = patient.addressLine2().strip();
        town = patient.town().strip();
        county = patient.county().strip();
        postcode = patient.postcode().strip();
    }

    String patientId() {
        return patientId;
    }

    String lastName() {
        return lastName;
    }

    String firstName() {
        return firstName;
    }

    String nhsNumber() {
        return nhsNumber;
    }

    PatientDetails details() {
        return new PatientDetails(
                patientId,
                lastName,
                firstName,
                dateOfBirth,
                gender,
                nhsNumber,
                noNhsNumberReason,
                addressLine1,
                addressLine2,
                town,
                county,
                postcode);
    }
}
