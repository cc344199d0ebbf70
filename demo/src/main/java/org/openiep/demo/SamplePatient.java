package org.openiep.demo;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;

/**
 * Somebody who does not exist.
 *
 * @param id number at the hospital, S and seven digits
 * @param nhsNumber ten digits from the range 999, which is never issued, with the right check digit
 * @param sex as in Patient's Sex (0010,0040): F, M or O
 */
public record SamplePatient(
        String id, String lastName, String firstName, LocalDate birthDate, String sex, String nhsNumber) {
    public static final SamplePatient FAIRWEATHER =
            new SamplePatient("S0012345", "Fairweather", "Eleanor", LocalDate.of(1951, 3, 14), "F", "9990001235");
    public static final SamplePatient MARCHBANKS =
            new SamplePatient("S0067890", "Marchbanks", "Tobias", LocalDate.of(1987, 11, 2), "M", "9990004560");
    public static final SamplePatient QUILLFEATHER =
            new SamplePatient("S0024680", "Quillfeather", "Ottoline", LocalDate.of(2009, 6, 21), "F", "9990007888");

    /** All of them. */
    public static final List<SamplePatient> ALL = List.of(FAIRWEATHER, MARCHBANKS, QUILLFEATHER);

    String dicomName() {
        return lastName + "^" + firstName;
    }

    String dicomBirthDate() {
        return birthDate.format(DateTimeFormatter.BASIC_ISO_DATE);
    }
}
