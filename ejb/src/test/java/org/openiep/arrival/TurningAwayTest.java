package org.openiep.arrival;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.queue.Wiring.wire;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.TurnedAway;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.outage.StoreHealth;
import org.openiep.outage.StoreTroubles;
import org.openiep.policy.MovedClock;
import org.openiep.queue.SampleExchange;

/** Whose images were turned away, with a real database; what is told is noted. */
class TurningAwayTest {
    private static final Party NORTH = new Party("NORTHPACS", "OPENIEP", "127.0.0.1");
    private static final Duration AGO = Duration.ofSeconds(3);

    private final SampleExchange exchange = new SampleExchange();
    private final List<String> told = new ArrayList<>();
    private Optional<Diagnosis> problem = Optional.empty();
    private final TurningAway turningAway = wire(
            new TurningAway(),
            exchange.database(),
            new MovedClock(SampleExchange.NOW),
            new StoreHealth() {
                @Override
                public Optional<Diagnosis> problem() {
                    return problem;
                }
            },
            new StoreTroubles() {
                @Override
                public void full(List<Unread> refused, Instant from, Instant until, Diagnosis why) {
                    told.add(why.failure() + " " + Duration.between(from, SampleExchange.NOW) + " "
                            + Duration.between(until, SampleExchange.NOW));
                    refused.forEach(image -> told.add(image.callingNode() + " " + image.studyInstanceUid() + " "
                            + image.sopInstanceUid() + " " + Duration.between(image.at(), SampleExchange.NOW)));
                }
            });

    private static TurnedAway object(Party from, String image, String studyBefore, boolean asked) {
        return new TurnedAway(from, image, studyBefore, asked, AGO);
    }

    @Test
    @DisplayName(
            "What a node sent on its own is taken down with node, time and the study before it; what we asked for is not")
    void whose() {
        turningAway.note(
                List.of(
                        object(NORTH, "2.25.1", "", true),
                        new TurnedAway(NORTH, "2.25.2", "2.25.100", false, Duration.ofSeconds(9)),
                        object(new Party("NOBODY", "OPENIEP", "127.0.0.1"), "2.25.3", "", false),
                        object(NORTH, "2.25.4", "", false)),
                8);
        assertThat(told)
                .containsExactly(FailureClass.OWN_BACKLOG + " PT9S PT3S", "1 2.25.100 2.25.2 PT9S", "1  2.25.4 PT3S");
    }

    @Test
    @DisplayName(
            "What a running collection waits for is noted with its attempt alone, known by its study or by its listed images")
    void collected() {
        TransferOrder order = exchange.order(Priority.NORMAL, "2.25.100");
        exchange.begin(order, Step.COLLECT);
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update(
                    "insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected)"
                            + " values (?, '2.25.1', '', true)",
                    order.studies().get(0).entryId());
        }
        turningAway.note(
                List.of(
                        object(NORTH, "2.25.1", "", false),
                        object(NORTH, "2.25.2", "2.25.100", false),
                        object(NORTH, "2.25.3", "2.25.200", false)),
                8);
        assertThat(told).containsExactly(FailureClass.OWN_BACKLOG + " PT3S PT3S", "1 2.25.200 2.25.3 PT3S");
        assertThat(turnedAway()).isEqualTo(2);
        turningAway.note(
                List.of(object(NORTH, "2.25.4", "", true), object(new Party("SOUTHPACS", "", ""), "2.25.5", "", true)),
                8);
        assertThat(turnedAway())
                .as("one that the node sent since we had asked, of which no more is known")
                .isEqualTo(3);
    }

    private int turnedAway() {
        try (Sql sql = Sql.open(exchange.database())) {
            return sql.list("select turned_away from attempt", row -> row.getInt(1))
                    .get(0);
        }
    }

    @Test
    @DisplayName("A backlog that only stays full is told too; where the store is the cause, the store is named")
    void still() {
        turningAway.note(List.of(), 8);
        problem = Optional.of(OwnDiagnoses.ownSpace(""));
        turningAway.note(List.of(), 8);
        assertThat(told)
                .containsExactly(FailureClass.OWN_BACKLOG + " PT0S PT0S", FailureClass.OWN_SPACE + " PT0S PT0S");
    }
}
