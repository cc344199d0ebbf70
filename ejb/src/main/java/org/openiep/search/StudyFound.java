package org.openiep.search;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.PersonName;
import org.openiep.dicom.data.Tag;
import org.openiep.exchange.StudyChoice;
import org.openiep.patient.NhsNumber;

/**
 * A study that the PACS holds, or that was uploaded, and whose it says it is.
 *
 * @param sex Patient's Sex (0010,0040) as it stands
 * @param nhsNumber from Other Patient IDs where the PACS gives it; else empty
 */
public record StudyFound(
        StudyChoice study,
        String patientId,
        String lastName,
        String firstName,
        @Nullable LocalDate dateOfBirth,
        String sex,
        String nhsNumber) {
    private static final int LONGEST = 200;
    private static final int LONGEST_NUMBER = 64;

    /**
     * As a data set names it: a match at study level, or the header of an object.
     *
     * @param modalities joined by "/"
     * @param images how many it has; 0 when that is not known
     */
    public static StudyFound of(DataSet set, String modalities, int images) {
        PersonName name = set.name(Tag.PATIENT_NAME).orElse(PersonName.parse(""));
        StudyChoice study = new StudyChoice(
                set.string(Tag.STUDY_INSTANCE_UID).orElse(""),
                modalities,
                text(set, Tag.STUDY_DESCRIPTION),
                examDate(set),
                shortened(text(set, Tag.ACCESSION_NUMBER), LONGEST_NUMBER),
                images);
        return new StudyFound(
                study,
                text(set, Tag.PATIENT_ID),
                shortened(name.familyName(), LONGEST),
                shortened(name.givenName(), LONGEST),
                set.date(Tag.PATIENT_BIRTH_DATE).orElse(null),
                text(set, Tag.PATIENT_SEX),
                nhsNumber(set));
    }

    private static String text(DataSet set, int tag) {
        return shortened(set.string(tag).orElse(""), LONGEST);
    }

    /** Not every system keeps to the lengths of PS3.5 6.2, and some pad with null characters. */
    private static String shortened(String text, int longest) {
        String clean = text.replace('\0', ' ').strip();
        return clean.substring(0, Math.min(clean.length(), longest));
    }

    private static @Nullable LocalDateTime examDate(DataSet set) {
        return set.date(Tag.STUDY_DATE)
                .map(date -> date.atTime(set.time(Tag.STUDY_TIME).orElse(LocalTime.MIDNIGHT)))
                .orElse(null);
    }

    static String nhsNumber(DataSet set) {
        return Stream.concat(set.strings(Tag.OTHER_PATIENT_IDS).stream(), set.string(Tag.PATIENT_ID).stream())
                .flatMap(id -> NhsNumber.parse(id).stream())
                .map(NhsNumber::digits)
                .findFirst()
                .orElse("");
    }
}
