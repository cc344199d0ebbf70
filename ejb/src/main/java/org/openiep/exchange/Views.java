package org.openiep.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/** How a transaction looks to one person. */
@ApplicationScoped
class Views {
    @PersistenceContext
    EntityManager entities;

    @Inject
    Policies policies;

    @Inject
    Instance<AttemptSource> attempts;

    @Inject
    Instance<QueueSource> queues;

    TransactionRow row(Transaction transaction, Viewer viewer) {
        boolean sender = viewer.isSender(transaction);
        Instant since = blueLightSince(transaction);
        return new TransactionRow(
                transaction.reference(),
                transaction.type(),
                sender ? Direction.OUT : Direction.IN,
                transaction.created(),
                transaction.changed(),
                transaction.priority(),
                transaction.patient().lastName(),
                transaction.patient().firstName(),
                (sender ? transaction.toInstitution() : transaction.fromInstitution()).name(),
                transaction.assigned(),
                transaction.messages(),
                transaction.unreadAt(viewer.institution()),
                transaction.status(),
                transaction.expected(),
                transaction.held(),
                transaction.delivered(),
                moving(transaction.status()) ? transaction.rate() : null,
                transaction.cause(),
                since,
                since == null ? null : since.plus(blueLightTarget(transaction)),
                keptUntil(transaction),
                queue(transaction),
                Offers.of(transaction, viewer));
    }

    /** What failed before all had come keeps what has come, so that a retry need not fetch it again. */
    private @Nullable Instant keptUntil(Transaction transaction) {
        Instant onIep = transaction.onIepAt();
        boolean failedEarly = transaction.status() == Status.FAILED && transaction.held() > 0;
        Instant since = onIep == null && failedEarly ? transaction.changed() : onIep;
        return since == null ? null : since.plus(policies.time(Policy.RETENTION));
    }

    /** Only what waits for a lane or runs is asked for. */
    private @Nullable QueuePlace queue(Transaction transaction) {
        return switch (transaction.status()) {
            case ACCEPTED, UPLOADING, DOWNLOAD_REQUESTED, DOWNLOADING ->
                queues.stream()
                        .flatMap(source -> source.of(transaction.id()).stream())
                        .findFirst()
                        .orElse(null);
            case NEW, NEEDS_DETAILS, ON_IEP, DELIVERED, FIXED_UP, FAILED, DECLINED, CANCELLED, PURGED -> null;
        };
    }

    private static boolean moving(Status status) {
        return status == Status.UPLOADING || status == Status.DOWNLOADING;
    }

    private static @Nullable Instant blueLightSince(Transaction transaction) {
        return transaction.isUrgent() ? transaction.blueLightSince() : null;
    }

    /** As the ladder has it: by the sender's policy. */
    private Duration blueLightTarget(Transaction transaction) {
        return policies.time(
                Policy.BLUE_LIGHT_TARGET, transaction.fromInstitution().id());
    }

    TransactionDetails details(Transaction transaction, Viewer viewer) {
        return new TransactionDetails(
                row(transaction, viewer),
                transaction.patient().details(),
                transaction.fromInstitution().name(),
                transaction.toInstitution().name(),
                transaction.sourceNode().name(),
                transaction.destinationNode().name(),
                transaction.createdByName(),
                transaction.additional().namedRecipient(),
                transaction.additional().requestingClinician(),
                transaction.additional().consultant(),
                transaction.additional().department(),
                transaction.additional().callReference(),
                transaction.priorityReason(),
                transaction.priorityReasonText(),
                transaction.requiredBy(),
                transaction.studies().stream().map(StudyEntry::view).toList(),
                timeline(transaction.id()),
                messages(transaction, viewer),
                attempts.stream()
                        .flatMap(source -> source.of(transaction.id()).stream())
                        .toList(),
                queue(transaction));
    }

    private List<TransactionDetails.Event> timeline(long transactionId) {
        return entities.createQuery(
                        "select e from TimelineEvent e where e.transactionId = :id order by e.id", TimelineEvent.class)
                .setParameter("id", transactionId)
                .getResultStream()
                .map(TimelineEvent::view)
                .toList();
    }

    private List<TransactionDetails.Note> messages(Transaction transaction, Viewer viewer) {
        return entities.createQuery("select m from Message m where m.transactionId = :id order by m.id", Message.class)
                .setParameter("id", transaction.id())
                .getResultStream()
                .map(message -> message.view(viewer.institution(), nameOf(message.institutionId(), transaction)))
                .toList();
    }

    private static String nameOf(long institution, Transaction transaction) {
        return transaction.fromInstitution().id() == institution
                ? transaction.fromInstitution().name()
                : transaction.toInstitution().name();
    }
}
