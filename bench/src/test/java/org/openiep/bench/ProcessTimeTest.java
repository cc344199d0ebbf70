package org.openiep.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("CPU time of processes")
class ProcessTimeTest {
    @Test
    @DisplayName("User, system and the ended children's time are added, whatever the program is called")
    void parse() {
        String stat = "42 (odd) name 9) S 1 42 42 0 -1 4194560 1 2 3 4 150 50 25 75 20 0 1 0 12345 6 7";
        assertThat(ProcessTime.parse(stat)).isEqualTo(3.0);
    }

    @Test
    @DisplayName("A process that works has used more time afterwards; one that does not exist has used none")
    void own() {
        List<Long> self = List.of(ProcessHandle.current().pid());
        double before = ProcessTime.seconds(self);
        long until = System.nanoTime() + 200_000_000;
        while (System.nanoTime() < until) {
            Thread.onSpinWait();
        }
        assertThat(ProcessTime.seconds(self)).isGreaterThan(before);
        assertThat(ProcessTime.seconds(List.of(Long.MAX_VALUE))).isZero();
    }
}
