package org.openiep.exchange;

import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Institution;
import org.openiep.directory.Node;
import org.openiep.patient.PatientRules;
import org.openiep.problem.FieldProblem;

/** What makes a transfer acceptable (requirements C2 to C12, D5, E3, E5, E6, E11). Finds every problem. */
final class TransferRules {
    private static final int LONGEST_LINE = 200;
    private static final int MOST_STUDIES = 200;
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.UK);
    /** A UID (PS3.5 9.1): digits and dots, up to 64. */
    private static final Pattern UID = Pattern.compile("[0-9]+(\\.[0-9]+)*");

    private final NewTransfer asked;
    private final Surroundings around;
    private final List<FieldProblem> problems = new ArrayList<>();

    private TransferRules(NewTransfer asked, Surroundings around) {
        this.asked = asked;
        this.around = around;
    }

    /**
     * What the transfer refers to, as far as it exists.
     *
     * @param destination the node asked for, or the receiver's default; null when there is none
     * @param sentBefore the studies that went to the receiver already
     * @param zone where days begin
     */
    record Surroundings(
            Institution own,
            @Nullable Institution receiver,
            @Nullable Node source,
            @Nullable Node destination,
            List<SentBefore> sentBefore,
            Instant now,
            ZoneId zone) {
        Surroundings {
            sentBefore = List.copyOf(sentBefore);
        }
    }

    static List<FieldProblem> check(NewTransfer asked, Surroundings around) {
        TransferRules rules = new TransferRules(asked, around);
        rules.receiver();
        rules.source();
        rules.destination();
        rules.patient();
        rules.studies();
        rules.sentBefore();
        rules.priority();
        rules.texts();
        return rules.problems;
    }

    private void receiver() {
        Institution to = around.receiver();
        if (to == null || !to.active()) {
            add("toInstitution", "Choose the receiving institution from the list.");
        } else if (to.id() == around.own().id()) {
            add("toInstitution", "Choose another institution; studies cannot be sent to your own.");
        } else if (to.namedRecipientRequired() && asked.namedRecipient().isBlank()) {
            add("namedRecipient", "Enter who will receive it; " + to.name() + " accepts no transfer without a name.");
        }
    }

    private void source() {
        Node node = around.source();
        if (node == null || node.institutionId() != around.own().id() || !node.active() || !node.source()) {
            add("sourceNode", "Choose one of your own PACS that studies can be sent from.");
        }
    }

    private void destination() {
        Institution to = around.receiver();
        Node node = around.destination();
        if (to == null) {
            return;
        }
        boolean well = node != null && node.institutionId() == to.id() && node.active() && node.destination();
        if (!well) {
            add("destinationNode", "Choose one of the receiver's PACS from the list.");
        }
    }

    private void patient() {
        Node source = around.source();
        problems.addAll(PatientRules.check(
                asked.patient(),
                around.own().patientIdPattern(),
                source == null ? "" : source.patientIdPrefix(),
                around.now().atZone(around.zone()).toLocalDate()));
        if (!asked.patientChecked()) {
            add(
                    "patientChecked",
                    "Compare the patient with what the PACS answered, then tick that it is the right one.");
        }
    }

    private void studies() {
        List<StudyChoice> studies = asked.studies();
        if (studies.isEmpty()) {
            add("studies", "Tick at least one study to send.");
        } else if (studies.size() > MOST_STUDIES) {
            add("studies", "Tick the relevant studies only, at most " + MOST_STUDIES + ".");
        }
        long different =
                studies.stream().map(StudyChoice::studyInstanceUid).distinct().count();
        if (different < studies.size()) {
            add("studies", "Name each study once.");
        }
        if (!studies.stream().allMatch(TransferRules::wellFormed)) {
            add("studies", "Search again and tick the studies anew; one of them is not as a PACS describes it.");
        }
    }

    private void sentBefore() {
        if (asked.sentBeforeSeen() || around.sentBefore().isEmpty()) {
            return;
        }
        SentBefore latest = around.sentBefore().get(0);
        int studies = around.sentBefore().size();
        add(
                "sentBeforeSeen",
                (studies == 1 ? "One of the studies was" : studies + " of the studies were")
                        + " sent there already, on "
                        + DAY.format(latest.at().atZone(around.zone())) + " with " + latest.reference()
                        + ". Tick to send again, or leave them out.");
    }

    private static boolean wellFormed(StudyChoice study) {
        return study.studyInstanceUid().length() <= 64
                && UID.matcher(study.studyInstanceUid()).matches()
                && study.images() >= 0
                && study.modalities().length() <= 100
                && study.description().length() <= 200
                && study.accessionNumber().length() <= 64;
    }

    private void priority() {
        PriorityReason reason = asked.priorityReason();
        boolean blueLight = asked.priority() == Priority.BLUE_LIGHT;
        if (blueLight && reason == null) {
            add(
                    "priorityReason",
                    "Give the reason: blue light is for an emergency admission or surgery in the next"
                            + " 12 hours only.");
        } else if (blueLight && reason != PriorityReason.BLUE_LIGHT) {
            add(
                    "priorityReason",
                    "Choose Normal or Batch for this reason; blue light is for an emergency admission or"
                            + " surgery in the next 12 hours only.");
        } else if (!blueLight && reason == PriorityReason.BLUE_LIGHT) {
            add("priorityReason", "Choose blue light as the priority, or another reason.");
        }
        if (reason == PriorityReason.OTHER && asked.priorityReasonText().isBlank()) {
            add("priorityReasonText", "Say what the other reason is.");
        }
        Instant requiredBy = asked.requiredBy();
        if (requiredBy != null && requiredBy.isBefore(around.now())) {
            add("requiredBy", "Enter a time that is not past, or leave it empty.");
        }
    }

    private void texts() {
        line("priorityReasonText", asked.priorityReasonText());
        line("namedRecipient", asked.namedRecipient());
        line("requestingClinician", asked.requestingClinician());
        line("consultant", asked.consultant());
        line("department", asked.department());
        line("callReference", asked.callReference());
        line("patient.addressLine1", asked.patient().addressLine1());
        line("patient.addressLine2", asked.patient().addressLine2());
        line("patient.town", asked.patient().town());
        line("patient.county", asked.patient().county());
        line("patient.postcode", asked.patient().postcode());
        if (asked.message().length() > Message.LONGEST) {
            add("message", "Shorten the message to " + Message.LONGEST + " characters.");
        }
    }

    private void line(String field, String value) {
        if (value.length() > LONGEST_LINE) {
            add(field, "Shorten this to " + LONGEST_LINE + " characters.");
        }
    }

    private void add(String field, String message) {
        problems.add(new FieldProblem(field, message));
    }
}
