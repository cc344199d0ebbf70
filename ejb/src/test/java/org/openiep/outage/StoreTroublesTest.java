package org.openiep.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.queue.Wiring.wire;

import java.sql.Connection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Progress;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransferOrder;
import org.openiep.notify.Outbox;
import org.openiep.outage.StoreTroubles.Unread;
import org.openiep.policy.MovedClock;
import org.openiep.policy.PolicySamples;
import org.openiep.queue.SampleExchange;

/** Spells in which the store takes nothing, with a real database; mails and timeline are noted. */
class StoreTroublesTest {
    private static final String STUDY = "2.25.100";
    private static final Diagnosis FULL = OwnDiagnoses.ownSpace("3 MiB left of the store's file system");
    private static final Diagnosis BACKLOG = OwnDiagnoses.ownBacklog("no room among the 8 images that may wait");
    private static final Optional<Diagnosis> WELL = Optional.empty();

    private final SampleExchange exchange = new SampleExchange();
    private final List<String> mails = new ArrayList<>();
    private final List<String> timeline = new ArrayList<>();
    private final List<String> audited = new ArrayList<>();
    private final MovedClock clock = new MovedClock(SampleExchange.NOW);
    private final StoreTroubles troubles = wire(
            new StoreTroubles(),
            exchange.database(),
            clock,
            new NotedOutbox(),
            new NotedProgress(),
            new NotedAudit(),
            PolicySamples.of(exchange.database(), Map.of()));

    private final class NotedAudit extends Audit {
        @Override
        public void record(Actor actor, Act act, String subject, String detail) {
            assertThat(actor).isEqualTo(Actor.EXCHANGE);
            audited.add(act + " " + subject + " " + detail);
        }
    }

    private final class NotedOutbox extends Outbox {
        @Override
        public void put(String recipient, String subject, String body) {
            mails.add(recipient + ": " + subject);
            assertThat(body).contains("What to do: ").doesNotContain("null", "{", "%");
        }
    }

    private final class NotedProgress extends Progress {
        @Override
        public void couldNotTake(long transactionId, String cause, String text) {
            timeline.add(transactionId + ": " + cause);
        }

        @Override
        public void note(long transactionId, Kind kind, String title, String text) {
            timeline.add(transactionId + ": " + title + " " + text);
        }
    }

    @BeforeEach
    void people() {
        try (Sql sql = Sql.open(exchange.database())) {
            person(sql, 11, SampleExchange.SOUTH, "keeper@x.example", "SYSTEM_ADMINISTRATOR");
            person(sql, 12, SampleExchange.NORTH, "north@x.example", "PACS_TEAM");
            person(sql, 13, SampleExchange.SOUTH, "south@x.example", "PACS_TEAM");
        }
    }

    private static void person(Sql sql, long id, long institution, String email, String role) {
        sql.update("""
                insert into person (id, institution_id, title, first_name, last_name, email, password_hash, active,
                    changed_by, changed) values (?, ?, 'Dr', 'A', 'B', ?, '', true, 'test', ?)
                """, id, institution, email, SampleExchange.NOW);
        sql.update("insert into person_role (person_id, role) values (?, ?)", id, role);
    }

    private void refuse(String image) {
        troubles.refused(SampleExchange.NORTH_PACS, STUDY, image, FULL);
    }

    private Optional<StoreTrouble> last(long institution) {
        try (Sql sql = Sql.open(exchange.database())) {
            return new StoreTroubleRows(sql).last(false, institution);
        }
    }

    @Test
    @DisplayName("A well store is not written about; a spell is told once when it begins and once when it is over")
    void spell() {
        troubles.see(WELL);
        assertThat(last(SampleExchange.NORTH)).isEmpty();

        troubles.see(Optional.of(FULL));
        troubles.see(Optional.of(FULL));
        assertThat(mails).containsExactly("keeper@x.example: The exchange is out of space.");
        troubles.see(WELL);
        clock.pass(Duration.ofSeconds(59));
        troubles.see(WELL);
        assertThat(mails).hasSize(1);
        clock.pass(Duration.ofSeconds(1));
        troubles.see(WELL);
        troubles.see(WELL);
        assertThat(mails).hasSize(2).last().isEqualTo("keeper@x.example: The exchange takes images again");
        assertThat(last(SampleExchange.NORTH)).get().satisfies(trouble -> {
            assertThat(trouble.ended()).isEqualTo(SampleExchange.NOW);
            assertThat(trouble.refused()).isZero();
        });
    }

    @Test
    @DisplayName("A store that takes some images and then none again is in one spell")
    void toAndFro() {
        troubles.see(Optional.of(FULL));
        troubles.see(WELL);
        clock.pass(Duration.ofSeconds(50));
        troubles.see(Optional.of(OwnDiagnoses.ownStore("AccessDeniedException")));
        assertThat(last(SampleExchange.NORTH)).get().satisfies(trouble -> {
            assertThat(trouble.wellSince()).isNull();
            assertThat(trouble.cause()).isEqualTo("The exchange's store has a problem.");
        });
        clock.pass(Duration.ofSeconds(50));
        troubles.see(WELL);
        assertThat(last(SampleExchange.NORTH))
                .get()
                .satisfies(trouble -> assertThat(trouble.ended()).isNull());
        assertThat(mails).hasSize(1);
    }

