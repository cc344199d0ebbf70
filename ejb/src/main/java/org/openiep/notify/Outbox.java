package org.openiep.notify;

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
import java.util.List;

/** The mails that wait, and what became of the others. Needs no caller. */
@Stateless
@PermitAll
public class Outbox {
    private static final int AT_ONCE = 20;
    private static final int LONGEST_PROBLEM = 500;

    /** A relay that refuses is asked again after that long, twice as long, and so on up to an hour. */
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(30);

    private static final int DOUBLINGS = 7;

    /** Longer than a mail takes; then another server may try it. */
    private static final Duration IN_HAND = Duration.ofMinutes(2);

    @PersistenceContext
    EntityManager entities;

    @Inject
    Clock clock;

    /** A mail as it was put in. */
    public record Waiting(long id, String recipient, String subject, String body, int attempts) {}

    /**
     * Puts a mail in, in the present transaction: it goes out once that is committed, and never otherwise.
     *
     * @param recipient one address
     * @param subject never patient data
     * @param body plain text, never patient data
     */
    @TransactionAttribute(TransactionAttributeType.MANDATORY)
    public void put(String recipient, String subject, String body) {
        entities.createNativeQuery("insert into mail (recipient, subject, body, created, not_before)"
                        + " values (:recipient, :subject, :body, :now, :now)")
                .setParameter("recipient", recipient)
                .setParameter("subject", subject)
                .setParameter("body", body)
                .setParameter("now", clock.instant())
                .executeUpdate();
    }

    /** Takes some mails in hand, oldest first; nobody else takes them meanwhile. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public List<Waiting> take() {
        Instant now = clock.instant();
        List<?> rows = entities.createNativeQuery("update mail set attempts = attempts + 1, not_before = :until"
                        + " where id in (select id from mail where sent is null and not_before <= :now"
                        + " order by id limit " + AT_ONCE + " for update skip locked)"
                        + " returning id, recipient, subject, body, attempts")
                .setParameter("now", now)
                .setParameter("until", now.plus(IN_HAND))
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Waiting(
                        ((Number) row[0]).longValue(),
                        (String) row[1],
                        (String) row[2],
                        (String) row[3],
                        ((Number) row[4]).intValue()))
                .toList();
    }

    /** The relay has taken it. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void sent(long id) {
        entities.createNativeQuery("update mail set sent = :now, problem = '' where id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", id)
                .executeUpdate();
    }

    /** The relay has not taken it; it is offered again later. */
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void failed(Waiting mail, String problem) {
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(mail.attempts() - 1, DOUBLINGS));
        entities.createNativeQuery("update mail set not_before = :next, problem = :problem where id = :id")
                .setParameter("next", clock.instant().plus(pause))
                .setParameter("problem", problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)))
                .setParameter("id", mail.id())
                .executeUpdate();
    }
}
