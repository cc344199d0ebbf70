package org.openiep.people;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class VerifiedCredentialsTest {
    private final VerifiedCredentials verified = new VerifiedCredentials();

    @Test
    @DisplayName("Verified credentials are known again only together, and only with the stored password they fitted")
    void knowsOnlyTheVeryOnes() {
        verified.add(verified.verified("ann@a.example", "right password", "hash-1"));

        assertThat(verified.contains("ann@a.example", "right password", "hash-1"))
                .isTrue();
        assertThat(verified.contains("ann@a.example", "wrong password", "hash-1"))
                .isFalse();
        assertThat(verified.contains("bob@a.example", "right password", "hash-1"))
                .isFalse();
        assertThat(verified.contains("ann@a.example", "right password", "hash-2"))
                .isFalse();
    }
}
