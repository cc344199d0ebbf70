package org.openiep.outage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.queue.Wiring.wire;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Progress;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransferOrder;
import org.openiep.notify.Outbox;
import org.openiep.policy.MovedClock;
import org.openiep.queue.SampleExchange;

/** Spells in which the store takes nothing, with a real database; mails and timeline are noted. */
class StoreTroublesTest {
    private static final String STUDY = "2.25.100";
    private static final Diagnosis FULL = OwnDiagnoses.ownSpace("3 MiB left of the store's file system");
    private static final Optional<Diagnosis> WELL = Optional.empty();

    private final SampleExchange exchange = new SampleExchange();
    private final List<String> mails = new ArrayList<>();
    private final List<String> timeline = new ArrayList<>();
    private final MovedClock clock = new MovedClock(SampleExchange.NOW);
    private final StoreTroubles troubles =
            wire(new StoreTroubles(), exchange.database(), clock, new NotedOutbox(), new NotedProgress());

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

        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("""
                    insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected, sop_class_uid,
                        transfer_syntax_uid, file, size, crc32c, held_at) values (?, '2.25.2', '', true, '', '', '', 1, 0, ?)
                    """, order.studies().get(0).entryId(), clock.instant());
        }
        end();
        assertThat(timeline)
                .last()
                .asString()
                .isEqualTo(order.transactionId()
                        + ": The exchange takes images again. 3 images of this study had been refused;"
                        + " 2 of them have not come yet. Send the study from North PACS again, unless it does so by"
                        + " itself.");
    }

    private void end() {
        troubles.see(WELL);
        clock.pass(Duration.ofMinutes(1));
        troubles.see(WELL);
    }
}
