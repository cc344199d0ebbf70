package org.openiep.disk;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.DiskOrder;

@DisplayName("I12: the text on a disk")
class DiskTextTest {
    private static final DiskOrder ORDER = new DiskOrder("IEP-26-0001234", "Ashby", "Barrow", List.of(1L), 120);
    private static final Instant SUMMER = Instant.parse("2026-06-02T13:11:12Z");

    @Test
    @DisplayName("says what it is of, from whom to whom, and when it was made, in London's time")
    void complete() {
        assertThat(new DiskText(ORDER, 120, 0, SUMMER).text())
                .contains("Reference:  IEP-26-0001234\r\nFrom:       Ashby\r\nTo:         Barrow\r\n")
                .contains("Made:       02/06/2026 14:11\r\n")
                .contains("Images:     all 120\r\n")
                .doesNotContain("NOT COMPLETE", "compressed");
    }

    @Test
    @DisplayName("says so when images are missing, or not every viewer opens them")
    void incomplete() {
        assertThat(new DiskText(ORDER, 80, 3, SUMMER).text())
                .contains("Images:     80 of 120\r\n")
                .contains("NOT COMPLETE")
                .contains("Still compressed, which not every viewer opens: 3 of them.");
    }
}
