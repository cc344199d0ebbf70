package org.openiep.pull;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

@DisplayName("Matching of C-FIND keys (PS3.4 C.2.2.2)")
class KeyMatchTest {
    private static final DataSet HEADER = new DataSet()
            .put(Tag.STUDY_DATE, "20261120")
            .put(Tag.STUDY_TIME, "094200")
            .put(Tag.MODALITY, "MR")
            .put(Tag.STUDY_DESCRIPTION, "MRI Head (T2)")
            .put(Tag.PATIENT_NAME, "Marchbanks^Ottoline")
            .put(Tag.PATIENT_ID, "S0000002")
            .put(Tag.STUDY_INSTANCE_UID, "2.25.1");

    private static boolean matches(int tag, String... wanted) {
        return KeyMatch.matches(HEADER, new DataSet().put(tag, wanted));
    }

    @ParameterizedTest
    @CsvSource({
        "MARCHBANKS^OTTOLINE, true",
        "marchbanks^ottoline^^, true",
        "march*, true",
        "*ottoline, true",
        "March?anks*, true",
        "March?banks*, false",
        "Ottoline*, false",
        "*, true",
    })
    @DisplayName("A name matches in any case, with wildcards, and without empty components at its end")
    void names(String wanted, boolean expected) {
        assertThat(matches(Tag.PATIENT_NAME, wanted)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "20261120, true",
        "20261119, false",
        "20261101-20261130, true",
        "20261121-, false",
        "-20261120, true",
        "-20261119, false",
        "2026.11.01-2026.11.30, true",
    })
    @DisplayName("Dates match one day or a range, open at either end")
    void dates(String wanted, boolean expected) {
        assertThat(matches(Tag.STUDY_DATE, wanted)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"0900-1000, true", "0942-0942, true", "0943-, false", "094200, true", "09, true"})
    @DisplayName("Times match as far as they are given")
    void times(String wanted, boolean expected) {
        assertThat(matches(Tag.STUDY_TIME, wanted)).isEqualTo(expected);
    }

    @Test
    @DisplayName("An ID matches exactly, a UID one of a list, brackets nothing but themselves")
    void others() {
        assertThat(matches(Tag.PATIENT_ID, "S0000002")).isTrue();
        assertThat(matches(Tag.PATIENT_ID, "s0000002")).isFalse();
        assertThat(matches(Tag.PATIENT_ID, "S000000")).isFalse();
        assertThat(matches(Tag.STUDY_INSTANCE_UID, "2.25.9", "2.25.1")).isTrue();
        assertThat(matches(Tag.STUDY_INSTANCE_UID, "2.25.9", "2.25.8")).isFalse();
        assertThat(matches(Tag.STUDY_DESCRIPTION, "MRI*(T?)")).isTrue();
        assertThat(matches(Tag.STUDY_DESCRIPTION, "MRI*[T2]")).isFalse();
    }

    @Test
    @DisplayName("An empty key matches all, one for what the object does not have nothing")
    void absent() {
        assertThat(matches(Tag.ACCESSION_NUMBER, "")).isTrue();
        assertThat(matches(Tag.ACCESSION_NUMBER, "*")).isTrue();
        assertThat(matches(Tag.ACCESSION_NUMBER, "RX1")).isFalse();
    }

    @Test
    @DisplayName("Many wildcards in one key do not take for ever")
    void hostile() {
        DataSet header = new DataSet().put(Tag.STUDY_DESCRIPTION, "a".repeat(64));
        DataSet keys = new DataSet().put(Tag.STUDY_DESCRIPTION, "*a".repeat(31) + "b");
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(5),
                () -> assertThat(KeyMatch.matches(header, keys)).isFalse());
    }
}
