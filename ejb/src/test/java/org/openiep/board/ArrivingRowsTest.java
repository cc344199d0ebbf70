package org.openiep.board;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.board.LanesView.Arriving;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.TransferOrder;
import org.openiep.queue.SampleExchange;

class ArrivingRowsTest {
    private static final long ANOTHER = 3;

    private final SampleExchange exchange = new SampleExchange();
    private final Sql sql = Sql.open(exchange.database());
    private final ArrivingRows rows = new ArrivingRows(sql);

    private String arriving(Priority priority, String study) {
        TransferOrder order = exchange.arriving(priority, study);
        sql.update("update transaction set held = 5, delivered = 2 where id = ?", order.transactionId());
        return order.reference();
    }

    @Test
    @DisplayName(
            "I11, H5: who runs the exchange sees what arrives by routes, blue light first, without patients of others")
    void all() {
        String normal = arriving(Priority.NORMAL, "2.25.1");
        String urgent = arriving(Priority.BLUE_LIGHT, "2.25.2");
        assertThat(rows.list(true, ANOTHER)).extracting(Arriving::reference).containsExactly(urgent, normal);
        assertThat(rows.list(true, ANOTHER)).allSatisfy(each -> {
            assertThat(each.patient()).isEmpty();
            assertThat(each.node()).isEqualTo("South PACS");
            assertThat(each.held()).isEqualTo(5);
            assertThat(each.delivered()).isEqualTo(2);
            assertThat(each.goesOn()).isFalse();
        });
    }

    @Test
    @DisplayName("I11, H5: a hospital sees what it sends and receives, with the patient, and nothing of others")
    void own() {
        arriving(Priority.NORMAL, "2.25.1");
        for (long party : new long[] {SampleExchange.NORTH, SampleExchange.SOUTH}) {
            assertThat(rows.list(false, party))
                    .singleElement()
                    .extracting(Arriving::patient)
                    .asString()
                    .isNotEmpty();
        }
        assertThat(rows.list(false, ANOTHER)).isEmpty();
    }

    @Test
    @DisplayName("I11: what somebody cancels while it arrives is no longer here")
    void cancelled() {
        arriving(Priority.NORMAL, "2.25.1");
        sql.update("update transaction set status = 'CANCELLED'");
        assertThat(rows.list(true, ANOTHER)).isEmpty();
    }

    @Test
    @DisplayName("I11: it says whether a server sends it on at this moment; complete, it is no longer here")
    void goesOn() {
        arriving(Priority.NORMAL, "2.25.1");
        sql.update("update routed_study set sender = 'a/1', sender_until = clock_timestamp() + interval '1 minute'");
        assertThat(rows.list(true, ANOTHER)).allMatch(Arriving::goesOn);
        sql.update("update routed_study set sender_until = clock_timestamp() - interval '1 minute'");
        assertThat(rows.list(true, ANOTHER)).hasSize(1).noneMatch(Arriving::goesOn);
        sql.update("update routed_study set arriving = false");
        assertThat(rows.list(true, ANOTHER)).isEmpty();
    }
}
