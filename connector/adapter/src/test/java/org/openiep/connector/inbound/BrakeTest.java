package org.openiep.connector.inbound;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.Party;

@DisplayName("The brake on one association")
class BrakeTest {
    private static final Duration LONG = Duration.ofSeconds(10);

    private final List<Duration> took = new ArrayList<>();
    private final Application application = new Application() {
        @Override
        public Duration rest(Party party, String studyInstanceUid, Duration time) {
            took.add(time);
            return Duration.ofNanos(1);
        }
    };
    private final Brake brake = new Brake(application, new Party("PACS", "OPENIEP", "127.0.0.1"));

    @Test
    @DisplayName("H1: an object counts for what it took, and not for the wait behind those that came with it")
    void overlapping() {
        long began = System.nanoTime() - LONG.toNanos();
        brake.apply("2.25.1", began);
        int before = took.size();
        brake.apply("2.25.1", began);
        brake.apply("2.25.1", began + 1);
        assertThat(took).hasSizeGreaterThan(before);
        assertThat(took.subList(before, took.size())).allMatch(time -> time.compareTo(LONG) < 0);
    }

    @Test
    @DisplayName("H1: an object that began after the one before it was over counts from its beginning")
    void oneByOne() {
        brake.apply("2.25.1", System.nanoTime());
        took.clear();
        long began = System.nanoTime();
        brake.apply("2.25.1", began);
        long ended = System.nanoTime();
        assertThat(took).isNotEmpty().allMatch(time -> time.toNanos() >= 0 && time.toNanos() <= ended - began);
    }
}
