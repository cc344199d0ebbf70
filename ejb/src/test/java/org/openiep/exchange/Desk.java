package org.openiep.exchange;

import jakarta.enterprise.event.Event;
import jakarta.enterprise.inject.Instance;
import jakarta.persistence.EntityManager;
import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.directory.Institution;
import org.openiep.directory.Node;
import org.openiep.notify.Outbox;
import org.openiep.people.Caller;
import org.openiep.people.Role;
import org.openiep.people.User;
import org.openiep.policy.MovedClock;
import org.openiep.policy.PolicySamples;
import org.openiep.schema.TestDatabase;
import org.openiep.schema.TestEntities;

/**
 * The exchange's services at work on a real database, without a container: each call of {@link #as} or {@link #job} is one
 * database transaction of one person, or of a job.
 */
final class Desk {
    private static final DataSource DATABASE = TestDatabase.empty();
    /** Migrates the schema and validates it, as in the server. */
    private static final SessionFactory FACTORY = TestEntities.of(
            DATABASE,
            Institution.class,
            Node.class,
            User.class,
            Transaction.class,
            StudyEntry.class,
            TimelineEvent.class,
            Message.class);

    final MovedClock clock = new MovedClock(Instant.parse("2026-06-02T12:00:00.123456Z"));
    final List<TransactionMoved> moved = new ArrayList<>();
    final List<TransactionChanged> changed = new ArrayList<>();
    final List<PriorityChanged> prioritised = new ArrayList<>();
    final List<String> audited = new ArrayList<>();

    private final RecentViews recentViews = new RecentViews();

    /** The services as one person, or one job, has them. */
    record Services(
            EntityManager entities,
            Transactions transactions,
            TransactionList list,
            Progress progress,
            DirectRouting routing,
            Priorities priorities,
            Ladder ladder,
            EarlierTransfers earlier,
            DiskOrders disks,
            UploadOrders uploads) {}

    /** One piece of work. */
    interface Work<T> {
        T with(Services services);
    }

    /** One piece of work without a result. */
    interface Deed {
        void with(Services services);
    }

    <T> T as(long user, Work<T> work) {
        return inTransaction(user, work);
    }

    void doAs(long user, Deed deed) {
        inTransaction(user, services -> {
            deed.with(services);
            return true;
        });
    }

    Map<Tab, Long> counts(long user, ListQuery filters) {
        return as(user, services -> services.list().counts(filters));
    }

    void job(Deed deed) {
        doAs(0, deed);
    }

    private <T> T inTransaction(long user, Work<T> work) {
        return FACTORY.fromTransaction(session -> work.with(services(session, user)));
    }

    private Services services(EntityManager entities, long user) {
        Audit audit = new Audit() {
            @Override
            public void record(Actor actor, Act act, String subject, String detail) {
                audited.add(act + " " + subject + " " + detail);
            }
        };
        Caller caller = new Caller() {
            @Override
            public User user() {
                return entities.find(User.class, user);
            }
        };
        Map<String, Object> parts = new HashMap<>(Map.of(
                "entities", entities,
                "clock", clock,
                "audit", audit,
                "caller", caller,
                "recentViews", recentViews,
                "policies", PolicySamples.of(DATABASE, Map.of()),
                "moved", heardBy(moved),
                "changed", heardBy(changed)));
        parts.put("references", wired(new References(), parts));
        parts.put("story", wired(new TransactionStory(), parts));
        parts.put("attempts", none());
        parts.put("queues", none());
        parts.put("prioritised", heardBy(prioritised));
        parts.put("earlier", wired(new EarlierTransfers(), parts));
        parts.put("outbox", outbox(entities, clock));
        parts.put("access", wired(new Access(), parts));
        parts.put("views", wired(new Views(), parts));
        parts.put("creation", wired(new Creation(), parts));
        parts.put("progress", wired(new Progress(), parts));
        return new Services(
                entities,
                wired(new Transactions(), parts),
                wired(new TransactionList(), parts),
                wired(new Progress(), parts),
                wired(new DirectRouting(), parts),
                wired(new Priorities(), parts),
                wired(new Ladder(), parts),
                wired(new EarlierTransfers(), parts),
                wired(new DiskOrders(), parts),
                wired(new UploadOrders(), parts));
    }

    /** What the container does: a field gets the part of its name. */
    private static <T> T wired(T service, Map<String, Object> parts) {
        try {
            for (Field field : service.getClass().getDeclaredFields()) {
                if (!Modifier.isStatic(field.getModifiers())) {
                    field.set(service, Objects.requireNonNull(parts.get(field.getName()), field.getName()));
                }
            }
            return service;
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    @SuppressWarnings("unchecked")
    private static <T> Event<T> heardBy(List<T> ears) {
        return (Event<T>) Proxy.newProxyInstance(
                Desk.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("fire")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    ears.add((T) arguments[0]);
                    return null;
                });
    }

    @SuppressWarnings("unchecked")
    private static <T> Instance<T> none() {
        return (Instance<T>) Proxy.newProxyInstance(
                Desk.class.getClassLoader(), new Class<?>[] {Instance.class}, (proxy, method, arguments) -> {
                    if (!method.getName().equals("stream")) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return Stream.empty();
                });
    }

    private static Outbox outbox(EntityManager entities, Clock clock) {
        return new Outbox() {
            @Override
            public void put(String recipient, String subject, String body) {
                entities.createNativeQuery("insert into mail (recipient, subject, body, created, not_before)"
                                + " values (:recipient, :subject, :body, :now, :now)")
                        .setParameter("recipient", recipient)
                        .setParameter("subject", subject)
                        .setParameter("body", body)
                        .setParameter("now", clock.instant())
                        .executeUpdate();
            }
        };
    }

    /** The texts that a query answers. */
    List<String> texts(String sql) {
        return FACTORY.fromTransaction(
                session -> session.createNativeQuery(sql, String.class).getResultList());
    }

    long institution(String name, boolean deliversByItself) {
        return number(() -> "insert into institution (ods_code, name, kind, hosted, named_recipient_required,"
                + " delivers_by_itself, patient_id_pattern, active, changed_by, changed) values (substr(md5('" + name
                + "'), 1, 6), '" + name + "', 'NHS_TRUST', true, false, " + deliversByItself
                + ", '', true, 'Test', now()) returning id");
    }

    long node(long institution, String aeTitle, boolean source) {
        return number(() -> "insert into node (institution_id, name, ae_title, our_ae_title, host, port, is_source,"
                + " is_destination, preferred, checks_address, patient_id_prefix, associations, active, changed_by,"
                + " changed) values (" + institution + ", '" + aeTitle + " PACS', '" + aeTitle
                + "', 'OPENIEP', 'localhost', 104, " + source + ", " + !source
                + ", true, false, '', 4, true, 'Test', now()) returning id");
    }

    long person(long institution, String name, Role role) {
        long id = number(() -> "insert into person (institution_id, title, first_name, last_name, email, password_hash,"
                + " active, changed_by, changed) values (" + institution + ", 'Dr', '" + name + "', 'Example', '" + name
                + "@" + institution + ".example', '', true, 'Test', now()) returning id");
        number(() ->
                "insert into person_role (person_id, role) values (" + id + ", '" + role + "') returning person_id");
        return id;
    }

    private static long number(Supplier<String> sql) {
        return FACTORY.fromTransaction(
                session -> session.createNativeQuery(sql.get(), Long.class).getSingleResult());
    }

    void after(Duration time) {
        clock.pass(time);
    }
}
