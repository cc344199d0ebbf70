package org.openiep.search;

import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

/**
 * A search as C-FIND keys at study level (PS3.4 C.6.2.1.1), and its matches as studies. A PACS may ignore a key that it
 * need not support, so every filter is applied again to what comes.
 *
 * @param patientId as it stands in the PACS, prefix included
 */
record StudyQuery(StudySearch search, String patientId) {
    /** Characters that C-FIND would take for wild cards (PS3.4 C.2.2.2.4) or for a list. */
    private static final String SPECIAL = "[*?\\\\]";

    DataSet keys() {
        DataSet keys = new DataSet()
                .put(Tag.SPECIFIC_CHARACTER_SET, "ISO_IR 192")
                .put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY")
                .put(Tag.STUDY_DATE, dates())
                .put(Tag.STUDY_TIME, "")
                .put(Tag.ACCESSION_NUMBER, plain(search.accessionNumber()))
                .put(Tag.MODALITIES_IN_STUDY, plain(search.modality()).toUpperCase(Locale.ROOT))
                .put(Tag.PATIENT_ID, plain(patientId))
                .put(Tag.STUDY_INSTANCE_UID, "");
        // The description is not asked for: many a PACS would tell "chest" from "CHEST".
        for (int tag : List.of(
                Tag.STUDY_DESCRIPTION,
                Tag.PATIENT_NAME,
                Tag.PATIENT_BIRTH_DATE,
                Tag.PATIENT_SEX,
                Tag.OTHER_PATIENT_IDS,
                Tag.NUMBER_OF_STUDY_RELATED_INSTANCES)) {
            keys.put(tag, "");
        }
        return keys;
    }

    /** The match as a study; empty when a filter does not let it pass. */
    Optional<StudyFound> found(DataSet match) {
        String uid = match.string(Tag.STUDY_INSTANCE_UID).orElse("");
        if (uid.isEmpty() || !passes(match)) {
            return Optional.empty();
        }
        return Optional.of(StudyFound.of(
                match,
                String.join("/", match.strings(Tag.MODALITIES_IN_STUDY)),
                match.integer(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES).orElse(0)));
    }

    private boolean passes(DataSet match) {
        return isOfPatient(match)
                && (blank(search.accessionNumber())
                        || same(
                                search.accessionNumber(),
                                match.string(Tag.ACCESSION_NUMBER).orElse("")))
                && inTime(match.date(Tag.STUDY_DATE).orElse(null))
                && hasModality(match.strings(Tag.MODALITIES_IN_STUDY))
                && describes(match.string(Tag.STUDY_DESCRIPTION).orElse(""));
    }

    /** Searched by NHS number, a PACS may answer from Other Patient IDs. */
    private boolean isOfPatient(DataSet match) {
        return same(patientId, match.string(Tag.PATIENT_ID).orElse(""))
                || StudyFound.nhsNumber(match).equals(patientId);
    }

    private boolean inTime(@Nullable LocalDate date) {
        LocalDate from = search.from();
        LocalDate to = search.to();
        if (date == null) {
            return from == null && to == null;
        }
        return (from == null || !date.isBefore(from)) && (to == null || !date.isAfter(to));
    }

    /** A PACS that does not give the modalities has matched them itself, or cannot. */
    private boolean hasModality(List<String> modalities) {
        return blank(search.modality())
                || modalities.isEmpty()
                || modalities.stream().anyMatch(modality -> same(search.modality(), modality));
    }

    private boolean describes(String description) {
        return description
                .toLowerCase(Locale.ROOT)
                .contains(search.description().strip().toLowerCase(Locale.ROOT));
    }

    private String dates() {
        LocalDate from = search.from();
        LocalDate to = search.to();
        if (from == null && to == null) {
            return "";
        }
        return day(from) + "-" + day(to);
    }

    private static String day(@Nullable LocalDate date) {
        return date == null ? "" : DateTimeFormatter.BASIC_ISO_DATE.format(date);
    }

    private static String plain(String text) {
        return text.strip().replaceAll(SPECIAL, "");
    }

    private static boolean blank(String text) {
        return text.isBlank();
    }

    private static boolean same(String one, String other) {
        return one.strip().equalsIgnoreCase(other.strip());
    }
}
