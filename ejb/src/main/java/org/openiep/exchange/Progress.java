package org.openiep.exchange;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.openiep.audit.Actor;
import org.openiep.directory.Node;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.problem.NotFound;

/**
 * What the jobs of a transaction tell it. Called without a staff caller, inside the job's database transaction. A move
 * that the present status does not allow, because somebody cancelled meanwhile, throws
 * {@link org.openiep.problem.Conflict}: the job has to stop.
 */
@Stateless
@PermitAll
public class Progress {
    @PersistenceContext
    EntityManager entities;

    @Inject
    TransactionStory story;

    @Inject
    Event<TransactionChanged> changed;

    /** What a job needs to know. */
    public TransferOrder order(long transactionId) {
        Transaction transaction = entities.find(Transaction.class, transactionId);
        if (transaction == null) {
            throw notFound(transactionId);
        }
        return new TransferOrder(
                transaction.id(),
                transaction.reference(),
                transaction.status(),
                transaction.failedStep(),
                transaction.priority(),
                transaction.fromInstitution().id(),
                transaction.fromInstitution().name(),
                transaction.toInstitution().id(),
                transaction.toInstitution().name(),
                entities.find(Node.class, transaction.sourceNode().id()),
                entities.find(Node.class, transaction.destinationNode().id()),
                transaction.toInstitution().deliversByItself(),
                transaction.patient().patientId(),
                transaction.studies().stream().map(StudyEntry::ordered).toList());
    }

    /**
     * The first image has been asked for or offered: ACCEPTED to UPLOADING, DOWNLOAD_REQUESTED to DOWNLOADING. Harmless
     * when it is there already.
     */
    public void started(long transactionId, Step step) {
        Transaction transaction = locked(transactionId);
        transaction.waits("");
        start(transaction, step);
    }

    private void start(Transaction transaction, Step step) {
        if (step == Step.COLLECT && transaction.status() != Status.UPLOADING) {
            String text = "Collecting from " + transaction.sourceNode().name() + ".";
            move(transaction, Status.UPLOADING, new Line(Kind.STARTED, "Started", text));
        }
        if (step == Step.DELIVER && transaction.status() != Status.DOWNLOADING) {
            String text = "Delivering to " + transaction.destinationNode().name() + ".";
            move(transaction, Status.DOWNLOADING, new Line(Kind.STARTED, "Downloading", text));
        }
    }

    /**
     * Counts of some or all studies, by study entry id. Cheap: no line in the timeline, no audit, no lock beyond the
     * updates themselves, and the list's order stays.
     *
     * @param rate images a second of the running step; null when none runs
     */
    public void recordCounts(long transactionId, Map<Long, Counts> byStudyEntry, @Nullable Double rate) {
        // In ascending order, as always, so that two writers cannot wait for each other.
        new TreeMap<>(byStudyEntry)
                .forEach((entry, counts) -> entities.createNativeQuery(
                                "update study_entry set expected = :expected, held = :held,"
                                        + " delivered = :delivered, refused = :refused"
                                        + " where id = :id and transaction_id = :transaction")
                        .setParameter("expected", counts.expected())
                        .setParameter("held", counts.held())
                        .setParameter("delivered", counts.delivered())
                        .setParameter("refused", counts.refused())
                        .setParameter("id", entry)
                        .setParameter("transaction", transactionId)
                        .executeUpdate());
        entities.createNativeQuery("update transaction t set expected = s.expected, held = s.held,"
                        + " delivered = s.delivered, rate = cast(:rate as double precision)"
                        + " from (select sum(expected) expected, sum(held) held, sum(delivered) delivered"
                        + " from study_entry where transaction_id = :id) s where t.id = :id")
                .setParameter("id", transactionId)
                .setParameter("rate", rate == null ? null : rate.toString())
                .executeUpdate();
        entities.createQuery(
                        "select new org.openiep.exchange.TransactionChanged(t.reference, t.fromInstitution.id,"
                                + " t.toInstitution.id) from Transaction t where t.id = :id",
                        TransactionChanged.class)
                .setParameter("id", transactionId)
                .getResultList()
                .forEach(changed::fire);
    }

