package org.openiep.exchange;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.time.Clock;
import org.openiep.audit.Act;
import org.openiep.audit.Audit;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.people.SignIn;
import org.openiep.people.User;
import org.openiep.problem.InvalidInput;

/** Gives a transaction that is not finished another priority. */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class Priorities {
    private static final int LONGEST_TEXT = 200;

    @Inject
    Access access;

    @Inject
    TransactionStory story;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    Event<PriorityChanged> prioritised;

    /**
     * Raises or lowers the priority. What runs at the moment keeps its place; what waits, and every later step, has the
     * new one. The same priority again is harmless.
     *
     * @param reason why, up to 200 characters; for blue light it says what the emergency is (E6)
     * @throws org.openiep.problem.NotFound for one that the caller may not know of
     * @throws org.openiep.problem.NotAllowed unless the caller is of the PACS team of either side, or created it
     * @throws org.openiep.problem.Conflict when nothing of it is to be moved any more
     */
    public void change(String reference, Priority priority, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_TEXT) {
            throw new InvalidInput("reason", "Say in up to 200 characters why the priority changes.");
        }
        Viewer viewer = access.viewer();
        Transaction transaction = access.locked(reference, viewer);
        Offers.require(Action.CHANGE_PRIORITY, transaction, viewer);
        Priority before = transaction.priority();
        if (before == priority) {
            return;
        }
        User user = viewer.user();
        PriorityReason why = priority == Priority.BLUE_LIGHT ? PriorityReason.BLUE_LIGHT : PriorityReason.OTHER;
        transaction.prioritise(priority, why, reason.strip(), clock.instant());
        audit.record(user.actor(), Act.PRIORITY_CHANGED, reference, before + " to " + priority);
        String text = "From " + words(before) + " to " + words(priority) + ", by " + user.displayName() + ": "
                + reason.strip();
        story.note(transaction, new Line(Kind.NOTE, "Priority changed", text));
        prioritised.fire(new PriorityChanged(transaction.id(), priority));
    }

    private static String words(Priority priority) {
        return switch (priority) {
            case BLUE_LIGHT -> "blue light";
            case NORMAL -> "normal";
            case BATCH -> "batch";
        };
    }
}
