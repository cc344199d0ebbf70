package org.openiep.web.details;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.Status;
import org.openiep.exchange.TransactionDetails.Study;

class StudyViewTest {
    private static StudyView study(Status status, int expected, int held, int delivered, boolean arriving) {
        return new StudyView(
                new Study("2.25.1", "CT", "Chest", null, "", expected, held, delivered, 0), status, arriving);
    }

    private static String progress(Status status, int expected, int held, int delivered) {
        return study(status, expected, held, delivered, false).getProgress();
    }

    @Test
    @DisplayName("I1, I11: Details says how many images have gone on while others still come")
    void ahead() {
        assertThat(progress(Status.UPLOADING, 500, 120, 0)).isEqualTo("120 of 500 images on IEP");
        assertThat(progress(Status.UPLOADING, 500, 120, 80))
                .isEqualTo("120 of 500 images on IEP, 80 delivered already");
    }

    @Test
    @DisplayName(
            "I11: while a routed study arrives nobody knows how many images will come, and nothing says it is whole")
    void arriving() {
        StudyView study = study(Status.UPLOADING, 15, 15, 14, true);
        assertThat(study.getProgress()).isEqualTo("15 images on IEP so far, 14 delivered already");
        assertThat(study.getState()).isEqualTo("Uploading");
        assertThat(study.getTone()).isEmpty();
        assertThat(study.getPercent()).isZero();
    }

    @Test
    @DisplayName("G5: once all are here, Details counts what is delivered")
    void delivering() {
        assertThat(progress(Status.DOWNLOADING, 500, 500, 80)).isEqualTo("80 of 500 images delivered");
        assertThat(progress(Status.DELIVERED, 1, 1, 1)).isEqualTo("1 of 1 image delivered");
    }
}