    /**
     * Every expected image is held and synced; goes on to DOWNLOAD_REQUESTED where the receiver's policy says so.
     * Harmless when it is there already.
     */
    public void onIep(long transactionId) {
        Transaction transaction = locked(transactionId);
        Status status = transaction.status();
        if (status == Status.ON_IEP || status == Status.DOWNLOAD_REQUESTED || status == Status.DOWNLOADING) {
            return;
        }
        move(transaction, Status.ON_IEP, Line.of(Kind.DONE, "On IEP"));
        if (transaction.toInstitution().deliversByItself()) {
            String text = transaction.toInstitution().name() + " takes what arrives by itself.";
            move(transaction, Status.DOWNLOAD_REQUESTED, new Line(Kind.NOTE, "Download requested", text));
        }
    }

    /** Every image is confirmed by the destination. Harmless when it is there already. */
    public void delivered(long transactionId) {
        Transaction transaction = locked(transactionId);
        if (transaction.status() != Status.DELIVERED) {
            String text = "Every image was confirmed by "
                    + transaction.destinationNode().name() + ".";
            move(transaction, Status.DELIVERED, new Line(Kind.DONE, "Delivered", text));
        }
    }

    /** Its images have been kept for long enough. */
    public void purged(long transactionId) {
        move(
                locked(transactionId),
                Status.PURGED,
                new Line(Kind.DONE, "Purged", "The images are removed from the exchange; the record stays."));
    }

    /**
     * No more attempts by itself.
     *
     * @param cause one short sentence for the list
     * @param meaning what happened, in plain words
     * @param advice what to do next
     */
    public void failed(long transactionId, Step step, String cause, String meaning, String advice) {
        Transaction transaction = locked(transactionId);
        story.fail(
                transaction,
                step,
                cause,
                Actor.exchangeFor(transaction.fromInstitution().id()),
                new Line(Kind.FAILED, "Failed", (meaning + " " + advice).strip()));
    }

    /**
     * There will be another attempt.
     *
     * @param cause why not now, one short sentence for the list and the timeline
     * @param text when, for the timeline
     */
    public void waits(long transactionId, String cause, String text) {
        Transaction transaction = locked(transactionId);
        transaction.waits(cause);
        story.note(transaction, new Line(Kind.NOTE, cause, text));
    }

    /**
     * Images of it were sent to us and we could not take them.
     *
     * @param cause why, one short sentence for the timeline, and for the list while more of it is to come
     */
    public void couldNotTake(long transactionId, String cause, String text) {
        Transaction transaction = locked(transactionId);
        if (transaction.status() == Status.UPLOADING) {
            transaction.waits(cause);
        }
        story.note(transaction, new Line(Kind.NOTE, cause, text));
    }

    /** Goes on by itself where it failed, since what was in the way is gone. */
    public void resumed(long transactionId) {
        Transaction transaction = locked(transactionId);
        String node = (transaction.failedStep() == Step.DELIVER
                        ? transaction.destinationNode()
                        : transaction.sourceNode())
                .name();
        resumed(transactionId, node + " answers again; it goes on by itself.");
    }

    /**
     * The same.
     *
     * @param text what is gone, for the timeline
     */
    public void resumed(long transactionId, String text) {
        Transaction transaction = locked(transactionId);
        move(transaction, transaction.retried(), new Line(Kind.RETRIED, "Retried", text));
    }

    /** A line in the timeline without a move. */
    public void note(long transactionId, Kind kind, String title, String text) {
        Transaction transaction = entities.find(Transaction.class, transactionId);
        if (transaction == null) {
            throw notFound(transactionId);
        }
        story.note(transaction, new Line(kind, title, text));
    }

    private void move(Transaction transaction, Status to, Line line) {
        story.move(
                transaction, to, Actor.exchangeFor(transaction.fromInstitution().id()), line);
    }

    private Transaction locked(long transactionId) {
        return story.lock(transactionId).orElseThrow(() -> notFound(transactionId));
    }

    private static NotFound notFound(long transactionId) {
        return new NotFound("There is no transaction with the id " + transactionId + ".");
    }
}
