package org.openiep.web.create;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.StudyChoice;
import org.openiep.search.StudyFound;
import org.openiep.web.create.Comparison.Result;

class ComparisonTest {

    private static final StudyFound FOUND = new StudyFound(
            new StudyChoice("1.2.3", "CT", "CT head", null, "", 1),
            "RWES4471902",
            "FAIRWEATHER",
            "ELEANOR",
            LocalDate.of(1957, 3, 14),
            "F",
            "");

    @Test
    @DisplayName("C12: a difference is told; case, blanks and the way a date is written are none")
    void differences() {
        Map<String, String> typed = Map.of(
                "patient.lastName", "Fairweather",
                "patient.firstName", "Elinor",
                "patient.dateOfBirth", "14/3/1957",
                "patient.gender", "FEMALE");

        assertThat(result(typed, "patient.lastName")).isEqualTo(Result.SAME);
        assertThat(result(typed, "patient.firstName")).isEqualTo(Result.DIFFERENT);
        assertThat(result(typed, "patient.dateOfBirth")).isEqualTo(Result.SAME);
        assertThat(result(typed, "patient.gender")).isEqualTo(Result.SAME);
    }

    @Test
    @DisplayName("C8: the node's prefix before the patient ID is no difference, and is said")
    void prefix() {
        Comparison id = Comparison.all(Map.of("patient.patientId", "S4471902"), FOUND, "RWE")
                .get(0);

        assertThat(id.result()).isEqualTo(Result.SAME);
        assertThat(id.note()).isEqualTo("RWE is put before it for this PACS");
        assertThat(id.usable()).isEqualTo("S4471902");
    }

    @Test
    @DisplayName("C12: what the PACS does not hold is not compared; what was not typed is offered")
    void missing() {
        assertThat(result(Map.of("patient.nhsNumber", "9995260182"), "patient.nhsNumber"))
                .isEqualTo(Result.NOT_HELD);
        assertThat(result(Map.of(), "patient.lastName")).isEqualTo(Result.NOT_TYPED);
    }

    private static Result result(Map<String, String> typed, String field) {
        return Comparison.all(typed, FOUND, "RWE").stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElseThrow()
                .result();
    }
}
