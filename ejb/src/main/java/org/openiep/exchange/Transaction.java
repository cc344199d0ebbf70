package org.openiep.exchange;

import jakarta.persistence.CascadeType;
import jakarta.persistence.Column;
import jakarta.persistence.Embedded;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.FetchType;
import jakarta.persistence.GeneratedValue;
import jakarta.persistence.GenerationType;
import jakarta.persistence.Id;
import jakarta.persistence.JoinColumn;
import jakarta.persistence.ManyToOne;
import jakarta.persistence.OneToMany;
import jakarta.persistence.OrderBy;
import jakarta.persistence.Table;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Institution;
import org.openiep.directory.Node;
import org.openiep.people.User;
import org.openiep.problem.Conflict;

/**
 * The unit that people talk about: studies of one patient on their way from one institution to another. Changed only
 * with its row locked, so that a job and a person never overwrite each other; its counts are the running job's alone.
 */
@Entity
@Table(name = "transaction")
@SuppressWarnings("UnusedVariable") // some columns are written here and read by queries alone
class Transaction {
    @Id
    @GeneratedValue(strategy = GenerationType.IDENTITY)
    private long id;

    private String reference;
    private UUID submission;

    @Enumerated(EnumType.STRING)
    private TransactionType type;

    @Enumerated(EnumType.STRING)
    private Status status;

    @Enumerated(EnumType.STRING)
    private @Nullable Step failedStep;

    private String cause;

    @Enumerated(EnumType.STRING)
    private Priority priority;

    @Enumerated(EnumType.STRING)
    private @Nullable PriorityReason priorityReason;

