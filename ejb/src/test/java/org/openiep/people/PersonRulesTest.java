package org.openiep.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.problem.FieldProblem;

class PersonRulesTest {
    @Test
    @DisplayName("Every problem of a person's form is found")
    void findsEveryProblem() {
        PersonForm form = new PersonForm(1, "", "", " ", "not an address", Set.of(), true, "short");
        assertThat(PersonRules.check(form, true))
                .extracting(FieldProblem::field)
                .containsExactly("firstName", "lastName", "email", "roles", "password");
    }

    @Test
    @DisplayName("An existing person may keep the password, a new one needs one")
    void passwordOnlyForNewPeople() {
        PersonForm form = new PersonForm(1, "Dr", "Ann", "Example", "ann@a.example", Set.of(Role.CLINICIAN), true, "");
        assertThat(PersonRules.check(form, false)).isEmpty();
        assertThat(PersonRules.check(form, true))
                .extracting(FieldProblem::field)
                .containsExactly("password");
    }

    @Test
    @DisplayName("A form never shows its password or name in a log")
    void formKeepsQuiet() {
        PersonForm form = new PersonForm(
                1, "Dr", "Ann", "Example", "ann@a.example", Set.of(Role.CLINICIAN), true, "copper lantern orchard");
        assertThat(form.toString()).doesNotContain("copper").doesNotContain("Example");
    }
}
