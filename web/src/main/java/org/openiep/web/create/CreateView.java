package org.openiep.web.create;

import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.openiep.exchange.Priority;
import org.openiep.exchange.PriorityReason;
import org.openiep.patient.Gender;
import org.openiep.patient.NhsNumber;
import org.openiep.search.StudyFound;
import org.openiep.web.create.Comparison.Result;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** What Create shows of the draft: steps, comparisons, sums, words. */
@Named("draft")
@RequestScoped
public class CreateView {

    /** A step on the left. Tone: done, now or empty. */
    public record StepView(String number, String title, String text, String tone) {

        public String getNumber() {
            return number;
        }

        public String getTitle() {
            return title;
        }

        public String getText() {
            return text;
        }

        public String getTone() {
            return tone;
        }

        public boolean isDone() {
            return tone.equals("done");
        }
    }

    /** A value to choose with its words. */
    public record Option(String value, String label, String hint) {

        public String getValue() {
            return value;
        }

        public String getLabel() {
            return label;
        }

        public String getHint() {
            return hint;
        }
    }

    private static final List<String> FIELDS = List.of(
            "patient.patientId",
            "patient.nhsNumber",
            "patient.lastName",
            "patient.firstName",
            "patient.dateOfBirth",
            "patient.gender");

    @Inject
    private CreatePage page;

    @Inject
    private Clock clock;

    public boolean isConfirmed() {
        return page.draft().confirmed != null;
    }

    public String getConfirmedAt() {
        return Moments.time(page.draft().confirmed);
    }

    public String getKeptAt() {
        return Moments.time(page.draft().kept);
    }

    public String getToName() {
        Destination to = page.draft().to;
        return to == null ? "" : to.name();
    }

    public boolean isNamedRecipientRequired() {
        Destination to = page.draft().to;
        return to != null && to.namedRecipientRequired();
    }

    public String getSourceName() {
        return NodeChoice.nameOf(page.getSources(), page.draft().get("sourceNode"));
    }

    public String getDestinationName() {
        return NodeChoice.nameOf(page.getDestinationNodes(), page.draft().get("destinationNode"));
    }

    // Search

    public boolean isSearching() {
        return page.run() != null;
    }

    public String getSearchedFor() {
        SearchRun run = page.run();
        return run == null ? "" : run.took(clock.instant()).toSeconds() + " s";
    }

    public String getNodeMeaning() {
        var problem = page.nodeProblem();
        return problem == null ? "" : problem.meaning();
    }

    public String getNodeAdvice() {
        var problem = page.nodeProblem();
        return problem == null ? "" : problem.advice();
    }

    public boolean isAnswered() {
        return page.draft().answeredAt != null;
    }

    public String getAnswer() {
        return page.draft().answer;
    }

    public boolean isMore() {
        return page.draft().answeredMore;
    }

    // Patient

    /** The comparison of one field; nothing to compare before the PACS has answered. */
    public Comparison compared(String field) {
        return page.comparisons().stream()
                .filter(each -> each.field().equals(field))
                .findFirst()
                .orElse(new Comparison(field, "", "", Result.NOT_HELD, "", ""));
    }

    private List<Comparison> differences() {
        return page.comparisons().stream().filter(Comparison::isDifferent).toList();
    }

    public boolean isFillable() {
        return page.comparisons().stream().anyMatch(each -> each.result() == Result.NOT_TYPED);
    }

    /** The sentence beside the tick, which names every difference. */
    public String getCheckText() {
        String where = page.draft().upload == null ? " in the PACS." : " on the disk.";
        String differences = differences().stream()
                .map(each -> "The " + nameOf(each.field()) + " is different: " + each.typed() + " here, "
                        + each.answered() + where)
                .collect(Collectors.joining(" "));
        return ("I have checked that this is the right patient. " + differences).strip();
    }

    static String nameOf(String field) {
        return switch (field) {
            case "patient.patientId" -> "patient ID";
            case "patient.nhsNumber" -> "NHS number";
            case "patient.lastName" -> "last name";
            case "patient.firstName" -> "first name";
            case "patient.dateOfBirth" -> "date of birth";
            default -> "gender";
        };
    }

    /** "10 digits, check digit right" once that is so; empty before. */
    public String getNhsNumberTag() {
        String typed = page.draft().get("patient.nhsNumber");
        return !typed.isEmpty() && NhsNumber.parse(typed).isPresent() ? "10 digits, check digit right" : "";
    }

    public boolean isNhsNumberGiven() {
        return !page.draft().get("patient.nhsNumber").isEmpty();
    }

    public List<Option> getGenders() {
        return Arrays.stream(Gender.values())
                .map(gender -> new Option(gender.name(), Words.of(gender), ""))
                .toList();
    }

    // Studies

    public int getChosenCount() {
        return page.draft().chosen().size();
    }

    private long images() {
        return page.draft().chosen().stream().mapToLong(StudyRow::getImages).sum();
    }

    /** "2 chosen, 512 images". */
    public String getChosenText() {
        return getChosenCount() + " chosen, " + Words.count(images(), "image");
    }

