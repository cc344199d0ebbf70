package org.openiep.patient;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NhsNumberTest {
    @ParameterizedTest
    @ValueSource(strings = {"9434765919", "943-476-5919", "943 476 5919", " 943\u00a0476\u20115919 "})
    @DisplayName("C3: an NHS number is read with or without blanks and hyphens")
    void readsTolerantly(String typed) {
        assertThat(NhsNumber.parse(typed)).map(NhsNumber::digits).contains("9434765919");
        assertThat(NhsNumber.problem(typed)).isEmpty();
    }

    @Test
    @DisplayName("C3: an NHS number is shown in groups of 3, 3 and 4")
    void showsGroups() {
        assertThat(new NhsNumber("9434765919").display()).isEqualTo("943-476-5919");
    }

    @ParameterizedTest
    @ValueSource(strings = {"943476591", "94347659190", ""})
    @DisplayName("C3: nine or eleven digits are refused, and the message counts them")
    void refusesOtherLengths(String typed) {
        assertThat(NhsNumber.parse(typed)).isEmpty();
        assertThat(NhsNumber.problem(typed))
                .hasValue("Enter all 10 digits of the NHS number; this has " + typed.length() + ".");
    }

    @ParameterizedTest
    @ValueSource(strings = {"9434765918", "9434765991", "9999999999", "0000000000"})
    @DisplayName("C4: a wrong check digit, and ten times the same digit, are refused with a plain reason")
    void refusesWrongCheckDigit(String typed) {
        assertThat(NhsNumber.parse(typed)).isEmpty();
        assertThat(NhsNumber.problem(typed))
                .hasValueSatisfying(
                        text -> assertThat(text).contains("check digit").doesNotContain(typed));
        assertThatThrownBy(() -> new NhsNumber(typed)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    @DisplayName("C4: a number whose check digit would be 10 is never issued")
    void refusesTen() {
        for (int last = 0; last <= 9; last++) {
            assertThat(NhsNumber.parse("999000000" + last).isPresent())
                    .as("999000000%d", last)
                    .isEqualTo(last == checkDigit("999000000"));
        }
    }

    private static int checkDigit(String nine) {
        int sum = 0;
        for (int i = 0; i < 9; i++) {
            sum += Character.digit(nine.charAt(i), 10) * (10 - i);
        }
        int check = 11 - sum % 11;
        return check == 11 ? 0 : check;
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"943476591X", "943/476/5919", "\u0669\u0664\u0663\u0664\u0667\u0666\u0665\u0669\u0661\u0669"})
    @DisplayName("C3: other characters, and digits of other scripts, are refused")
    void refusesOtherCharacters(String typed) {
        assertThat(NhsNumber.problem(typed))
                .hasValueSatisfying(text -> assertThat(text).contains("digits"));
    }
}
