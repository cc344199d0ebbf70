package org.openiep.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.exchange.TransactionDetails.Event.Kind;

/**
 * Makes the moves of transactions, and all that goes with one: the check, the timeline, the audit and the events, in
 * one database transaction.
 */
@ApplicationScoped
class TransactionStory {
    @PersistenceContext
    EntityManager entities;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @Inject
    Event<TransactionMoved> moved;

    @Inject
    Event<TransactionChanged> changed;

    /** What a move says in the timeline. */
    record Line(Kind kind, String title, String text) {
        static Line of(Kind kind, String title) {
            return new Line(kind, title, "");
        }
    }

    /** One transaction with its row locked until the database transaction ends, as it is now. */
    Optional<Transaction> lock(long id) {
        Transaction transaction = entities.find(Transaction.class, id);
        if (transaction == null) {
            return Optional.empty();
        }
        // What this database transaction read or wrote earlier must neither be lost nor be believed.
        entities.flush();
        entities.refresh(transaction, LockModeType.PESSIMISTIC_WRITE);
        return Optional.of(transaction);
    }

    /** Moves on, or throws {@link org.openiep.problem.Conflict} when the table of moves does not allow it. */
    void move(Transaction transaction, Status to, Actor by, Line line) {
        Status from = transaction.status();
        Instant now = clock.instant();
        transaction.move(to, now);
        tell(transaction, from, by, line, now);
    }

    /** Moves to FAILED; the short cause is for the list, the line for the timeline. */
    void fail(Transaction transaction, Step step, String cause, Actor by, Line line) {
        Status from = transaction.status();
        Instant now = clock.instant();
        transaction.fail(step, cause, now);
        tell(transaction, from, by, line, now);
    }

    private void tell(Transaction transaction, Status from, Actor by, Line line, Instant now) {
        write(transaction, line, now);
        Status to = transaction.status();
        audit.record(by, Act.TRANSACTION_MOVED, transaction.reference(), from + " to " + to);
        // Observers read the tables themselves.
        entities.flush();
        moved.fire(new TransactionMoved(transaction.id(), transaction.reference(), from, to));
        changed(transaction);
    }

    /** A line without a move. */
    void note(Transaction transaction, Line line) {
        write(transaction, line, clock.instant());
        changed(transaction);
    }

    void changed(Transaction transaction) {
        changed.fire(new TransactionChanged(
                transaction.reference(),
                transaction.fromInstitution().id(),
                transaction.toInstitution().id()));
    }

    private void write(Transaction transaction, Line line, Instant now) {
        entities.persist(new TimelineEvent(transaction.id(), now, line.kind(), line.title(), line.text()));
    }
}