    /** A study of somebody else than the one compared is said so in its row. */
    public String otherPatient(StudyRow row) {
        StudyFound shown = page.identity();
        StudyFound own = row.found();
        boolean same = shown == null || key(shown).equals(key(own));
        return same
                ? ""
                : "Filed under another patient: " + Words.name(own.lastName(), own.firstName()) + ", "
                        + Moments.date(own.dateOfBirth()) + ", " + own.patientId();
    }

    private static String key(StudyFound found) {
        return (found.patientId() + "|" + found.lastName() + "|" + found.firstName() + "|" + found.dateOfBirth())
                .toUpperCase(Locale.UK);
    }

    /** For aria-sort: ascending, descending or none. */
    public String sorted(String column) {
        if (!page.sort().equals(column)) {
            return "none";
        }
        return page.descending() ? "descending" : "ascending";
    }

    /** The arrow beside the header; empty for the others. */
    public String arrow(String column) {
        return switch (sorted(column)) {
            case "ascending" -> " ↑";
            case "descending" -> " ↓";
            default -> "";
        };
    }

    // Additional information

    public boolean isBlueLight() {
        return Priority.BLUE_LIGHT.name().equals(page.draft().get("priority"));
    }

    public boolean isReasonOther() {
        return PriorityReason.OTHER.name().equals(page.draft().get("priorityReason"));
    }

    public List<Option> getPriorities() {
        return List.of(Priority.NORMAL, Priority.BATCH, Priority.BLUE_LIGHT).stream()
                .map(each -> new Option(each.name(), Words.of(each), Words.meaning(each)))
                .toList();
    }

    public String getPriority() {
        return page.draft().get("priority");
    }

    /** Only the reasons that go with the priority (requirement E6). */
    public List<Option> getReasons() {
        return Arrays.stream(PriorityReason.values())
                .filter(reason -> (reason == PriorityReason.BLUE_LIGHT) == isBlueLight())
                .map(reason -> new Option(reason.name(), Words.of(reason), ""))
                .toList();
    }

    // Send

    /** LAST, First to Hospital, node. */
    public String getSummary() {
        Draft draft = page.draft();
        String name = Words.name(draft.get("patient.lastName"), draft.get("patient.firstName"));
        String to = getToName() + (getDestinationName().isEmpty() ? "" : ", " + getDestinationName());
        return (name.isEmpty() ? "New transfer" : name) + (to.isEmpty() ? "" : " to " + to);
    }

    public String getSums() {
        return getChosenCount() == 0
                ? "No study chosen yet"
                : getChosenCount()
                        + (getChosenCount() == 1 ? " study, " : " studies, ")
                        + Words.count(images(), "image");
    }

    /** What still stands before Send, in the order of the page. */
    private List<String> missing() {
        Draft draft = page.draft();
        List<String> missing = new ArrayList<>();
        FIELDS.stream()
                .filter(field -> draft.get(field).isEmpty() && !isReplaced(field))
                .forEach(field -> missing.add(nameOf(field)));
        if (!draft.patientChecked) {
            missing.add("check of the patient");
        }
        if (getChosenCount() == 0) {
            missing.add("study");
        }
        if (isNamedRecipientRequired() && draft.get("namedRecipient").isEmpty()) {
            missing.add("named recipient");
        }
        return missing;
    }

    private boolean isReplaced(String field) {
        return field.equals("patient.nhsNumber")
                && !page.draft().get("patient.noNhsNumberReason").isEmpty();
    }

    public List<StepView> getSteps() {
        Draft draft = page.draft();
        boolean patient = isConfirmed() && draft.patientChecked;
        boolean studies = patient && getChosenCount() > 0;
        List<String> missing = missing();
        return List.of(
                step(
                        1,
                        "Type and destination",
                        isConfirmed() ? "Confirmed at " + getConfirmedAt() : "Fixed by Confirm",
                        isConfirmed(),
                        true),
                step(2, "Patient", patientText(), patient, isConfirmed()),
                step(
                        3,
                        "Studies",
                        draft.rows.isEmpty() ? "" : getChosenCount() + " of " + draft.rows.size() + " chosen",
                        studies,
                        patient),
                step(
                        4,
                        "Additional information",
                        isConfirmed() ? Words.of(new TransferForm(draft, page.getProblems()).priority()) : "",
                        studies && missing.isEmpty(),
                        studies),
                step(
                        5,
                        "Send",
                        isConfirmed() ? missing.isEmpty() ? "Nothing is missing" : "Missing: " + missing.get(0) : "",
                        false,
                        missing.isEmpty()));
    }

    private String patientText() {
        int differences = differences().size();
        if (differences > 0) {
            return differences == 1 ? "One difference" : differences + " differences";
        }
        return page.draft().patientChecked ? "Checked" : "";
    }

    private static StepView step(int number, String title, String text, boolean done, boolean reached) {
        return new StepView(Integer.toString(number), title, text, done ? "done" : reached ? "now" : "");
    }

    /** A problem with the destination node's choice is rare; the hint says how many there are. */
    public String getDestinationHint() {
        int others = page.getDestinationNodes().size() - 1;
        return others <= 0
                ? "Its only node."
                : others == 1 ? "One other to choose from." : others + " others to choose from.";
    }
}
