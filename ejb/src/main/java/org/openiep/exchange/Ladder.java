package org.openiep.exchange;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.notify.Outbox;
import org.openiep.people.Role;
import org.openiep.policy.Policies;

/**
 * Climbs the ladder of blue lights that are not delivered (requirement H2): each step once, whatever restarts, told in
 * the timeline, the audit and mails, which hold no patient data. It ends with Delivered.
 */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Ladder {
    @PersistenceContext
    EntityManager entities;

    @Inject
    TransactionStory story;

    @Inject
    Outbox outbox;

    @Inject
    Policies policies;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** Blue lights that are not finished. */
    public List<Long> unfinished() {
        return entities.createQuery(
                        "select t.id from Transaction t where t.priority = :blueLight and t.blueLightSince is not null"
                                + " and t.status not in :finished order by t.id",
                        Long.class)
                .setParameter("blueLight", Priority.BLUE_LIGHT)
                .setParameter("finished", Moves.finished())
                .getResultList();
    }

    /** Takes every step of one of them that is due and has not been taken. */
    public void climb(long transactionId) {
        Transaction transaction = entities.find(Transaction.class, transactionId);
        if (transaction == null || steps(transaction).isEmpty()) {
            return;
        }
        // Only with the row locked is it certain that it is not delivered, and that nobody else climbs.
        story.lock(transactionId).ifPresent(locked -> steps(locked).forEach(step -> take(step, locked)));
    }

    private List<LadderStep> steps(Transaction transaction) {
        Instant since = transaction.blueLightSince();
        if (since == null || !transaction.isUrgent()) {
            return List.of();
        }
        Instant now = clock.instant();
        long institution = transaction.fromInstitution().id();
        return List.of(LadderStep.values()).stream()
                .filter(step -> step.due(policies, institution, since)
                        .filter(due -> !due.isAfter(now))
                        .isPresent())
                .filter(step -> !taken(step, transaction.id(), since))
                .toList();
    }

    private boolean taken(LadderStep step, long transactionId, Instant since) {
        return !entities.createNativeQuery(
                        "select 1 from escalation where transaction_id = :id and step = :step and since = :since")
                .setParameter("id", transactionId)
                .setParameter("step", step.number())
                .setParameter("since", since)
                .getResultList()
                .isEmpty();
    }

    private void take(LadderStep step, Transaction transaction) {
        Instant since = transaction.blueLightSince();
        Instant now = clock.instant();
        Set<String> addresses = addresses(step, transaction);
        entities.createNativeQuery("insert into escalation (transaction_id, step, since, taken, told)"
                        + " values (:id, :step, :since, :now, :told)")
                .setParameter("id", transaction.id())
                .setParameter("step", step.number())
                .setParameter("since", since)
                .setParameter("now", now)
                .setParameter("told", addresses.size())
                .executeUpdate();
        LadderMail mail = new LadderMail(transaction, since == null ? now : since, policies);
        addresses.forEach(address -> outbox.put(address, mail.subject(step), mail.body(step)));
        String who = LadderMail.who(step) + (addresses.isEmpty() ? ": nobody has an account to be told by." : " told.");
        story.note(transaction, new Line(Kind.NOTE, LadderMail.title(step), who));
        audit.record(
                Actor.exchangeFor(transaction.fromInstitution().id()),
                Act.BLUE_LIGHT_ESCALATED,
                transaction.reference(),
                step + " after "
                        + Duration.between(since == null ? now : since, now).toMinutes() + " min, " + addresses.size()
                        + " told");
    }

    private Set<String> addresses(LadderStep step, Transaction transaction) {
        long from = transaction.fromInstitution().id();
        long to = transaction.toInstitution().id();
        return switch (step) {
            case OPERATOR -> of(from, Role.PACS_TEAM);
            case LEAD -> of(from, Role.INSTITUTION_ADMINISTRATOR);
            case RECEIVER -> of(to, Role.PACS_TEAM);
            case OVERDUE -> {
                Set<String> all = of(from, Role.PACS_TEAM);
                all.addAll(of(from, Role.INSTITUTION_ADMINISTRATOR));
                all.addAll(of(to, Role.PACS_TEAM));
                all.addAll(of(to, Role.INSTITUTION_ADMINISTRATOR));
                all.addAll(addresses("", Role.SYSTEM_ADMINISTRATOR, 0));
                yield all;
            }
        };
    }

    private Set<String> of(long institution, Role role) {
        return addresses(" and p.institution_id = :institution", role, institution);
    }

    private Set<String> addresses(String condition, Role role, long institution) {
        var query = entities.createNativeQuery(
                "select p.email from person p join person_role r on r.person_id = p.id"
                        + " where p.active and r.role = :role" + condition + " order by p.id",
                String.class);
        query.setParameter("role", role.name());
        if (!condition.isEmpty()) {
            query.setParameter("institution", institution);
        }
        List<?> found = query.getResultList();
        Set<String> addresses = new LinkedHashSet<>();
        found.forEach(address -> addresses.add(String.valueOf(address)));
        return addresses;
    }
}
