package org.openiep.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.LocalDate;
import org.hibernate.SessionFactory;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.queue.SampleExchange;
import org.openiep.queue.Wiring;
import org.openiep.report.Report.Times;
import org.openiep.schema.TestEntities;

class ReportsTest {
    private static final LocalDate DAY = LocalDate.of(2026, 11, 20);
    private static final long ANOTHER = 3;

    private final SampleExchange exchange = new SampleExchange();
    private boolean allowed = true;

    private void delivered(Priority priority, Duration after) {
        long id = exchange.order(priority, "2.25.1").transactionId();
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update transaction set delivered_at = ? where id = ?", SampleExchange.NOW.plus(after), id);
        }
    }

    private Report report(long institution, LocalDate from, LocalDate to) {
        try (SessionFactory factory = TestEntities.of(exchange.database())) {
            Caller caller = new Caller() {
                @Override
                public long institutionId() {
                    return institution;
                }

                @Override
                public boolean may(Permission permission) {
                    return allowed && permission == Permission.SEE_REPORTS;
                }
            };
            return factory.fromSession(
                    session -> Wiring.wire(new Reports(), session, caller).of(from, to));
        }
    }

    @Test
    @DisplayName("H8: Reports says how soon half of the normal transfers were delivered, and nine in ten")
    void median() {
        delivered(Priority.NORMAL, Duration.ofMinutes(10));
        delivered(Priority.NORMAL, Duration.ofMinutes(60));
        delivered(Priority.NORMAL, Duration.ofMinutes(20));
        delivered(Priority.BLUE_LIGHT, Duration.ofMinutes(3));
        exchange.order(Priority.NORMAL, "2.25.1");
        for (long party : new long[] {SampleExchange.NORTH, SampleExchange.SOUTH}) {
            assertThat(report(party, DAY, DAY).times())
                    .containsExactly(
                            new Times("BLUE_LIGHT", 1, 180, 180),
                            new Times(
                                    "NORMAL",
                                    3,
                                    Duration.ofMinutes(20).toSeconds(),
                                    Duration.ofMinutes(52).toSeconds()));
        }
    }

    @Test
    @DisplayName("H8: days outside the period do not count, nor do transfers of others")
    void bounds() {
        delivered(Priority.NORMAL, Duration.ofMinutes(10));
        assertThat(report(SampleExchange.NORTH, DAY.plusDays(1), DAY.plusDays(2))
                        .times())
                .isEmpty();
        assertThat(report(SampleExchange.NORTH, DAY.minusDays(2), DAY.minusDays(1))
                        .times())
                .isEmpty();
        assertThat(report(ANOTHER, DAY, DAY).times()).isEmpty();
    }

    @Test
    @DisplayName("Reports are for those who may see them, and for periods that there are")
    void refused() {
        assertThatThrownBy(() -> report(SampleExchange.NORTH, DAY, DAY.minusDays(1)))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> report(SampleExchange.NORTH, DAY, DAY.plusYears(3)))
                .isInstanceOf(InvalidInput.class);
        allowed = false;
        assertThatThrownBy(() -> report(SampleExchange.NORTH, DAY, DAY)).isInstanceOf(NotAllowed.class);
    }
}
