package org.openiep.exchange;

import java.time.Instant;
import java.time.LocalDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openiep.patient.PatientDetails;

/**
 * One transaction, whole, as its Details page and the API show it to one caller.
 *
 * @param queue where its present step stands; null when nothing of it waits or runs
 */
public record TransactionDetails(
        TransactionRow row,
        PatientDetails patient,
        String from,
        String to,
        String sourceNode,
        String destinationNode,
        String createdBy,
        String namedRecipient,
        String requestingClinician,
        String consultant,
        String department,
        String callReference,
        @Nullable PriorityReason priorityReason,
        String priorityReasonText,
        @Nullable Instant requiredBy,
        List<Study> studies,
        List<Event> timeline,
        List<Note> messages,
        List<Attempt> attempts,
        @Nullable QueuePlace queue) {

    /** A study with its counts. */
    public record Study(
            String studyInstanceUid,
            String modalities,
            String description,
            @Nullable LocalDateTime examDate,
            String accessionNumber,
            int expected,
            int held,
            int delivered,
            int refused) {}

    /**
     * A line of the story.
     *
     * @param title what happened, a few words
     * @param text the rest; may be empty
     */
    public record Event(Instant at, Kind kind, String title, String text) {
        /** Decides the sign beside it. */
        public enum Kind {
            CREATED,
            STARTED,
            DONE,
            FAILED,
            RETRIED,
            NOTE
        }
    }

    /** A message between the two sides. */
    public record Note(Instant at, String author, String institution, String text, boolean unread) {}

    /**
     * One try of a job, with its diagnosis.
     *
     * @param step "Collect" or "Deliver"
     * @param ended null while it runs
     * @param images moved in this attempt
     * @param failure name of the failure's class; empty when it went well or still runs
     * @param meaning what happened in plain words
     * @param advice what to do next
     * @param technical what the node said, word for word, without patient data
     * @param node the node's name
     * @param instances SOP Instance UIDs concerned, at most 100; empty when it concerns none in particular
     */
    public record Attempt(
            int number,
            String step,
            Instant began,
            @Nullable Instant ended,
            int images,
            String failure,
            String meaning,
            String advice,
            String technical,
            String node,
            List<String> instances) {}
}
