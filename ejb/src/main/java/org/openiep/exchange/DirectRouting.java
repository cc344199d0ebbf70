package org.openiep.exchange;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.directory.Institution;
import org.openiep.directory.Node;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.patient.PatientDetails;
import org.openiep.problem.NotFound;

/**
 * Transactions that a route makes of what a node sends (I11). Called without a staff caller, inside the database
 * transaction that records the images.
 */
@Stateless
@PermitAll
public class DirectRouting {
    @PersistenceContext
    EntityManager entities;

    @Inject
    TransactionStory story;

    @Inject
    References references;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /**
     * What a route and a study's first image tell.
     *
     * @param source id of the node that sends
     * @param destination id of the node that gets it
     * @param calledAeTitle which of our AE titles was called
     * @param patient as the image names the patient
     */
    public record Arrival(
            long routeId,
            long source,
            long destination,
            String calledAeTitle,
            Priority priority,
            PatientDetails patient,
            StudyChoice study) {}

    /** Where the images of a routed study belong. */
    public record Place(long transactionId, long studyEntryId) {}

    /** The first image of a study is held: its transaction begins, Uploading. */
    public Place begin(Arrival arrival) {
        Node source = node(arrival.source());
        Node destination = node(arrival.destination());
        Transaction.Parties parties = new Transaction.Parties(
                entities.find(Institution.class, source.institutionId()),
                entities.find(Institution.class, destination.institutionId()),
                source,
                destination);
        Instant now = clock.instant();
        Transaction transaction = new Transaction(references.next(now), arrival, parties, now);
        entities.persist(transaction);
        entities.flush();
        audit.record(
                Actor.exchangeFor(source.institutionId()),
                Act.TRANSACTION_CREATED,
                transaction.reference(),
                "by route " + arrival.routeId() + ", from " + source.name() + " to " + destination.name() + ", "
                        + arrival.priority() + ", 1 study");
        story.note(
                transaction,
                new Line(
                        Kind.CREATED,
                        "Created by Direct Routing",
                        source.name() + " sends it to " + arrival.calledAeTitle() + ", which goes to "
                                + destination.name() + "."));
        return new Place(transaction.id(), transaction.studies().get(0).id());
    }

    /**
     * Nothing more has come for a while: delivers what is not delivered yet.
     *
     * @param undelivered are there images that the destination has not confirmed?
     * @return false when a delivery is under way, so that this has to be asked again
     */
    public boolean settle(long transactionId, boolean undelivered) {
        Transaction transaction = story.lock(transactionId)
                .orElseThrow(() -> new NotFound("There is no transaction with the id " + transactionId + "."));
        return switch (transaction.status()) {
            case UPLOADING -> {
                move(transaction, Status.ON_IEP, new Line(Kind.DONE, "On IEP", "The sender has ended."));
                deliver(transaction, "Direct Routing delivers by itself.");
                yield true;
            }
            case ON_IEP -> {
                deliver(transaction, "Direct Routing delivers by itself.");
                yield true;
            }
            case DELIVERED, FIXED_UP -> {
                if (undelivered) {
                    deliver(transaction, "Late images came; they follow the others.");
                }
                yield true;
            }
            case DOWNLOAD_REQUESTED, DOWNLOADING -> !undelivered;
            // Whoever retries sends what came late as well.
            case FAILED, NEW, ACCEPTED, NEEDS_DETAILS, DECLINED, CANCELLED, PURGED -> true;
        };
    }

    private void deliver(Transaction transaction, String why) {
        move(transaction, Status.DOWNLOAD_REQUESTED, new Line(Kind.NOTE, "Download requested", why));
    }

    private void move(Transaction transaction, Status to, Line line) {
        story.move(
                transaction, to, Actor.exchangeFor(transaction.fromInstitution().id()), line);
    }

    private Node node(long id) {
        Node node = entities.find(Node.class, id);
        if (node == null) {
            throw new NotFound("There is no node with the id " + id + ".");
        }
        return node;
    }
}
