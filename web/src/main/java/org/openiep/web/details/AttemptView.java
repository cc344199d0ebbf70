package org.openiep.web.details;

import org.openiep.exchange.TransactionDetails.Attempt;
import org.openiep.web.words.Moments;

/** A try of a job in the table of attempts. */
public record AttemptView(Attempt attempt) {

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
        if (!attempt.failure().isEmpty()) {
            return "red";
        }
        return attempt.ended() == null ? "" : "green";
    }

    public String getResult() {
        if (!attempt.failure().isEmpty()) {
            return attempt.meaning();
        }
        return attempt.ended() == null ? "Running." : "Done.";
    }
}
