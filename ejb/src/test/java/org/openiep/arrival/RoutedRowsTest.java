package org.openiep.arrival;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.arrival.RoutedRows.Routed;
import org.openiep.database.Sql;
import org.openiep.exchange.DirectRouting.Place;
import org.openiep.exchange.Priority;
import org.openiep.exchange.TransferOrder;
import org.openiep.queue.SampleExchange;

class RoutedRowsTest {
    private static final SentStudy STUDY = new SentStudy("NORTHPACS", "ROUTE", "2.25.9");

    private final SampleExchange exchange = new SampleExchange();
    private final Sql sql = Sql.open(exchange.database());
    private final RoutedRows rows = new RoutedRows(sql);

    private void takeOn() {
        sql.update("""
                insert into route (id, calling_node_id, called_ae_title, modality, description, destination_node_id,
                    priority, place, active, changed_by, changed)
                values (7, 1, 'ROUTE', '', '', 2, 'NORMAL', 1, true, '', now()) on conflict do nothing
                """);
        sql.update("""
                insert into routed_study (route_id, calling_node_id, called_ae_title, study_instance_uid,
                    destination_node_id, priority, arriving, quiet_since)
                values (7, 1, 'ROUTE', '2.25.9', 2, 'NORMAL', true, clock_timestamp() - interval '1 minute')
                on conflict (calling_node_id, called_ae_title, study_instance_uid) where arriving do nothing
                """);
    }

    private Routed found() {
        return Objects.requireNonNull(rows.find(List.of(STUDY)).get(STUDY));
    }

    @Test
    @DisplayName("I11: a study is known by who sends it and to which of our AE titles")
    void key() {
        takeOn();
        takeOn();
        SentStudy otherTitle = new SentStudy("NORTHPACS", "OPENIEP", "2.25.9");
        SentStudy otherCaller = new SentStudy("SOUTHPACS", "ROUTE", "2.25.9");
        assertThat(rows.find(List.of(STUDY, otherTitle, otherCaller))).containsOnlyKeys(STUDY);
        assertThat(found().arriving()).isTrue();
        assertThat(sql.list("select 1 from routed_study", row -> true)).hasSize(1);
    }

    @Test
    @DisplayName("I11: an open association keeps a study from ending; silence ends it; a late image opens it again")
    void ends() {
        takeOn();
        assertThat(rows.quietFor(Duration.ofSeconds(30))).containsExactly(found().id());
        rows.stillOpen(List.of(STUDY));
        assertThat(rows.quietFor(Duration.ofSeconds(30))).isEmpty();
        rows.ended(found().id());
        assertThat(found().arriving()).isFalse();
        rows.again(found().id());
        assertThat(found().arriving()).isTrue();
    }

    @Test
    @DisplayName("I11: one server sends on what arrives, and until it is done the end of the study is not found")
    void oneSends() {
        takeOn();
        long id = found().id();
        Duration lease = Duration.ofMinutes(1);
        assertThat(rows.sends(id, "a/1", lease)).as("no image yet").isFalse();
        TransferOrder order = exchange.order(Priority.NORMAL, "2.25.9");
        rows.begin(id, new Place(order.transactionId(), order.studies().get(0).entryId()));
        sql.update("update transaction set status = 'UPLOADING' where id = ?", order.transactionId());

        assertThat(rows.sends(id, "a/1", lease)).isTrue();
        assertThat(rows.sends(id, "a/1", lease)).as("again").isTrue();
        assertThat(rows.sends(id, "b/1", lease)).isFalse();
        assertThat(rows.isBeingSent(id)).isTrue();
        assertThat(rows.quietFor(Duration.ofSeconds(30))).isEmpty();

        rows.sendsNoLonger(id, "b/1");
        assertThat(rows.isBeingSent(id)).isTrue();
        rows.sendsNoLonger(id, "a/1");
        assertThat(rows.quietFor(Duration.ofSeconds(30))).containsExactly(id);

        assertThat(rows.sends(id, "a/1", Duration.ofMillis(-1))).isTrue();
        assertThat(rows.isBeingSent(id)).as("lease over").isFalse();
        assertThat(rows.sends(id, "b/1", lease)).as("another takes over").isTrue();
        rows.earlierLivesSendNoLonger("b", "b/1");
        assertThat(rows.isBeingSent(id)).isTrue();
        rows.earlierLivesSendNoLonger("b", "b/2");
        assertThat(rows.isBeingSent(id)).isFalse();

        rows.ended(id);
        assertThat(rows.sends(id, "a/1", lease)).as("ended").isFalse();
    }

    @Test
    @DisplayName("I11: images join the transaction that began with the first, until it is purged")
    void joins() {
        takeOn();
        assertThat(rows.lock(found().id())).isEmpty();
        TransferOrder order = exchange.order(Priority.NORMAL, "2.25.9");
        Place place = new Place(order.transactionId(), order.studies().get(0).entryId());
        rows.begin(found().id(), place);
        assertThat(rows.lock(found().id())).isEqualTo(Optional.of(place));
        assertThat(found().place()).isEqualTo(place);
        sql.update("update transaction set status = 'PURGED' where id = ?", order.transactionId());
        assertThat(rows.find(List.of(STUDY))).isEmpty();
    }

    @Test
    @DisplayName("I11: what no route takes is counted for the console")
    void refused() {
        rows.refused(1, "ROUTE", "CT", SampleExchange.NOW);
        rows.refused(1, "ROUTE", "CT", SampleExchange.NOW.plusSeconds(5));
        assertThat(sql.list("select times from route_refusal", row -> row.getInt(1)))
                .containsExactly(2);
    }
}
