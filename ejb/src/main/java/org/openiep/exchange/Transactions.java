package org.openiep.exchange;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import org.openiep.audit.Act;
import org.openiep.audit.Audit;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.people.SignIn;
import org.openiep.people.User;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;

/**
 * What staff do with transactions. Each throws {@link NotFound} for one that the caller may not know of,
 * {@link NotAllowed} for want of a role and {@link org.openiep.problem.Conflict} when the status is in the way.
 */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class Transactions {
    private static final int LONGEST_REASON = 500;

    @PersistenceContext
    EntityManager entities;

    @Inject
    Creation creation;

    @Inject
    TransactionStory story;

    @Inject
    Views views;

    @Inject
    RecentViews recentViews;

    @Inject
    Access access;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * Creates a transfer and lets it go on by policy.
     *
     * @return its reference, such as IEP-26-0001234; the same one again for the same submission (B9)
     * @throws InvalidInput with every problem found
     */
    public String create(NewTransfer asked) {
        User creator = creation.creator();
        return creation.known(asked.submission(), creator)
                .orElseGet(() -> accepted(asked, creator))
                .reference();
    }

    private Transaction accepted(NewTransfer asked, User creator) {
        Transaction transaction = creation.create(asked, creator, "");
        story.move(
                transaction,
                Status.ACCEPTED,
                creator.actor(),
                new Line(Kind.NOTE, "Accepted", "A transfer goes on at once."));
        return transaction;
    }

    /** One transaction, whole. */
    public TransactionDetails details(String reference) {
        Viewer viewer = viewer();
        Transaction transaction = find(reference, viewer);
        if (recentViews.isNew(viewer.user().id(), reference)) {
            audit.record(viewer.user().actor(), Act.TRANSACTION_VIEWED, reference, "");
        }
        return views.details(transaction, viewer);
    }

    /** Asks for what is On IEP to be delivered to the receiver's PACS (I1). */
    public void requestDownload(String reference) {
        act(reference, Action.DOWNLOAD, Status.DOWNLOAD_REQUESTED, Kind.NOTE, "Download requested", "");
    }

    /** Tries the step that failed again; only what is missing moves. */
    public void retry(String reference) {
        Viewer viewer = viewer();
        Transaction transaction = locked(reference, viewer);
        Offers.require(Action.RETRY, transaction, viewer);
        User user = viewer.user();
        story.move(transaction, transaction.retried(), user.actor(), new Line(Kind.RETRIED, "Retried", by(user, "")));
    }

    /**
     * Calls it off before images move.
     *
     * @param reason why, for the other side; 1 to 500 characters
     */
    public void cancel(String reference, String reason) {
        if (reason.isBlank() || reason.length() > LONGEST_REASON) {
            throw new InvalidInput(
                    "reason", "Give the reason in up to " + LONGEST_REASON + " characters; the other side reads it.");
        }
        act(reference, Action.CANCEL, Status.CANCELLED, Kind.NOTE, "Cancelled", reason.strip());
    }

    /** Matched and verified in the local PACS and RIS. */
    public void fixUp(String reference) {
        act(reference, Action.FIX_UP, Status.FIXED_UP, Kind.DONE, "Fixed up", "");
    }

    private void act(String reference, Action action, Status to, Kind kind, String title, String text) {
        Viewer viewer = viewer();
        Transaction transaction = locked(reference, viewer);
        Offers.require(action, transaction, viewer);
        User user = viewer.user();
        story.move(transaction, to, user.actor(), new Line(kind, title, by(user, text)));
    }

    private static String by(User user, String text) {
        return ("By " + user.displayName() + ". " + text).strip();
    }

    /** Writes to the other side (K1); 1 to 4000 characters. */
    public void addMessage(String reference, String text) {
        if (text.isBlank() || text.length() > Message.LONGEST) {
            throw new InvalidInput("text", "Enter a message of up to " + Message.LONGEST + " characters.");
        }
        Viewer viewer = viewer();
        Transaction transaction = locked(reference, viewer);
        Offers.require(Action.SEND_MESSAGE, transaction, viewer);
        creation.write(transaction, viewer.user(), text.strip(), clock.instant());
        story.changed(transaction);
    }

    /** The other side's messages have been read at the caller's institution. */
    public void markRead(String reference) {
        Viewer viewer = viewer();
        if (find(reference, viewer).unreadAt(viewer.institution()) == 0) {
            return;
        }
        Transaction transaction = locked(reference, viewer);
        transaction.readAt(viewer.institution());
        entities.createQuery("update Message m set m.readAt = :now"
                        + " where m.transactionId = :id and m.institutionId <> :own and m.readAt is null")
                .setParameter("now", clock.instant())
                .setParameter("id", transaction.id())
                .setParameter("own", viewer.institution())
                .executeUpdate();
        audit.record(viewer.user().actor(), Act.MESSAGES_READ, reference, "");
        story.changed(transaction);
    }

    private Viewer viewer() {
        return access.viewer();
    }

    private Transaction locked(String reference, Viewer viewer) {
        return access.locked(reference, viewer);
    }

    private Transaction find(String reference, Viewer viewer) {
        return access.find(reference, viewer);
    }
}
