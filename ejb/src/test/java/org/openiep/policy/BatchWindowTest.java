package org.openiep.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchWindowTest {
    private static final BatchWindow NIGHT = window("20:00", "06:00", true);

    @ParameterizedTest
    @DisplayName("H3: batch may start from 20:00 until 06:00, London time, and all day on a bank holiday")
    @CsvSource({
        "2026-11-20T19:59:59, false",
        "2026-11-20T20:00:00, true",
        "2026-11-21T05:59:59, true",
        "2026-11-21T06:00:00, false",
        "2026-07-01T19:59:59, false",
        "2026-07-01T20:00:00, true",
        "2026-12-25T12:00:00, true",
        "2026-12-28T12:00:00, true",
        "2026-12-29T12:00:00, false",
        "2027-04-05T12:00:00, false",
        "2027-03-29T12:00:00, true",
    })
    void overnight(LocalDateTime wall, boolean open) {
        assertThat(NIGHT.open(london(wall))).isEqualTo(open);
    }

    @Test
    @DisplayName("H3: the window opens at 20:00 on the wall, before and after the clocks change")
    void opensOnTheWall() {
        assertThat(NIGHT.opens(Instant.parse("2026-03-28T12:00:00Z"))).isEqualTo("2026-03-28T20:00:00Z");
        assertThat(NIGHT.opens(Instant.parse("2026-03-29T12:00:00Z"))).isEqualTo("2026-03-29T19:00:00Z");
        assertThat(NIGHT.opens(Instant.parse("2026-10-24T12:00:00Z"))).isEqualTo("2026-10-24T19:00:00Z");
        assertThat(NIGHT.opens(Instant.parse("2026-10-25T12:00:00Z"))).isEqualTo("2026-10-25T20:00:00Z");
        assertThat(NIGHT.opens(Instant.parse("2026-12-24T12:00:00Z"))).isEqualTo("2026-12-24T20:00:00Z");
    }

    @Test
    @DisplayName(
            "H3: the night of the change to summer time is an hour shorter, that of the change back an hour longer")
    void nightsOfChange() {
        assertThat(openHours("2026-03-28T12:00:00Z")).isEqualTo(Duration.ofHours(9));
        assertThat(openHours("2026-10-24T12:00:00Z")).isEqualTo(Duration.ofHours(11));
        assertThat(openHours("2026-11-20T12:00:00Z")).isEqualTo(Duration.ofHours(10));
    }

    @Test
    @DisplayName(
            "H3: an hour that the clocks leave out opens an hour later; a window that lies in it stays shut that day")
    void hourLeftOut() {
        Instant before = Instant.parse("2026-03-28T12:00:00Z");
        assertThat(window("01:30", "04:00", false).opens(before)).isEqualTo("2026-03-29T01:00:00Z");
        assertThat(window("01:15", "01:45", false).opens(before)).isEqualTo("2026-03-30T00:15:00Z");
    }

    @Test
    @DisplayName("H3: a day added as a holiday opens the window; with the policy off, no holiday does")
    void extraHolidays() {
        Instant noon = london(LocalDateTime.parse("2027-05-10T12:00:00"));
        BatchWindow added = new BatchWindow(
                LocalTime.of(20, 0), LocalTime.of(6, 0), true, Set.of(LocalDate.of(2027, 5, 10)), ExchangeClock.ZONE);
        assertThat(added.open(noon)).isTrue();
        assertThat(NIGHT.open(noon)).isFalse();
        assertThat(window("20:00", "06:00", false).open(london(LocalDateTime.parse("2026-12-25T12:00:00"))))
                .isFalse();
    }

    @Test
    @DisplayName("Bank holidays of England and Wales as published for 2026 to 2028")
    void bankHolidays() {
        assertThat(BankHolidays.of(2026))
                .extracting(LocalDate::toString)
                .containsExactly(
                        "2026-01-01",
                        "2026-04-03",
                        "2026-04-06",
                        "2026-05-04",
                        "2026-05-25",
                        "2026-08-31",
                        "2026-12-25",
                        "2026-12-28");
        assertThat(BankHolidays.of(2027))
                .extracting(LocalDate::toString)
                .containsExactly(
                        "2027-01-01",
                        "2027-03-26",
                        "2027-03-29",
                        "2027-05-03",
                        "2027-05-31",
                        "2027-08-30",
                        "2027-12-27",
                        "2027-12-28");
        assertThat(BankHolidays.of(2028)).contains(LocalDate.of(2028, 1, 3));
    }

    private static Duration openHours(String noonBefore) {
        Instant opens = NIGHT.opens(Instant.parse(noonBefore));
        Instant shut = opens;
        while (NIGHT.open(shut)) {
            shut = shut.plus(Duration.ofMinutes(30));
        }
        return Duration.between(opens, shut);
    }

    private static BatchWindow window(String from, String until, boolean holidays) {
        return new BatchWindow(LocalTime.parse(from), LocalTime.parse(until), holidays, Set.of(), ExchangeClock.ZONE);
    }

    private static Instant london(LocalDateTime wall) {
        return wall.atZone(ExchangeClock.ZONE).toInstant();
    }
}