    @Test
    @DisplayName(
            "What is refused is counted by image, seen by the sender's institution alone, and told to its PACS team")
    void refusals() {
        refuse("2.25.1");
        refuse("2.25.1");
        clock.pass(Duration.ofSeconds(5));
        refuse("2.25.2");
        troubles.see(Optional.of(FULL));
        refuse("2.25.3");
        troubles.see(Optional.of(FULL));
        assertThat(mails)
                .containsExactly(
                        "keeper@x.example: The exchange is out of space.",
                        "north@x.example: Images of North PACS refused: the exchange is out of space");
        assertThat(last(SampleExchange.NORTH).orElseThrow().senders())
                .singleElement()
                .satisfies(sender -> {
                    assertThat(sender.aeTitle()).isEqualTo("NORTHPACS");
                    assertThat(sender.images()).isEqualTo(3);
                    assertThat(sender.missing()).isEqualTo(3);
                    assertThat(sender.studies()).isEqualTo(1);
                    assertThat(sender.first()).isEqualTo(SampleExchange.NOW);
                    assertThat(sender.last()).isEqualTo(SampleExchange.NOW.plusSeconds(5));
                });
        assertThat(last(SampleExchange.SOUTH)).get().satisfies(trouble -> {
            assertThat(trouble.refused()).isEqualTo(3);
            assertThat(trouble.senders()).isEmpty();
        });

        end();
        assertThat(mails.subList(2, mails.size()))
                .containsExactly(
                        "keeper@x.example: The exchange takes images again",
                        "north@x.example: The exchange takes images again");
    }

    @Test
    @DisplayName(
            "I13: the study's transaction says once that images of it are refused, and how many are missing at the end")
    void transaction() {
        refuse("2.25.1");
        troubles.see(Optional.of(FULL));
        assertThat(timeline).isEmpty();

        TransferOrder order = exchange.order(Priority.NORMAL, STUDY);
        refuse("2.25.2");
        troubles.see(Optional.of(FULL));
        refuse("2.25.3");
        troubles.see(Optional.of(FULL));
        assertThat(timeline).containsExactly(order.transactionId() + ": The exchange is out of space.");

        hold(order, "2.25.2");
        end();
        assertThat(timeline)
                .last()
                .asString()
                .isEqualTo(order.transactionId()
                        + ": The exchange takes images again. 3 images of this study had been refused;"
                        + " 2 of them have not come yet. Send the study from North PACS again, unless it does so by"
                        + " itself.");
    }

    private void full(String study, String... images) {
        List<Unread> unread = Stream.of(images)
                .map(image -> new Unread(SampleExchange.NORTH_PACS, study, image, clock.instant()))
                .toList();
        troubles.full(unread, clock.instant(), clock.instant(), BACKLOG);
    }

    @Test
    @DisplayName(
            "Images refused since too many wait are told like those refused for want of space, as a kind of their own")
    void backlog() {
        TransferOrder order = exchange.order(Priority.NORMAL, STUDY);
        full(STUDY, "2.25.1", "2.25.2");
        full("", "2.25.3");
        full(STUDY, "2.25.2");
        troubles.see(WELL);
        troubles.see(WELL);
        assertThat(mails)
                .containsExactly(
                        "keeper@x.example: Too many images wait to be catalogued.",
                        "north@x.example: Images of North PACS refused: too many images wait to be catalogued");
        assertThat(timeline).containsExactly(order.transactionId() + ": Too many images wait to be catalogued.");
        StoreTrouble trouble = last(SampleExchange.NORTH).orElseThrow();
        assertThat(trouble.kind()).isEqualTo(StoreTrouble.Kind.BACKLOG);
        assertThat(trouble.advice()).contains("database");
        assertThat(trouble.wellSince()).isNull();
        assertThat(trouble.senders()).singleElement().satisfies(sender -> {
            assertThat(sender.images()).isEqualTo(3);
            assertThat(sender.studies()).isEqualTo(1);
            assertThat(sender.missing()).isEqualTo(3);
        });

        hold(order, "2.25.2");
        hold(order, "2.25.3");
        assertThat(last(SampleExchange.NORTH).orElseThrow().senders())
                .singleElement()
                .satisfies(sender -> assertThat(sender.missing()).isEqualTo(1));
    }

