package org.openiep.people;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class UserLockTest {
    private static final Instant NOW = Instant.parse("2026-06-02T12:00:00Z");
    private static final Instant LATER = NOW.plus(Duration.ofMinutes(15));

    private final User user = new User(
            new PersonForm(1, "Dr", "Ann", "Example", "ann@a.example", Set.of(Role.CLINICIAN), true, ""),
            "hash",
            "Test",
            NOW);

    @Test
    @DisplayName("A1: the fifth wrong password in a row locks the account for a quarter of an hour")
    void locksAfterFive() {
        for (int i = 1; i <= 4; i++) {
            assertThat(user.refused(NOW, 5, LATER)).isFalse();
        }
        assertThat(user.locked(NOW)).isFalse();
        assertThat(user.refused(NOW, 5, LATER)).isTrue();
        assertThat(user.locked(NOW)).isTrue();
        assertThat(user.locked(LATER.minusMillis(1))).isTrue();
        assertThat(user.locked(LATER)).isFalse();
    }

    @Test
    @DisplayName("A1: trying on while locked does not lengthen the lock")
    void lockDoesNotGrow() {
        for (int i = 1; i <= 5; i++) {
            user.refused(NOW, 5, LATER);
        }
        assertThat(user.refused(NOW.plusSeconds(60), 5, LATER.plusSeconds(60))).isFalse();
        assertThat(user.locked(LATER)).isFalse();
    }

    @Test
    @DisplayName("A1: a right password, and a new one, begin the count anew")
    void successForgets() {
        for (int i = 1; i <= 4; i++) {
            user.refused(NOW, 5, LATER);
        }
        user.signedIn(NOW);
        assertThat(user.refused(NOW, 5, LATER)).isFalse();
        for (int i = 1; i <= 4; i++) {
            user.refused(NOW, 5, LATER);
        }
        user.setPassword("another hash", "Test", NOW);
        assertThat(user.locked(NOW)).isFalse();
    }
}
