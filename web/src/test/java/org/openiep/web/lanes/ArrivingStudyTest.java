package org.openiep.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.board.LanesView.Arriving;
import org.openiep.exchange.Priority;

class ArrivingStudyTest {
    private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");

    private static ArrivingStudy study(Priority priority, String patient, int held, int delivered, boolean goesOn) {
        return new ArrivingStudy(
                new Arriving("T-1", priority, patient, "Leicester", "Oxford", "PACS", held, delivered, goesOn, NOW),
                NOW);
    }

    @Test
    @DisplayName("I11: what arrives by a route says how much is here and how much has gone on already")
    void goesOn() {
        ArrivingStudy study = study(Priority.BLUE_LIGHT, "FAIRWEATHER, Eleanor", 120, 80, true);
        assertThat(study.isBlueLight()).isTrue();
        assertThat(study.getWhat()).isEqualTo("FAIRWEATHER, Eleanor");
        assertThat(study.getWay()).isEqualTo("Leicester to Oxford, PACS");
        assertThat(study.getImages()).isEqualTo("120 images here, 80 delivered");
        assertThat(study.getState()).isEqualTo("Sent on as it arrives");
        assertThat(study.getSince()).isEqualTo("12:00");
    }

    @Test
    @DisplayName("I11: what does not go on yet says when it will; a patient of others shows as the reference")
    void waits() {
        assertThat(study(Priority.NORMAL, "", 1, 0, false).getState()).isEqualTo("Goes when it is complete");
        assertThat(study(Priority.BATCH, "", 1, 0, false).getState()).isEqualTo("Goes overnight");
        assertThat(study(Priority.BATCH, "", 1, 0, false).getImages()).isEqualTo("1 image here");
        assertThat(study(Priority.BATCH, "", 1, 0, false).getWhat()).isEqualTo("T-1");
    }
}
