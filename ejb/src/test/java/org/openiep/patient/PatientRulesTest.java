package org.openiep.patient;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.problem.FieldProblem;

class PatientRulesTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 2);

    private static PatientDetails patient(String id, String nhsNumber, String reason, String address) {
        return new PatientDetails(
                id,
                "Fairweather",
                "Elinor",
                LocalDate.of(1957, 3, 14),
                Gender.FEMALE,
                nhsNumber,
                reason,
                address,
                "",
                address,
                "",
                address);
    }

    private static List<String> fields(PatientDetails patient) {
        return PatientRules.check(patient, "S\\d{7}", "RWE", TODAY).stream()
                .map(FieldProblem::field)
                .toList();
    }

    @Test
    @DisplayName("C6: with an NHS number no address is needed")
    void acceptsNhsNumberWithoutAddress() {
        assertThat(fields(patient("S4471902", "943 476 5919", "", ""))).isEmpty();
    }

    @Test
    @DisplayName("C5: no NHS number and no reason is refused at both fields")
    void wantsNumberOrReason() {
        assertThat(fields(patient("S4471902", "", "", "8 Larkspur Close")))
                .containsExactly("patient.nhsNumber", "patient.noNhsNumberReason");
    }

    @Test
    @DisplayName("C6: no NHS number makes the address mandatory")
    void wantsAddressWithoutNumber() {
        assertThat(fields(patient("S4471902", "", "Visitor from abroad", "")))
                .containsExactly("patient.addressLine1", "patient.town", "patient.postcode");
        assertThat(fields(patient("S4471902", "", "Visitor from abroad", "8 Larkspur Close")))
                .isEmpty();
    }

    @Test
    @DisplayName("C7: a hospital number that does not fit the institution's pattern is refused, 0 is a digit")
    void checksHospitalNumber() {
        assertThat(fields(patient("S0471902", "9434765919", "", ""))).isEmpty();
        assertThat(fields(patient("4471902", "9434765919", "", ""))).containsExactly("patient.patientId");
        assertThat(fields(patient("S44719020", "9434765919", "", ""))).containsExactly("patient.patientId");
    }

    @Test
    @DisplayName("C8: a hospital number may be typed with the prefix of the source node")
    void acceptsPrefix() {
        assertThat(fields(patient("RWES4471902", "9434765919", "", ""))).isEmpty();
    }

    @Test
    @DisplayName("C2: every missing mandatory field is named, not only the first")
    void namesEveryMissingField() {
        PatientDetails empty = new PatientDetails("", " ", "", null, null, "", "", "", "", "", "", "");
        assertThat(fields(empty))
                .contains(
                        "patient.patientId",
                        "patient.lastName",
                        "patient.firstName",
                        "patient.dateOfBirth",
                        "patient.gender",
                        "patient.nhsNumber");
    }

    @Test
    @DisplayName("C1: a date of birth in the future or before 1880 is refused; today is not")
    void checksDateOfBirth() {
        assertThat(fields(born(TODAY))).isEmpty();
        assertThat(fields(born(TODAY.plusDays(1)))).containsExactly("patient.dateOfBirth");
        assertThat(fields(born(LocalDate.of(1879, 12, 31)))).containsExactly("patient.dateOfBirth");
    }

    private static PatientDetails born(LocalDate day) {
        return new PatientDetails("S4471902", "Gale", "Ada", day, Gender.UNKNOWN, "9434765919", "", "", "", "", "", "");
    }

    @Test
    @DisplayName("Characters that would widen a search or break a DICOM value are refused")
    void refusesWildcards() {
        PatientDetails wild = new PatientDetails(
                "S*", "Fair^weather", "El?", TODAY, Gender.OTHER, "9434765919", "", "", "", "", "", "");
        assertThat(PatientRules.check(wild, "", "", TODAY))
                .extracting(FieldProblem::field)
                .containsExactly("patient.patientId", "patient.lastName", "patient.firstName");
    }
}
