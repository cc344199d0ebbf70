package org.openiep.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openiep.audit.Act;
import org.openiep.audit.Audit;
import org.openiep.directory.Institution;
import org.openiep.directory.Node;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.Permissions;
import org.openiep.people.User;
import org.openiep.policy.ExchangeClock;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;

/** How a transfer that somebody asked for comes into being, wherever its images come from. */
@ApplicationScoped
class Creation {
    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    @Inject
    TransactionStory story;

    @Inject
    References references;

    @Inject
    EarlierTransfers earlier;

    @Inject
    Policies policies;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** The caller, who may create transfers; else {@link NotAllowed}. */
    User creator() {
        User user = caller.user();
        var may = Permissions.of(user.roles());
        boolean byPolicy = may.contains(Permission.HANDLE_TRANSACTIONS)
                || policies.flag(Policy.CLINICIANS_CREATE_TRANSFERS, user.institutionId());
        if (!may.contains(Permission.CREATE_TRANSFER) || !byPolicy) {
            throw new NotAllowed("You may not create transfers. Ask your PACS team.");
        }
        return user;
    }

    /**
     * What that submission has created already (B9). The lock makes the second of two clicks wait until the first is
     * committed, and then find it.
     */
    Optional<Transaction> known(UUID submission, User creator) {
        long institution = creator.institutionId();
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(:submission, :institution))")
                .setParameter("submission", submission.toString())
                .setParameter("institution", institution)
                .getResultList();
        return entities.createQuery(
                        "select t from Transaction t"
                                + " where t.createdInId = :institution and t.submission = :submission",
                        Transaction.class)
                .setParameter("institution", institution)
                .setParameter("submission", submission)
                .getResultStream()
                .findFirst();
    }

    /**
     * A new transaction, New.
     *
     * @param origin where its images come from when that is not the source node, for the audit; else empty
     * @throws InvalidInput with every problem found
     */
    Transaction create(NewTransfer asked, User creator, String origin) {
        Instant now = clock.instant();
        Transaction.Parties parties = check(asked, creator, now);
        Transaction transaction = new Transaction(references.next(now), asked, creator, parties, now);
        entities.persist(transaction);
        entities.flush();
        String what = "from " + parties.source().name() + " to "
                + parties.destination().name() + ", " + asked.priority() + ", "
                + asked.studies().size() + " studies" + origin;
        audit.record(creator.actor(), Act.TRANSACTION_CREATED, transaction.reference(), what);
        story.note(transaction, new Line(Kind.CREATED, "Created", "By " + creator.displayName() + "."));
        if (!asked.message().isBlank()) {
            write(transaction, creator, asked.message().strip(), now);
        }
        return transaction;
    }

    private Transaction.Parties check(NewTransfer asked, User creator, Instant now) {
        Institution own = entities.find(Institution.class, creator.institutionId());
        Institution receiver = entities.find(Institution.class, asked.toInstitution());
        Node source = entities.find(Node.class, asked.sourceNode());
        Long chosen = asked.destinationNode();
        Node destination =
                chosen == null ? defaultDestination(asked.toInstitution()) : entities.find(Node.class, chosen);
        List<SentBefore> sentBefore = earlier.find(
                asked.toInstitution(),
                asked.studies().stream()
                        .map(study -> study.studyInstanceUid().strip())
                        .toList());
        List<FieldProblem> problems = TransferRules.check(
                asked,
                new TransferRules.Surroundings(
                        own, receiver, source, destination, sentBefore, now, ExchangeClock.ZONE));
        if (!problems.isEmpty() || receiver == null || source == null || destination == null) {
            throw new InvalidInput(problems);
        }
        return new Transaction.Parties(own, receiver, source, destination);
    }

    private @Nullable Node defaultDestination(long institution) {
        return entities.createQuery(
                        "select n from Node n where n.institution.id = :institution and n.active = true"
                                + " and n.destination = true order by n.preferred desc, lower(n.name), n.id",
                        Node.class)
                .setParameter("institution", institution)
                .setMaxResults(1)
                .getResultStream()
                .findFirst()
                .orElse(null);
    }

    /** A message to the other side. */
    void write(Transaction transaction, User author, String text, Instant now) {
        entities.persist(new Message(transaction.id(), now, author, text));
        transaction.messageFrom(author.institutionId(), now);
        audit.record(author.actor(), Act.MESSAGE_SENT, transaction.reference(), "");
    }
}
