package org.openiep.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MomentsTest {

    private static final Instant NOW = Instant.parse("2026-06-02T13:32:00Z");

    @Test
    @DisplayName("Moments are shown in Europe/London, summer time included")
    void london() {
        assertThat(Moments.dateTime(NOW)).isEqualTo("02/06/2026 14:32");
        assertThat(Moments.dateTime(Instant.parse("2026-12-02T13:32:00Z"))).isEqualTo("02/12/2026 13:32");
    }

    @ParameterizedTest
    @CsvSource({"14/03/1957,1957-03-14", "4/3/1957,1957-03-04", "14.03.1957,1957-03-14", "14-3-1957,1957-03-14"})
    @DisplayName("A date may be typed with or without leading noughts")
    void typed(String text, LocalDate date) {
        assertThat(Moments.typedDate(text)).contains(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "31/02/2020", "1957", "03/14/1957", "yesterday", "1/1/57"})
    @DisplayName("What is no date is not taken for one")
    void noDate(String text) {
        assertThat(Moments.typedDate(text)).isEmpty();
    }

    @Test
    @DisplayName("E5: a day alone means its end")
    void dayMeansItsEnd() {
        assertThat(Moments.typedMoment("02/06/2026 16:00")).contains(Instant.parse("2026-06-02T15:00:00Z"));
        assertThat(Moments.typedMoment("02/06/2026")).contains(Instant.parse("2026-06-02T22:59:00Z"));
    }

    @Test
    @DisplayName("Distances are told in words")
    void relative() {
        assertThat(Moments.relative(NOW.plusSeconds(12 * 60), NOW)).isEqualTo("in 12 min");
        assertThat(Moments.relative(NOW.minusSeconds(3 * 3600 + 60), NOW)).isEqualTo("3 h 1 min ago");
        assertThat(Moments.relative(NOW.minusSeconds(20), NOW)).isEqualTo("just now");
    }

    @Test
    @DisplayName("Times taken are short")
    void took() {
        assertThat(Moments.took(Duration.ofMillis(380))).isEqualTo("380 ms");
        assertThat(Moments.took(Duration.ofMillis(1200))).isEqualTo("1.2 s");
        assertThat(Moments.took(Duration.ofSeconds(68))).isEqualTo("1 min 8 s");
    }
}
