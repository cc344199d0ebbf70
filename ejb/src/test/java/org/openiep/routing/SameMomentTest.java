package org.openiep.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.openiep.queue.Wiring.wire;

import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.sql.DataSource;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.Sql;
import org.openiep.directory.Institution;
import org.openiep.directory.InstitutionForm;
import org.openiep.directory.InstitutionKind;
import org.openiep.directory.Institutions;
import org.openiep.directory.Node;
import org.openiep.directory.NodeForm;
import org.openiep.directory.NodeServices;
import org.openiep.directory.Nodes;
import org.openiep.exchange.Priority;
import org.openiep.people.Caller;
import org.openiep.people.People;
import org.openiep.people.PersonForm;
import org.openiep.people.Role;
import org.openiep.people.User;
import org.openiep.policy.ExchangeClock;
import org.openiep.policy.MovedClock;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;
import org.openiep.schema.TestDatabase;
import org.openiep.schema.TestEntities;

/** Two administrators write the same at the same moment: the second hears what a later one would. */
class SameMomentTest {
    private static final Instant NOW = Instant.parse("2026-11-20T10:00:00Z");
    private static final long ADMINISTRATOR = 9;
    private static final DataSource DATABASE = TestDatabase.empty();
    private static final SessionFactory FACTORY =
            TestEntities.of(DATABASE, Institution.class, Node.class, User.class, Route.class);

    /** What an administrator does, with a clock that is looked at between check and writing. */
    private interface Deed {
        void with(EntityManager entities, Clock clock);
    }

    /** Lets somebody else be faster, once. */
    private static final class Interrupted extends Clock {
        private final AtomicBoolean first = new AtomicBoolean(true);
        private final Deed rival;

        Interrupted(Deed rival) {
            this.rival = rival;
        }

        @Override
        public ZoneId getZone() {
            return ExchangeClock.ZONE;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            if (first.compareAndSet(true, false)) {
                atOnce(rival);
            }
            return NOW;
        }
    }

    @BeforeAll
    static void people() {
        try (Sql sql = Sql.open(DATABASE)) {
            for (long id = 101; id <= 102; id++) {
                sql.update("""
                        insert into institution (id, ods_code, name, kind, hosted, named_recipient_required,
                            delivers_by_itself, patient_id_pattern, active, changed_by, changed)
                        values (?, ?, ?, 'NHS_TRUST', true, false, true, '', true, 'test', ?)
                        """, id, "RX" + id, "Trust " + id, NOW);
                sql.update("""
                        insert into node (id, institution_id, name, ae_title, our_ae_title, host, port, is_source,
                            is_destination, preferred, checks_address, patient_id_prefix, associations, active,
                            changed_by, changed)
                        values (?, ?, 'PACS', ?, 'OPENIEP', '127.0.0.1', 104, true, true, true, true, '', 16, true,
                            'test', ?)
                        """, id, id, "PACS" + id, NOW);
            }
            sql.update("""
                    insert into person (id, institution_id, title, first_name, last_name, email, password_hash, active,
                        changed_by, changed)
                    values (?, 101, 'Dr', 'A', 'B', 'a@b.example', '', true, 'test', ?)
                    """, ADMINISTRATOR, NOW);
            sql.update("insert into person_role values (?, 'SYSTEM_ADMINISTRATOR')", ADMINISTRATOR);
        }
    }

    private static <T> T service(T bean, EntityManager entities, Clock clock) {
        Caller caller = new Caller() {
            @Override
            public User user() {
                return entities.find(User.class, ADMINISTRATOR);
            }
        };
        Audit audit = new Audit() {
            @Override
            public void record(Actor actor, Act act, String subject, String detail) {
                assertThat(actor.userId()).isEqualTo(ADMINISTRATOR);
            }
        };
        return wire(bean, entities, clock, caller, audit);
    }

    private static void atOnce(Deed deed) {
        FACTORY.inTransaction(entities -> deed.with(entities, new MovedClock(NOW)));
    }

    private static List<FieldProblem> problems(Deed deed, Clock clock) {
        InvalidInput refusal = catchThrowableOfType(
                InvalidInput.class, () -> FACTORY.inTransaction(entities -> deed.with(entities, clock)));
        assertThat(refusal).isNotNull();
        return refusal.problems();
    }

    /** Answers the field that the second is told of. */
    private static String second(Deed deed) {
        return second(deed, deed);
    }

    private static String second(Deed deed, Deed rival) {
        List<FieldProblem> told = problems(deed, new Interrupted(rival));
        assertThat(told).hasSize(1).isEqualTo(problems(deed, new MovedClock(NOW)));
        return told.get(0).field();
    }

    private static PersonForm person(String email) {
        return new PersonForm(101, "Dr", "C", "D", email, Set.of(Role.CLINICIAN), true, "a long password");
    }

    @Test
    @DisplayName("A person with the same e-mail address, in whatever letters")
    void person() {
        assertThat(second(
                        (entities, clock) ->
                                service(new People(), entities, clock).create(person("same@b.example")),
                        (entities, clock) ->
                                service(new People(), entities, clock).create(person("Same@b.example"))))
                .isEqualTo("email");
    }

    @Test
    @DisplayName("A person whose e-mail address is changed to one that was just given to another")
    void changedPerson() {
        long[] id = new long[1];
        atOnce((entities, clock) ->
                id[0] = service(new People(), entities, clock).create(person("old@b.example")));
        assertThat(second(
                        (entities, clock) ->
                                service(new People(), entities, clock).change(id[0], person("new@b.example")),
                        (entities, clock) ->
                                service(new People(), entities, clock).create(person("new@b.example"))))
                .isEqualTo("email");
    }

    private static Deed institution(String code, String name) {
        return (entities, clock) -> service(new Institutions(), entities, clock)
                .create(new InstitutionForm(code, name, InstitutionKind.NHS_TRUST, true, false, false, "", true));
    }

    @Test
    @DisplayName("An institution with the same ODS code, or the same name")
    void institution() {
        assertThat(second(institution("RAA", "Alpha"), institution("RAA", "Another")))
                .isEqualTo("odsCode");
        assertThat(second(institution("RBB", "Beta"), institution("RCC", "beta")))
                .isEqualTo("name");
    }

    @Test
    @DisplayName("A node with the same AE title")
    void node() {
        NodeForm form = new NodeForm(
                101,
                "New PACS",
                "NEWPACS",
                "OPENIEP",
                "pacs.example.nhs.uk",
                104,
                true,
                true,
                false,
                false,
                "",
                4,
                true,
                NodeServices.USUAL);
        assertThat(second((entities, clock) ->
                        service(new Nodes(), entities, clock).create(form)))
                .isEqualTo("aeTitle");
    }

    @Test
    @DisplayName("A route that takes the same")
    void route() {
        RouteForm form = new RouteForm(101, "OPENIEP", "CT", "Head", 102, Priority.NORMAL, 100, true);
        assertThat(second((entities, clock) ->
                        service(new Routes(), entities, clock).create(form)))
                .isEqualTo("modality");
    }
}
