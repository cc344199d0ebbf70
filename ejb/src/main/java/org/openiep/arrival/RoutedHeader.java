package org.openiep.arrival;

import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.exchange.StudyChoice;
import org.openiep.patient.Gender;
import org.openiep.patient.PatientDetails;
import org.openiep.search.StudyFound;

/** Patient and study as an image's header names them (PS3.3 C.7.1.1 and C.7.2.1): nobody typed them. */
final class RoutedHeader {
    private static final String NO_NHS_NUMBER = "Direct Routing: taken from the images";

    private final StudyFound found;

    RoutedHeader(DataSet header) {
        found = StudyFound.of(header, header.string(Tag.MODALITY).orElse(""), 0);
    }

    PatientDetails patient() {
        return new PatientDetails(
                found.patientId(),
                found.lastName(),
                found.firstName(),
                found.dateOfBirth(),
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
        return found.study();
    }

    private Gender gender() {
        return switch (found.sex()) {
            case "F" -> Gender.FEMALE;
            case "M" -> Gender.MALE;
            case "O" -> Gender.OTHER;
            default -> Gender.UNKNOWN;
        };
    }
}
