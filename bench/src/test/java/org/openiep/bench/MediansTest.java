package org.openiep.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Medians of rounds")
class MediansTest {
    private static Measurement round(String subject, double seconds, double cpu) {
        return new Measurement(subject, "CT", 4, 100, 50_000_000, seconds, cpu);
    }

    @Test
    @DisplayName("The median is the middle value, or the mean of the two in the middle, in whatever order they came")
    void median() {
        assertThat(Medians.median(5, 1, 3)).isEqualTo(3);
        assertThat(Medians.median(4, 1, 3, 2)).isEqualTo(2.5);
        assertThatIllegalArgumentException().isThrownBy(Medians::median);
    }

    @Test
    @DisplayName("Rounds of the same subject, object and associations make one line, with rates for what was sent")
    void lines() {
        Medians medians = new Medians();
        medians.add(round("a", 0.5, 0.1));
        medians.add(round("b", 1, 0.3));
        medians.add(round("a", 0.2, 0.2));
        medians.add(round("a", 0.25, 0.4));
        assertThat(medians.lines()).hasSize(2);
        Medians.Line line = medians.line("a", "CT", 4);
        assertThat(line.rounds()).isEqualTo(3);
        assertThat(line.imagesPerSecond()).isEqualTo(400);
        assertThat(line.megabytesPerSecond()).isCloseTo(200, within(1e-9));
        assertThat(line.cpuPerThousand()).isEqualTo(2);
        assertThat(line.slowest()).isEqualTo(200);
        assertThat(line.fastest()).isEqualTo(500);
        assertThatIllegalArgumentException().isThrownBy(() -> medians.line("a", "MR", 4));
    }
}
