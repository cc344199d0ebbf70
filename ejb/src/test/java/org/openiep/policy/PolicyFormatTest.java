package org.openiep.policy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PolicyFormatTest {
    @ParameterizedTest
    @EnumSource(Policy.class)
    @DisplayName("Every preset is within its own bounds, and every policy says what it does")
    void presetsAreAllowed(Policy policy) {
        assertThat(PolicyFormat.problem(policy, policy.preset())).isEmpty();
        assertThat(policy.description()).endsWith(".");
    }

    @Test
    @DisplayName("Times are read in the units that people use")
    void readsTimes() {
        assertThat(PolicyFormat.time("500ms")).isEqualTo(Duration.ofMillis(500));
        assertThat(PolicyFormat.time("15d")).isEqualTo(Duration.ofDays(15));
        assertThat(PolicyFormat.times("10s,60s,5m"))
                .containsExactly(Duration.ofSeconds(10), Duration.ofMinutes(1), Duration.ofMinutes(5));
        assertThat(PolicyFormat.times("")).isEmpty();
        assertThatThrownBy(() -> PolicyFormat.time("soon")).hasMessageContaining("60s");
    }

    @Test
    @DisplayName("A value outside the bounds is refused with what was expected")
    void refusesOutside() {
        assertThat(PolicyFormat.problem(Policy.INBOUND, "0")).hasValue("lanes.inbound is a whole number from 1 to 64.");
        assertThat(PolicyFormat.problem(Policy.RETENTION, "15")).isPresent();
        assertThat(PolicyFormat.problem(Policy.CLINICIANS_SEE_INSTITUTION, "yes"))
                .isPresent();
    }

    @Test
    @DisplayName("The environment overrides a policy, unless its value is not allowed")
    void environmentOverrides() {
        Policies policies = new Policies();
        policies.readEnvironment(Map.of("IEP_POLICY_TRANSFER_RETRY_DELAYS", "1s", "IEP_POLICY_LANES_INBOUND", "none"));
        assertThat(policies.times(Policy.RETRY_DELAYS)).containsExactly(Duration.ofSeconds(1));
        assertThat(Policy.INBOUND.environmentVariable()).isEqualTo("IEP_POLICY_LANES_INBOUND");
    }
}
