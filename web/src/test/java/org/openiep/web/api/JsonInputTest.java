package org.openiep.web.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.directory.InstitutionForm;
import org.openiep.exchange.NewTransfer;
import org.openiep.exchange.Priority;
import org.openiep.patient.Gender;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;

class JsonInputTest {

    private static final String TRANSFER = """
            {"submission": "0b0b6a0e-7a52-4a3f-9a34-1f1f0d3a9a11", "toInstitution": 3, "sourceNode": 1,
             "patient": {"patientId": "S0012345", "lastName": "Fairweather", "dateOfBirth": "1951-03-14",
                         "gender": "FEMALE"},
             "studies": [{"studyInstanceUid": "1.2.3", "images": 120}], "priority": "BLUE_LIGHT"}""";

    @Test
    @DisplayName("What is absent is empty; what is there arrives")
    void reads() {
        NewTransfer transfer = JsonInput.read(json(TRANSFER), NewTransfer.class);

        assertThat(transfer.priority()).isEqualTo(Priority.BLUE_LIGHT);
        assertThat(transfer.patient().dateOfBirth()).isEqualTo(LocalDate.of(1951, 3, 14));
        assertThat(transfer.patient().gender()).isEqualTo(Gender.FEMALE);
        assertThat(transfer.patient().town()).isEmpty();
        assertThat(transfer.destinationNode()).isNull();
        assertThat(transfer.patientChecked()).isFalse();
        assertThat(transfer.studies()).hasSize(1);
    }

    @Test
    @DisplayName("Everything that does not fit is told at once, by its field")
    void problems() {
        String wrong = TRANSFER.replace("\"toInstitution\": 3", "\"toInstitution\": \"three\"")
                .replace("1951-03-14", "14/03/1951")
                .replace("BLUE_LIGHT", "URGENT")
                .replace("\"images\": 120", "\"images\": 1.5");

        assertThatThrownBy(() -> JsonInput.read(json(wrong), NewTransfer.class))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(FieldProblem::field)
                                .containsExactlyInAnyOrder(
                                        "toInstitution", "patient.dateOfBirth", "studies[0].images", "priority"));
    }

    @Test
    @DisplayName("A misspelt field is refused instead of being lost")
    void unknownField() {
        String misspelt = "{\"odsCode\": \"RWE\", \"name\": \"A\", \"kind\": \"NHS_TRUST\", \"hostd\": true}";

        assertThatThrownBy(() -> JsonInput.read(json(misspelt), InstitutionForm.class))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("hostd"));
    }

    @Test
    @DisplayName("What must be there is asked for")
    void required() {
        assertThatThrownBy(() -> JsonInput.read(json("{}"), NewTransfer.class))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        invalid -> assertThat(invalid.problems())
                                .extracting(FieldProblem::field)
                                .containsExactly("submission", "toInstitution", "sourceNode", "patient", "priority"));
    }

    private static JsonObject json(String text) {
        return Json.createReader(new StringReader(text)).readObject();
    }
}
