package org.openiep.people;

import jakarta.annotation.PostConstruct;
import jakarta.ejb.Singleton;
import jakarta.ejb.Startup;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.problem.FieldProblem;

/**
 * Lets the first person in: where nobody is known at all, makes a system administrator from {@code IEP_ADMIN_EMAIL} and
 * {@code IEP_ADMIN_PASSWORD}, at the institution that runs the exchange. Later starts ignore both.
 */
@Singleton
@Startup
public class FirstAdministrator {
    private static final System.Logger LOG = System.getLogger(FirstAdministrator.class.getName());
    /** So that two servers that start together on an empty database make one. */
    private static final long START_LOCK = 0x1EF_AD31L;

    @PersistenceContext
    EntityManager entities;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    @PostConstruct
    void welcome() {
        entities.createNativeQuery("select 1 from pg_advisory_xact_lock(:key)")
                .setParameter("key", START_LOCK)
                .getResultList();
        if (entities.createQuery("select count(u) from User u", Long.class).getSingleResult() > 0) {
            return;
        }
        String email = System.getenv().getOrDefault("IEP_ADMIN_EMAIL", "").strip();
        String password = System.getenv().getOrDefault("IEP_ADMIN_PASSWORD", "");
        if (email.isEmpty() || password.isEmpty()) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Nobody can sign in yet: set IEP_ADMIN_EMAIL and IEP_ADMIN_PASSWORD and start again.");
            return;
        }
        create(email, password);
    }

    private void create(String email, String password) {
        PersonForm form = new PersonForm(
                operator(), "", "System", "Administrator", email, Set.of(Role.SYSTEM_ADMINISTRATOR), true, password);
        List<FieldProblem> problems = PersonRules.check(form, true);
        if (!problems.isEmpty()) {
            problems.forEach(problem -> LOG.log(
                    System.Logger.Level.ERROR,
                    "The first administrator cannot be made: {0}: {1}",
                    problem.field(),
                    problem.message()));
            return;
        }
        User user = new User(form, PasswordHash.of(password), Actor.EXCHANGE.name(), clock.instant());
        entities.persist(user);
        entities.flush();
        audit.record(Actor.EXCHANGE, Act.PERSON_CREATED, "person " + user.id(), "the first system administrator");
        LOG.log(System.Logger.Level.INFO, "The first system administrator has been made from IEP_ADMIN_EMAIL.");
    }

    /** The institution that runs the exchange; by plain SQL, as the institutions' package stands above this one. */
    private long operator() {
        Instant now = clock.instant();
        Object id = entities.createNativeQuery(
                        "insert into institution (ods_code, name, kind, hosted, named_recipient_required,"
                                + " delivers_by_itself, patient_id_pattern, active, changed_by, changed)"
                                + " values ('IEP', 'Exchange', 'COMPANY', true, false, false, '', true, :by, :now)"
                                + " on conflict (ods_code) do update set ods_code = excluded.ods_code returning id")
                .setParameter("by", Actor.EXCHANGE.name())
                .setParameter("now", Timestamp.from(now))
                .getSingleResult();
        return ((Number) id).longValue();
    }
}
