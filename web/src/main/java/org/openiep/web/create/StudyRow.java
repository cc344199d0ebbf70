package org.openiep.web.create;

import java.io.Serializable;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import org.openiep.exchange.StudyChoice;
import org.openiep.search.StudyFound;
import org.openiep.web.words.Moments;

/** A study that the PACS answered with, and whether it is ticked (requirements D3, D5). */
public final class StudyRow implements Serializable {

    private static final long serialVersionUID = 1L;

    /** How the list can be sorted, by the header's key (requirement D4). */
    static final Map<String, Comparator<StudyRow>> ORDERS = Map.of(
            "modalities", Comparator.comparing(StudyRow::getModalities),
            "description", Comparator.comparing(row -> row.getDescription().toLowerCase(Locale.UK)),
            "examDate", Comparator.comparing(row -> String.valueOf(row.study().examDate())),
            "images", Comparator.comparingInt(StudyRow::getImages),
            "accession", Comparator.comparing(StudyRow::getAccessionNumber));

    private final transient StudyFound found;
    private boolean chosen;

    StudyRow(StudyFound found, boolean chosen) {
        this.found = found;
        this.chosen = chosen;
    }

    StudyFound found() {
        return found;
    }

    StudyChoice study() {
        return found.study();
    }

    public String getUid() {
        return study().studyInstanceUid();
    }

    public String getModalities() {
        return study().modalities();
    }

    /** The PACS's own words; most studies have some. */
    public String getDescription() {
        return study().description().isEmpty() ? "No description" : study().description();
    }

    public String getExamDate() {
        return Moments.dateTime(study().examDate());
    }

    public int getImages() {
        return study().images();
    }

    public String getAccessionNumber() {
        return study().accessionNumber();
    }

    public boolean isChosen() {
        return chosen;
    }

    public void setChosen(boolean chosen) {
        this.chosen = chosen;
    }
}
