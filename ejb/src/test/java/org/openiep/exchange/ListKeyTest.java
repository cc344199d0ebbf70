package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.openiep.problem.InvalidInput;

class ListKeyTest {
    @Test
    @DisplayName("A key survives its way through the page to the microsecond")
    void roundTrip() {
        ListKey key = new ListKey(1, Instant.parse("2026-06-02T12:00:00.123456Z"), 42);
        assertThat(ListKey.parse(key.text())).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "2.1.1", "1.1.1.1", "1.x.1", "1.-5.1", "1.9999999999999999999.1", " "})
    @DisplayName("A key that was not ours is refused by name")
    void refusesOthers(String text) {
        assertThatThrownBy(() -> ListKey.parse(text))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.problems())
                                .allSatisfy(
                                        problem -> assertThat(problem.field()).isEqualTo("after")));
    }
}
