package org.openiep.queue;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

@DisplayName("H1: standard transfers make room for a blue light")
class PaceTest {
    private static final Duration IMAGE = Duration.ofMillis(1);

    private final Pace pace = new Pace();

    @BeforeEach
    void share() {
        Policies policies = new Policies() {
            @Override
            public int number(Policy policy) {
                assertThat(policy).isEqualTo(Policy.STANDARD_SHARE);
                return 5;
            }
        };
        Wiring.wire(pace, policies);
    }

    private static Job job(long id, Step step, Priority priority) {
        return new Job(id, id, step, priority, 1, 1, 1, 2, 0);
    }

    @Test
    @DisplayName("Alone they do not rest; beside a blue light all of them together work a twentieth of the time")
    void together() {
        pace.begin(job(1, Step.COLLECT, Priority.NORMAL), Set.of("1.1"));
        assertThat(pace.rest("1.1", IMAGE)).isZero();
        pace.begin(job(9, Step.COLLECT, Priority.BLUE_LIGHT), Set.of("9.9"));
        assertThat(pace.rest("9.9", IMAGE)).isZero();
        assertThat(pace.rest("1.1", IMAGE)).isEqualTo(Duration.ofMillis(19));
        pace.begin(job(2, Step.DELIVER, Priority.NORMAL), Set.of("1.2"));
        assertThat(pace.rest("1.1", IMAGE)).isEqualTo(Duration.ofMillis(39));
    }

    @Test
    @DisplayName("They rest from when the blue light waits, and between its collection and its delivery")
    void expected() {
        pace.onWaiting(new JobWaiting(1, Lane.OUTBOUND, Priority.NORMAL));
        assertThat(pace.blueLightMoves()).isFalse();
        Job collection = job(9, Step.COLLECT, Priority.BLUE_LIGHT);
        pace.begin(collection, Set.of("9.9"));
        pace.end(collection);
        assertThat(pace.blueLightMoves()).isTrue();
        Pace other = new Pace();
        other.onWaiting(new JobWaiting(9, Lane.OUTBOUND, Priority.BLUE_LIGHT));
        assertThat(other.blueLightMoves()).isTrue();
    }

    @Test
    @DisplayName("When it is delivered they go on at once")
    void delivered() {
        Job delivery = job(9, Step.DELIVER, Priority.BLUE_LIGHT);
        pace.begin(delivery, Set.of("9.9"));
        assertThat(pace.blueLightMoves()).isTrue();
        pace.end(delivery);
        assertThat(pace.blueLightMoves()).isFalse();
        assertThat(pace.rest("1.1", IMAGE)).isZero();
    }
}
