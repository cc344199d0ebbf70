package org.openiep.dicom.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.List;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A data set")
class DataSetTest {
    @Test
    @DisplayName("is in the order of its tags, the highest groups last")
    void order() {
        DataSet set = new DataSet()
                .putBytes(Tag.DATA_SET_TRAILING_PADDING, VR.OB, new byte[2])
                .putBytes(Tag.PIXEL_DATA, VR.OB, new byte[2])
                .put(Tag.PATIENT_ID, "S1")
                .putInt(Tag.STATUS, 0);

        assertThat(Samples.tags(set))
                .containsExactly(Tag.STATUS, Tag.PATIENT_ID, Tag.PIXEL_DATA, Tag.DATA_SET_TRAILING_PADDING);
    }

    @Test
    @DisplayName("PS3.5 6.2: gives values without what pads them, and nothing for empty ones")
    void trims() {
        DataSet set = new DataSet()
                .put(Tag.PATIENT_ID, " S1 ")
                .put(Tag.STUDY_ID, "  ")
                .put(Tag.PATIENT_SEX)
                .put(Tag.TEXT_VALUE, "  two spaces before, a \\ inside, two after  ")
                .put(Tag.IMAGE_TYPE, "ORIGINAL", "", "AXIAL ")
                .putBytes(Tag.SOP_INSTANCE_UID, VR.UI, "1.2\0 ".getBytes(StandardCharsets.US_ASCII));

        assertThat(set.string(Tag.PATIENT_ID)).contains("S1");
        assertThat(set.string(Tag.STUDY_ID)).isEmpty();
        assertThat(set.contains(Tag.PATIENT_SEX)).isTrue();
        assertThat(set.string(Tag.PATIENT_SEX)).isEmpty();
        assertThat(set.string(Tag.ACCESSION_NUMBER)).isEmpty();
        assertThat(set.string(Tag.TEXT_VALUE)).contains("  two spaces before, a \\ inside, two after");
        assertThat(set.strings(Tag.IMAGE_TYPE)).containsExactly("ORIGINAL", "", "AXIAL");
        assertThat(set.string(Tag.SOP_INSTANCE_UID)).contains("1.2");
    }

    @Test
    @DisplayName("gives whole numbers of every kind, and none where there is none")
    void numbers() {
        DataSet set = new DataSet()
                .putInt(Tag.ROWS, 65535)
                .putInt(Tag.INSTANCE_NUMBER, -12)
                .put(0x0040A132, VR.UL, "4294967295")
                .put(Tag.STUDY_ID, "seven");

        assertThat(set.integer(Tag.ROWS)).hasValue(65535);
        assertThat(set.integer(Tag.INSTANCE_NUMBER)).hasValue(-12);
        assertThat(set.integer(0x0040A132)).isEmpty();
        assertThat(set.longInteger(0x0040A132)).hasValue(4294967295L);
        assertThat(set.integer(Tag.STUDY_ID)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"20260301,2026-03-01", "2026.03.01,2026-03-01", "20240229,2024-02-29"})
    @DisplayName("gives dates")
    void dates(String value, LocalDate date) {
        assertThat(new DataSet().put(Tag.STUDY_DATE, value).date(Tag.STUDY_DATE))
                .contains(date);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026", "20260230", "20261301", "unknown!", "-1231999"})
    @DisplayName("gives no date where the value is none")
    void noDates(String value) {
        assertThat(new DataSet().put(Tag.STUDY_DATE, value).date(Tag.STUDY_DATE))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "13,13:00",
        "1345,13:45",
        "134501,13:45:01",
        "134501.123456,13:45:01",
        "13:45:01,13:45:01",
        "235960,23:59:59"
    })
    @DisplayName("gives times to the second")
    void times(String value, LocalTime time) {
        assertThat(new DataSet().put(Tag.STUDY_TIME, value).time(Tag.STUDY_TIME))
                .contains(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"1", "134", "250000", "noon", ".5"})
    @DisplayName("gives no time where the value is none")
    void noTimes(String value) {
        assertThat(new DataSet().put(Tag.STUDY_TIME, value).time(Tag.STUDY_TIME))
                .isEmpty();
    }

    @Test
    @DisplayName("refuses what cannot be encoded, naming the tag and not the value")
    void refuses() {
        DataSet set = new DataSet();
        assertRefused(() -> set.putInt(Tag.ROWS, 65536), "(0028,0010)", "65536");
        assertRefused(() -> set.put(Tag.PATIENT_ID, "S1\\S2"), "(0010,0020)", "S1");
        assertRefused(() -> set.put(Tag.TEXT_VALUE, "a", "b"), "(0040,A160)", "\"a\"");
        assertRefused(() -> set.put(0x00091001, "x"), "(0009,1001)", "\"x\"");
        assertRefused(() -> set.put(Tag.PIXEL_DATA, "x"), "(7FE0,0010)", "\"x\"");
        assertThat(set.isEmpty()).isTrue();
    }

    private static void assertRefused(ThrowingCallable call, String tag, String value) {
        assertThatThrownBy(call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(tag)
                .hasMessageNotContaining(value);
    }

    @Test
    @DisplayName("shows no values when it is printed")
    void printsNoValues() {
        assertThat(new DataSet().put(Tag.PATIENT_NAME, "Grey^Anne")).hasToString("[(0010,0010) PN 10 bytes]");
    }

    @Test
    @DisplayName("is equal to one with the same elements")
    void equality() {
        assertThat(Samples.image()).isEqualTo(Samples.image()).hasSameHashCodeAs(Samples.image());
        assertThat(Samples.image().put(Tag.PATIENT_ID, "S2")).isNotEqualTo(Samples.image());
        assertThat(Samples.image().remove(Tag.PATIENT_ID).contains(Tag.PATIENT_ID))
                .isFalse();
    }

    @Test
    @DisplayName("PS3.5 6.2.1: gives names in their parts")
    void names() {
        PersonName name = new DataSet()
                .put(Tag.PATIENT_NAME, "Fairweather^Eleanor^Jane^Dr^FRCR=x^y")
                .name(Tag.PATIENT_NAME)
                .orElseThrow();

        assertThat(name).isEqualTo(new PersonName("Fairweather", "Eleanor", "Jane", "Dr", "FRCR"));
        assertThat(name.display()).isEqualTo("FAIRWEATHER, Eleanor Jane (Dr)");
        assertThat(name.value()).isEqualTo("Fairweather^Eleanor^Jane^Dr^FRCR");
        assertThat(List.of("FAIRWEATHER", "FAIRWEATHER^", " Fairweather ^ ", "^=FAIRWEATHER"))
                .allSatisfy(text -> assertThat(PersonName.parse(text).display()).isEqualTo("FAIRWEATHER"));
        assertThat(PersonName.parse("Fairweather^Eleanor").display()).isEqualTo("FAIRWEATHER, Eleanor");
        assertThat(PersonName.parse("^Eleanor").display()).isEqualTo("Eleanor");
        assertThat(PersonName.parse("").display()).isEmpty();
        assertThat(PersonName.parse("^^^^").value()).isEmpty();
    }
}
