package org.openiep.web.details;

import java.time.Instant;
import java.util.List;
import org.openiep.diagnosis.FailureClass;
import org.openiep.exchange.TransactionDetails.Attempt;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** A try of a job in the table of attempts. */
public record AttemptView(Attempt attempt) {
    /** No more than these are kept. */
    private static final int MOST_KEPT = 100;

    public String getStep() {
        return attempt.step();
    }

    public int getNumber() {
        return attempt.number();
    }

    public String getBegan() {
        return Moments.dateTime(attempt.began());
    }

    public String getImages() {
        return "%,d".formatted(attempt.images());
    }

    public String getTone() {
        if (isFailed()) {
            // What gave way, was paused or met a restart is nobody's failure.
            return FailureClass.valueOf(attempt.failure()).spendsAttempt() ? "red" : "amber";
        }
        return attempt.ended() == null ? "" : "green";
    }

    public String getResult() {
        if (isFailed()) {
            return attempt.meaning();
        }
        return attempt.ended() == null ? "Running." : "Done.";
    }

    public boolean isFailed() {
        return !attempt.failure().isEmpty();
    }

    /** The node that it was made with; empty where that is not kept. */
    public String getNode() {
        return attempt.node();
    }

    /** What to do next: whom to ring, what to change. */
    public String getAdvice() {
        return attempt.advice();
    }

    /** SOP Instance UIDs of the images concerned. */
    public List<String> getInstances() {
        return attempt.instances();
    }

    /** "12 images concerned"; empty when it concerns none in particular. */
    public String getConcerned() {
        int count = attempt.instances().size();
        return count == 0 ? "" : Words.count(count, "image") + (count == MOST_KEPT ? " or more" : "") + " concerned";
    }

    /** When it began and ended, to the second, for whoever compares it with a PACS's own log. */
    public String getFromTo() {
        Instant ended = attempt.ended();
        return Moments.timeWithSeconds(attempt.began())
                + (ended == null ? "" : " to " + Moments.timeWithSeconds(ended));
    }
}
