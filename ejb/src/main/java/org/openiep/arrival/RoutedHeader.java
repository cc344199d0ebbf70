package org.openiep.arrival;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.PersonName;
import org.openiep.dicom.data.Tag;
import org.openiep.exchange.StudyChoice;
import org.openiep.patient.Gender;
import org.openiep.patient.PatientDetails;

/** Patient and study as an image's header names them (PS3.3 C.7.1.1 and C.7.2.1): nobody typed them. */
final class RoutedHeader {
    private static final String NO_NHS_NUMBER = "Direct Routing: taken from the images";
    private static final int LONGEST = 200;

    private final DataSet header;

    RoutedHeader(DataSet header) {
        this.header = header;
    }

    PatientDetails patient() {
        PersonName name = header.name(Tag.PATIENT_NAME).orElse(new PersonName("", "", "", "", ""));
        return new PatientDetails(
                text(Tag.PATIENT_ID),
                shortened(name.familyName()),
                shortened(name.givenName()),
                header.date(Tag.PATIENT_BIRTH_DATE).orElse(null),
                gender(),
                "",
                NO_NHS_NUMBER,
                "",
                "",
                "",
                "",
                "");
    }

    StudyChoice study() {
        return new StudyChoice(
                text(Tag.STUDY_INSTANCE_UID),
                text(Tag.MODALITY),
                text(Tag.STUDY_DESCRIPTION),
                examDate(),
                text(Tag.ACCESSION_NUMBER),
                0);
    }

    private @Nullable LocalDateTime examDate() {
        LocalDate day = header.date(Tag.STUDY_DATE).orElse(null);
        return day == null ? null : day.atTime(header.time(Tag.STUDY_TIME).orElse(LocalTime.MIDNIGHT));
    }

    private Gender gender() {
        return switch (text(Tag.PATIENT_SEX)) {
            case "F" -> Gender.FEMALE;
            case "M" -> Gender.MALE;
            case "O" -> Gender.OTHER;
            default -> Gender.UNKNOWN;
        };
    }

    private String text(int tag) {
        return shortened(header.string(tag).orElse(""));
    }

    private static String shortened(String text) {
        String clean = text.replace('\0', ' ').strip();
        return clean.substring(0, Math.min(clean.length(), LONGEST));
    }
}