    @Test
    @DisplayName("A full backlog is over when nobody has said for a while that it is full, and a minute has passed")
    void backlogOver() {
        full("", "2.25.1");
        clock.pass(Duration.ofSeconds(14));
        full("");
        clock.pass(Duration.ofSeconds(14));
        troubles.see(WELL);
        assertThat(last(SampleExchange.NORTH).orElseThrow().wellSince()).isNull();
        clock.pass(Duration.ofSeconds(1));
        troubles.see(WELL);
        assertThat(last(SampleExchange.NORTH).orElseThrow().wellSince()).isEqualTo(clock.instant());
        clock.pass(Duration.ofMinutes(1));
        troubles.see(WELL);
        assertThat(last(SampleExchange.NORTH).orElseThrow().ended()).isNotNull();
        assertThat(mails).last().isEqualTo("north@x.example: The exchange takes images again");
        full("", "2.25.1");
        assertThat(last(SampleExchange.NORTH).orElseThrow().ended()).isNull();
    }

    @Test
    @DisplayName("A backlog that is told late, since the database was away, began when the first image was refused")
    void toldLate() {
        Instant refused = clock.instant();
        clock.pass(Duration.ofMinutes(10));
        troubles.full(
                List.of(new Unread(SampleExchange.NORTH_PACS, "", "2.25.1", refused)),
                refused,
                refused.plusSeconds(30),
                BACKLOG);
        troubles.see(WELL);
        assertThat(last(SampleExchange.NORTH)).get().satisfies(trouble -> {
            assertThat(trouble.since()).isEqualTo(refused);
            assertThat(trouble.wellSince()).isEqualTo(clock.instant());
            assertThat(trouble.senders().get(0).first()).isEqualTo(refused);
        });
    }

    @Test
    @DisplayName(
            "A disk that fills while the backlog is full is told as such, and the backlog again when the disk is well")
    void bothAtOnce() {
        full("", "2.25.1");
        troubles.see(Optional.of(FULL));
        assertThat(last(SampleExchange.NORTH).orElseThrow().kind()).isEqualTo(StoreTrouble.Kind.SPACE);
        full("");
        assertThat(last(SampleExchange.NORTH).orElseThrow().kind()).isEqualTo(StoreTrouble.Kind.BACKLOG);
        assertThat(mails).hasSize(2);
    }

    @Test
    @DisplayName("O1: the audit says once when a spell began and once when it ended, by the exchange itself")
    void audited() {
        troubles.see(Optional.of(FULL));
        troubles.see(Optional.of(FULL));
        refuse("2.25.1");
        end();
        full("", "2.25.1", "2.25.2");
        clock.pass(Duration.ofSeconds(15));
        end();
        assertThat(audited)
                .containsExactly(
                        "STORE_TROUBLE_BEGAN store trouble 1 OWN_SPACE: 3 MiB left of the store's file system",
                        "STORE_TROUBLE_ENDED store trouble 1 OWN_SPACE: from 2026-11-20T10:00:00Z to"
                                + " 2026-11-20T10:00:00Z, images refused: 1",
                        "STORE_TROUBLE_BEGAN store trouble 2 OWN_BACKLOG: no room among the 8 images that may wait",
                        "STORE_TROUBLE_ENDED store trouble 2 OWN_BACKLOG: from 2026-11-20T10:01:00Z to"
                                + " 2026-11-20T10:01:15Z, images refused: 2");
    }

    @Test
    @DisplayName(
            "What was refused is forgotten as long after its spell as the policy says, and a spell that lasts is not")
    void forgotten() {
        refuse("2.25.1");
        end();
        clock.pass(Duration.ofDays(90).minusMinutes(1));
        assertThat(troubles.forget()).isZero();
        refuse("2.25.2");
        clock.pass(Duration.ofMinutes(2));
        assertThat(troubles.forget()).isOne();
        assertThat(troubles.forget()).isZero();
        clock.pass(Duration.ofDays(1000));
        assertThat(troubles.forget()).isZero();
        try (Sql sql = Sql.open(exchange.database())) {
            assertThat(sql.list("select sop_instance_uid from store_refusal", row -> row.getString(1)))
                    .containsExactly("2.25.2");
        }
    }

    @Test
    @DisplayName("Of two servers that forget at the same time, one does so, and neither waits for the other")
    void forgottenOnce() throws Exception {
        refuse("2.25.1");
        end();
        Instant later = clock.instant().plus(Duration.ofDays(1));
        try (Connection first = exchange.database().getConnection();
                Connection second = exchange.database().getConnection()) {
            first.setAutoCommit(false);
            second.setAutoCommit(false);
            assertThat(new StoreTroubleRows(new Sql(first)).forget(later)).isOne();
            assertThat(new StoreTroubleRows(new Sql(second)).forget(later)).isZero();
            first.commit();
            second.commit();
        }
        assertThat(last(SampleExchange.NORTH)).isEmpty();
    }

    private void hold(TransferOrder order, String image) {
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected, sop_class_uid,
                        transfer_syntax_uid, file, size, crc32c, held_at) values (?, ?, '', true, '', '', '', 1, 0, ?)
                    """, order.studies().get(0).entryId(), image, clock.instant());
        }
    }

    private void end() {
        troubles.see(WELL);
        clock.pass(Duration.ofMinutes(1));
        troubles.see(WELL);
    }
}
