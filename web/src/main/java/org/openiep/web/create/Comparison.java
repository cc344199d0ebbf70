package org.openiep.web.create;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openiep.search.StudyFound;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/**
 * What was typed beside what the PACS answered, with the differences marked (requirement C12).
 *
 * @param field the field's name in the API
 * @param typed as on the page
 * @param answered as the PACS says it; empty when it says nothing
 * @param result what came of comparing them
 * @param usable what the field takes over when the person chooses the PACS's value
 * @param note a remark beside the result; may be empty
 */
public record Comparison(String field, String typed, String answered, Result result, String usable, String note) {

    /** What comparing two values gives. */
    public enum Result {
        SAME,
        DIFFERENT,
        /** Nothing was typed yet. */
        NOT_TYPED,
        /** The PACS does not say. */
        NOT_HELD
    }

    public String getAnswered() {
        return answered.isEmpty() ? "Not held" : answered;
    }

    public boolean isHeld() {
        return !answered.isEmpty();
    }

    public boolean isSame() {
        return result == Result.SAME;
    }

    public boolean isDifferent() {
        return result == Result.DIFFERENT;
    }

    /** The PACS has a value that the field has not. */
    public boolean isOffered() {
        return result == Result.DIFFERENT || result == Result.NOT_TYPED;
    }

    /** What a button that takes it over says. */
    public String getUsable() {
        return usable;
    }

    public String getNote() {
        return note;
    }

    /**
     * Compares the six details that a PACS holds.
     *
     * @param typed texts by their API field
     * @param prefix put before the patient ID at this node (requirement C8)
     */
    static List<Comparison> all(Map<String, String> typed, StudyFound found, String prefix) {
        List<Comparison> all = new ArrayList<>();
        all.add(patientId(typed.getOrDefault("patient.patientId", ""), found.patientId(), prefix));
        all.add(of("patient.nhsNumber", typed, Words.nhsNumber(found.nhsNumber()), Words.nhsNumber(found.nhsNumber())));
        all.add(of("patient.lastName", typed, found.lastName(), found.lastName()));
        all.add(of("patient.firstName", typed, found.firstName(), found.firstName()));
        String born = Moments.date(found.dateOfBirth());
        all.add(of("patient.dateOfBirth", typed, born, born));
        all.add(of("patient.gender", typed, found.sex(), genderOf(found.sex())));
        return all;
    }

    private static Comparison patientId(String typed, String answered, String prefix) {
        boolean prefixed = !prefix.isEmpty() && answered.startsWith(prefix);
        String bare = prefixed ? answered.substring(prefix.length()) : answered;
        String note = prefixed ? prefix + " is put before it for this PACS" : "";
        return new Comparison("patient.patientId", typed, answered, compare(typed, bare), bare, note);
    }

    private static Comparison of(String field, Map<String, String> typed, String answered, String usable) {
        String mine = typed.getOrDefault(field, "");
        return new Comparison(field, mine, answered, compare(mine, usable), usable, "");
    }

    private static Result compare(String typed, String answered) {
        if (answered.isEmpty()) {
            return Result.NOT_HELD;
        }
        if (typed.isBlank()) {
            return Result.NOT_TYPED;
        }
        return plain(typed).equals(plain(answered)) ? Result.SAME : Result.DIFFERENT;
    }

    /** Case, blanks, hyphens and leading noughts of dates make no difference of person. */
    private static String plain(String text) {
        return Moments.typedDate(text)
                .map(Moments::date)
                .orElse(text.toUpperCase(Locale.UK).replaceAll("[\\s'-]", ""));
    }

    private static String genderOf(String sex) {
        return switch (sex) {
            case "F" -> "FEMALE";
            case "M" -> "MALE";
            case "O" -> "OTHER";
            default -> "";
        };
    }
}
