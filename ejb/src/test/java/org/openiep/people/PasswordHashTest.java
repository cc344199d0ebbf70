package org.openiep.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PasswordHashTest {
    @Test
    @DisplayName("A1: only the right password fits its hash, which is salted and slow")
    void fitsOnlyTheRightOne() {
        String hash = PasswordHash.of("copper lantern orchard");

        assertThat(hash).startsWith("pbkdf2-sha512$210000$").doesNotContain("copper");
        assertThat(PasswordHash.fits("copper lantern orchard", hash)).isTrue();
        assertThat(PasswordHash.fits("copper lantern orcharD", hash)).isFalse();
        assertThat(PasswordHash.of("copper lantern orchard")).isNotEqualTo(hash);
    }
}