    private String priorityReasonText;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "from_institution_id", updatable = false)
    private Institution fromInstitution;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "to_institution_id", updatable = false)
    private Institution toInstitution;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "source_node_id")
    private Node sourceNode;

    @ManyToOne(fetch = FetchType.LAZY, optional = false)
    @JoinColumn(name = "destination_node_id")
    private Node destinationNode;

    private Instant created;
    /** Null when a route made it (I11). */
    private @Nullable Long createdById;

    private String createdByName;
    private long createdInId;
    private Instant changed;
    private @Nullable Instant onIepAt;
    private @Nullable Instant deliveredAt;
    private @Nullable Instant requiredBy;
    private @Nullable Instant blueLightSince;
    private String assigned;

    @Embedded
    private AdditionalColumns additional;

    @Embedded
    private PatientColumns patient;

    private int messages;
    private int unreadFrom;
    private int unreadTo;

    @Column(updatable = false)
    private int expected;

    @Column(updatable = false)
    private int held;

    @Column(updatable = false)
    private int delivered;

    @Column(updatable = false)
    private @Nullable Double rate;

    private String searchWords;

    @OneToMany(mappedBy = "transaction", cascade = CascadeType.PERSIST)
    @OrderBy("id")
    private List<StudyEntry> studies = new ArrayList<>();

    protected Transaction() {}

    /** A transfer that has just been asked for, and was found acceptable. */
    Transaction(String reference, NewTransfer asked, User creator, Parties parties, Instant now) {
        this.reference = reference;
        submission = asked.submission();
        type = TransactionType.TRANSFER;
        status = Status.NEW;
        cause = "";
        priority = asked.priority();
        priorityReason = asked.priorityReason();
        priorityReasonText = asked.priorityReason() == PriorityReason.OTHER
                ? asked.priorityReasonText().strip()
                : "";
        fromInstitution = parties.from();
        toInstitution = parties.to();
        sourceNode = parties.source();
        destinationNode = parties.destination();
        created = now;
        createdById = creator.id();
        createdByName = creator.displayName();
        createdInId = creator.institutionId();
        changed = now;
        blueLightSince = asked.priority() == Priority.BLUE_LIGHT ? now : null;
        requiredBy = asked.requiredBy();
        additional = new AdditionalColumns(asked);
        assigned = "";
        patient = new PatientColumns(asked.patient());
        asked.studies().forEach(choice -> studies.add(new StudyEntry(this, choice)));
        expected = asked.studies().stream().mapToInt(StudyChoice::images).sum();
        searchWords = SearchWords.of(this);
    }

    /** What a route makes of a study whose first image is here (I11). */
    Transaction(String reference, DirectRouting.Arrival arrival, Parties parties, Instant now) {
        this.reference = reference;
        submission = UUID.randomUUID();
        type = TransactionType.DIRECT_ROUTING;
        status = Status.UPLOADING;
        cause = "";
        priority = arrival.priority();
        priorityReasonText = "";
        fromInstitution = parties.from();
        toInstitution = parties.to();
        sourceNode = parties.source();
        destinationNode = parties.destination();
        created = now;
        createdByName = "Direct Routing";
        createdInId = parties.from().id();
        changed = now;
        blueLightSince = arrival.priority() == Priority.BLUE_LIGHT ? now : null;
        additional = AdditionalColumns.none();
        assigned = "";
        patient = new PatientColumns(arrival.patient());
        studies.add(new StudyEntry(this, arrival.study()));
        expected = arrival.study().images();
        searchWords = SearchWords.of(this);
    }

    /** Between whom, and from where to where. */
    record Parties(Institution from, Institution to, Node source, Node destination) {}

    /** The one place where a status changes; {@link TransactionStory} writes what goes with it. */
    void move(Status to, Instant now) {
        if (!Moves.allowed(status, to)) {
            throw new Conflict(reference + " is " + words(status) + ", so it cannot become " + words(to) + ".");
        }
        status = to;
        changed = now;
        if (to == Status.ON_IEP) {
            onIepAt = now;
        }
        if (to == Status.DELIVERED) {
            deliveredAt = now;
        }
        if (to != Status.FAILED) {
            cause = "";
        }
    }

    /** Fails a step; which one is kept, for the retry and for who can mend it. */
    void fail(Step step, String shortCause, Instant now) {
        move(Status.FAILED, now);
        failedStep = step;
        cause = shortCause;
    }

    /** Where a retry goes on: in the queue of the step that failed. */
    Status retried() {
        return failedStep == Step.DELIVER ? Status.DOWNLOAD_REQUESTED : Status.ACCEPTED;
    }

    /** It waits for that cause, a short sentence; nothing when it is empty. */
    void waits(String shortCause) {
        if (status != Status.FAILED) {
            cause = shortCause;
        }
    }

    /** Another priority; the clock of a blue light runs from now. */
    void prioritise(Priority other, @Nullable PriorityReason reason, String reasonText, Instant now) {
        if (other == Priority.BLUE_LIGHT && priority != Priority.BLUE_LIGHT) {
            blueLightSince = now;
        }
        priority = other;
        priorityReason = reason;
        priorityReasonText = reasonText;
    }

    /** A message was written at that institution: unread at the other. */
    void messageFrom(long institution, Instant now) {
        messages++;
        if (institution == fromInstitution.id()) {
            unreadTo++;
        } else {
            unreadFrom++;
        }
        changed = now;
    }

    void readAt(long institution) {
        if (institution == fromInstitution.id()) {
            unreadFrom = 0;
        } else {
            unreadTo = 0;
        }
    }

    static String words(Status status) {
        return switch (status) {
            case ON_IEP -> "On IEP";
            default -> status.name().toLowerCase(Locale.ROOT).replace('_', ' ');
        };
    }

    long id() {
        return id;
    }

    String reference() {
        return reference;
    }

    TransactionType type() {
        return type;
    }

    Status status() {
        return status;
    }

    @Nullable
    Step failedStep() {
        return failedStep;
    }

    String cause() {
        return cause;
    }

    Priority priority() {
        return priority;
    }

    @Nullable
    PriorityReason priorityReason() {
        return priorityReason;
    }

    String priorityReasonText() {
        return priorityReasonText;
    }

    Institution fromInstitution() {
        return fromInstitution;
    }

    Institution toInstitution() {
        return toInstitution;
    }

    Node sourceNode() {
        return sourceNode;
    }

    Node destinationNode() {
        return destinationNode;
    }

    Instant created() {
        return created;
    }

    @Nullable
    Long createdById() {
        return createdById;
    }

    String createdByName() {
        return createdByName;
    }

    Instant changed() {
        return changed;
    }

    @Nullable
    Instant onIepAt() {
        return onIepAt;
    }

    @Nullable
    Instant requiredBy() {
        return requiredBy;
    }

    /** A blue light that is not finished: it goes first, and its clock runs. */
    boolean isUrgent() {
        return priority == Priority.BLUE_LIGHT && !Moves.finished(status);
    }

    /** From when its clock runs (H2); null when it never was a blue light. */
    @Nullable
    Instant blueLightSince() {
        return blueLightSince;
    }

    /** Who it is for and who asked for it, as far as somebody typed it. */
    AdditionalColumns additional() {
        return additional;
    }

    String assigned() {
        return assigned;
    }

    PatientColumns patient() {
        return patient;
    }

    int messages() {
        return messages;
    }

    int unreadAt(long institution) {
        return institution == fromInstitution.id() ? unreadFrom : unreadTo;
    }

    int expected() {
        return expected;
    }

    int held() {
        return held;
    }

    int delivered() {
        return delivered;
    }

    @Nullable
    Double rate() {
        return rate;
    }

    List<StudyEntry> studies() {
        return studies;
    }
}
