package org.openiep.calling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.queue.Wiring.wire;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.DicomConnection;
import org.openiep.database.Sql;
import org.openiep.policy.MovedClock;
import org.openiep.queue.SampleExchange;

/** How long a node takes to answer, and what is usual for it, with a real database. */
class AnswerTimesTest {
    private static final Duration QUICK = Duration.ofMillis(200);
    private static final Duration LATE = Duration.ofSeconds(4);
    private static final long NODE = SampleExchange.NORTH_PACS;

    private final SampleExchange exchange = new SampleExchange();
    private final MovedClock clock = new MovedClock(SampleExchange.NOW);
    private final AnswerBook book = wire(new AnswerBook(), exchange.database(), clock);
    private final AnswerTimes times = wire(new AnswerTimes(), book);

    /** In one transaction, since thousands would take their time. */
    private void answers(int often, Duration each, Duration between) throws SQLException {
        try (Connection connection = exchange.database().getConnection();
                Sql sql = new Sql(connection)) {
            connection.setAutoCommit(false);
            AnswerRows rows = new AnswerRows(sql);
            for (int i = 0; i < often; i++) {
                clock.pass(between);
                rows.note(NODE, each, clock.instant());
            }
            connection.commit();
        }
    }

    private @Nullable AnswerTime known() {
        try (Sql sql = Sql.open(exchange.database())) {
            return new AnswerRows(sql).fresh(clock.instant()).get(NODE);
        }
    }

    private AnswerTime now() {
        return Objects.requireNonNull(known());
    }

    private static DicomConnection accepted(@Nullable Duration after) {
        return (DicomConnection) Proxy.newProxyInstance(
                DicomConnection.class.getClassLoader(),
                new Class<?>[] {DicomConnection.class},
                (proxy, method, arguments) -> Optional.ofNullable(after));
    }

    @Test
    @DisplayName("Slow is what takes over a second, and over three times as long as usual")
    void rule() {
        assertThat(AnswerTime.of(LATE, QUICK).slow()).isTrue();
        assertThat(AnswerTime.of(Duration.ofMillis(1001), Duration.ofMillis(300))
                        .slow())
                .isTrue();
        assertThat(AnswerTime.of(Duration.ofMillis(999), Duration.ofMillis(3)).slow())
                .isFalse();
        assertThat(AnswerTime.of(LATE, Duration.ofSeconds(2)).slow()).isFalse();
    }

    @Test
    @DisplayName("A node that has become slow is Slow for hours, until that is what is usual; a quick answer ends it")
    void usual() throws SQLException {
        answers(30, QUICK, Duration.ofMinutes(1));
        assertThat(now()).isEqualTo(new AnswerTime(QUICK, QUICK, false));
        answers(1, LATE, Duration.ofSeconds(10));
        assertThat(now().slow()).isTrue();
        assertThat(now().usual()).isLessThan(Duration.ofMillis(210));
        answers(1, QUICK, Duration.ofSeconds(10));
        assertThat(now().slow()).isFalse();
        answers(60, LATE, Duration.ofMinutes(1));
        assertThat(now().slow()).as("for an hour").isTrue();
        answers(24 * 60, LATE, Duration.ofMinutes(1));
        assertThat(now().slow()).as("for a day").isFalse();
        answers(1, QUICK, Duration.ofMinutes(1));
        assertThat(now().latest()).isEqualTo(QUICK);
    }

    @Test
    @DisplayName("A node that is new is compared with its first answers, and a quicker than measurable one is no fault")
    void young() throws SQLException {
        answers(2, Duration.ZERO, Duration.ofSeconds(10));
        answers(1, LATE, Duration.ofSeconds(10));
        assertThat(now().slow()).isTrue();
    }

    @Test
    @DisplayName("A node that has answered nothing for long shows no figure")
    void stale() throws SQLException {
        answers(1, QUICK, Duration.ZERO);
        clock.pass(Duration.ofMinutes(14));
        assertThat(known()).isNotNull();
        clock.pass(Duration.ofMinutes(1));
        assertThat(known()).isNull();
    }

    @Test
    @DisplayName("Of many associations a second one is written down, and none that was open before")
    void seldom() {
        times.note(NODE, accepted(null));
        assertThat(known()).isNull();
        times.note(NODE, accepted(QUICK));
        for (int i = 1; i < 50; i++) {
            times.note(NODE, accepted(QUICK.plusMillis(i)));
        }
        times.note(SampleExchange.SOUTH_PACS, accepted(LATE));
        assertThat(now().latest()).isEqualTo(QUICK);
    }

    @Test
    @DisplayName("Whoever has an association uses it, though how long that took cannot be written down")
    void unwritten() {
        times.note(4711, accepted(QUICK));
        assertThat(known()).isNull();
    }
}
