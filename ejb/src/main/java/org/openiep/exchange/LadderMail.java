package org.openiep.exchange;

import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.openiep.policy.ExchangeClock;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/** What a mail about a blue light says: where it stands and what to do, and nothing about the patient. */
final class LadderMail {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("dd/MM/yyyy HH:mm", Locale.UK);

    private final Transaction transaction;
    private final Instant since;
    private final Policies policies;

    LadderMail(Transaction transaction, Instant since, Policies policies) {
        this.transaction = transaction;
        this.since = since;
        this.policies = policies;
    }

    /** For the timeline. */
    static String title(LadderStep step) {
        return step == LadderStep.OVERDUE ? "Blue light overdue" : "Blue light not delivered yet";
    }

    /** Who is told. */
    static String who(LadderStep step) {
        return switch (step) {
            case OPERATOR -> "The sender's PACS team";
            case LEAD -> "The sender's administrators";
            case RECEIVER -> "The receiver's PACS team";
            case OVERDUE -> "Both sides and the administrators of the exchange";
        };
    }

    String subject(LadderStep step) {
        return (step == LadderStep.OVERDUE ? "Overdue: blue light " : "Blue light not delivered: ")
                + transaction.reference();
    }

    String body(LadderStep step) {
        Instant due = since.plus(policies.time(
                Policy.BLUE_LIGHT_TARGET, transaction.fromInstitution().id()));
        String cause = transaction.cause().isEmpty() ? "" : "\nWhy: " + transaction.cause();
        return """
                Blue light %s from %s to %s is not delivered.

                Asked for: %s
                Due: %s%s
                Now: %s, %d of %d images on IEP, %d delivered%s

                %s
                Sign in to the exchange and open %s.
                """.formatted(
                        transaction.reference(),
                        transaction.fromInstitution().name(),
                        transaction.toInstitution().name(),
                        at(since),
                        at(due),
                        step == LadderStep.OVERDUE ? ", which is past" : "",
                        Transaction.words(transaction.status()),
                        transaction.held(),
                        transaction.expected(),
                        transaction.delivered(),
                        cause,
                        advice(),
                        transaction.reference());
    }

    private String advice() {
        return switch (transaction.status()) {
            case FAILED ->
                "What to do: do what the failure's advice says, then press Retry; or "
                        + (transaction.held() > 0
                                ? "press Make disk and have it taken there."
                                : "have a disk made where the images are, and taken there.");
            case ON_IEP -> "What to do: the receiver has to press Download.";
            case NEW, NEEDS_DETAILS -> "What to do: complete what is asked for.";
            default ->
                "What to do: see on the Lanes page what it waits for; if it will not be in time, have a disk taken"
                        + " there.";
        };
    }

    private static String at(Instant moment) {
        return TIME.format(moment.atZone(ExchangeClock.ZONE));
    }
}
