package org.openiep.search;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

class StudyQueryTest {
    private static final LocalDate MAY = LocalDate.of(2026, 5, 1);

    @Test
    @DisplayName("D2: filters are keys of the search; wild cards that were typed are not")
    void keys() {
        DataSet keys = query("S12*34567", MAY, null, "", "ct", "A?1").keys();
        assertThat(keys.string(Tag.PATIENT_ID)).contains("S1234567");
        assertThat(keys.string(Tag.STUDY_DATE)).contains("20260501-");
        assertThat(keys.string(Tag.MODALITIES_IN_STUDY)).contains("CT");
        assertThat(keys.string(Tag.ACCESSION_NUMBER)).contains("A1");
        assertThat(keys.contains(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES)).isTrue();
    }

    @Test
    @DisplayName("D1: a match becomes a study with its patient")
    void found() {
        DataSet match = match("S1234567", "20260502", "CT Chest")
                .put(Tag.PATIENT_NAME, "FAIRWEATHER^Eleanor")
                .put(Tag.MODALITIES_IN_STUDY, "CT", "SR")
                .put(Tag.STUDY_TIME, "101530")
                .put(Tag.OTHER_PATIENT_IDS, "X1", "9990000018")
                .putInt(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES, 120);
        assertThat(query("S1234567", null, null, "", "", "").found(match)).hasValueSatisfying(study -> {
            assertThat(study.lastName()).isEqualTo("FAIRWEATHER");
            assertThat(study.firstName()).isEqualTo("Eleanor");
            assertThat(study.study().modalities()).isEqualTo("CT/SR");
            assertThat(study.study().images()).isEqualTo(120);
            assertThat(study.study().examDate()).hasToString("2026-05-02T10:15:30");
        });
    }

    @Test
    @DisplayName("D2: what a PACS answers beyond the filters is left out")
    void filtersAgain() {
        DataSet match = match("S1234567", "20260502", "CT CHEST");
        assertThat(query("S7654321", null, null, "", "", "").found(match)).isEmpty();
        assertThat(query("S1234567", MAY, MAY, "", "", "").found(match)).isEmpty();
        assertThat(query("S1234567", MAY, null, "chest", "CT", "").found(match)).isPresent();
        assertThat(query("S1234567", null, null, "knee", "", "").found(match)).isEmpty();
        assertThat(query("S1234567", null, null, "", "MR", "").found(match)).isEmpty();
        assertThat(query("S1234567", null, null, "", "", "A2").found(match)).isEmpty();
    }

    private static StudyQuery query(
            String patientId,
            @Nullable LocalDate from,
            @Nullable LocalDate to,
            String description,
            String modality,
            String accession) {
        return new StudyQuery(new StudySearch(1, patientId, "", from, to, description, modality, accession), patientId);
    }

    private static DataSet match(String patientId, String date, String description) {
        return new DataSet()
                .put(Tag.STUDY_INSTANCE_UID, "2.25.1")
                .put(Tag.PATIENT_ID, patientId)
                .put(Tag.STUDY_DATE, date)
                .put(Tag.MODALITIES_IN_STUDY, "CT")
                .put(Tag.ACCESSION_NUMBER, "A1")
                .put(Tag.STUDY_DESCRIPTION, description);
    }
}
