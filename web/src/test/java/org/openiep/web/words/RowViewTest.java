package org.openiep.web.words;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.exchange.Action;
import org.openiep.exchange.Direction;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Status;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransactionRow;
import org.openiep.exchange.TransactionType;

class RowViewTest {

    private TransactionType type = TransactionType.TRANSFER;
    private @Nullable QueuePlace queue;

    private static final Instant CREATED = Instant.parse("2026-06-02T10:11:00Z");

    @Test
    @DisplayName("H2: the blue-light clock counts to four hours, amber from three, late from four")
    void clock() {
        assertThat(after(Duration.ofMinutes(72)).getClock()).isEqualTo("1:12");
        assertThat(after(Duration.ofMinutes(72)).getClockTone()).isEmpty();
        assertThat(after(Duration.ofMinutes(201)).getClockTone()).isEqualTo("warn");
        assertThat(after(Duration.ofMinutes(201)).getClockPercent()).isEqualTo(83);
        assertThat(after(Duration.ofMinutes(246)).getClock()).isEqualTo("4:06 late");
        assertThat(after(Duration.ofMinutes(246)).getClockTone()).isEqualTo("late");
        assertThat(after(Duration.ofMinutes(72)).getClockTarget()).isEqualTo("4 h");
    }

    @Test
    @DisplayName("G3: a moving row says how many of how many, and how fast")
    void progress() {
        RowView row = new RowView(row(Status.UPLOADING, 512, 388, 0, 38.4, "", CREATED), CREATED);

        assertThat(row.getProgress()).isEqualTo("388 of 512 images");
        assertThat(row.getRate()).isEqualTo("38/s");
        assertThat(row.getPercent()).isEqualTo(75);
    }

    @Test
    @DisplayName("G5: while downloading, delivered images count, of those that are held")
    void downloading() {
        RowView row = new RowView(row(Status.DOWNLOADING, 640, 640, 412, null, "", CREATED), CREATED);

        assertThat(row.getProgress()).isEqualTo("412 of 640 images");
    }

    @Test
    @DisplayName("G8: a failed row says its cause, and its next step is the button")
    void failed() {
        String cause = "Nottingham PACS refused 12 of 300: no Enhanced MR";
        RowView row = new RowView(row(Status.FAILED, 300, 300, 288, null, cause, null), CREATED);

        assertThat(row.getRemark()).isEqualTo(cause);
        assertThat(row.getNextStepWord()).isEqualTo("Retry");
    }

    @Test
    @DisplayName("Progress alone does not make a row fade from yellow; a new status does")
    void state() {
        String before = new RowView(row(Status.UPLOADING, 5, 1, 0, null, "", null), CREATED).getState();
        String later = new RowView(row(Status.UPLOADING, 5, 4, 0, 2.0, "", null), CREATED).getState();
        String done = new RowView(row(Status.ON_IEP, 5, 5, 0, null, "", null), CREATED).getState();

        assertThat(later).isEqualTo(before);
        assertThat(done).isNotEqualTo(before);
    }

    @Test
    @DisplayName("H4, G4: a waiting row shows its place and when it should start, or what holds it")
    void waiting() {
        queue = new QueuePlace(Step.COLLECT, false, 3, CREATED.plusSeconds(120), CREATED.plusSeconds(180), "");
        assertThat(new RowView(row(Status.ACCEPTED, 100, 0, 0, null, "", null), CREATED).getRemark())
                .isEqualTo("3rd in the queue, starts about 11:13");
        queue = new QueuePlace(Step.DELIVER, false, 1, null, null, "");
        assertThat(new RowView(row(Status.DOWNLOAD_REQUESTED, 100, 100, 0, null, "", null), CREATED).getRemark())
                .isEqualTo("Next in the queue");
        queue = new QueuePlace(Step.COLLECT, false, 11, null, null, "South PACS cannot be reached.");
        assertThat(new RowView(row(Status.ACCEPTED, 100, 0, 0, null, "", null), CREATED).getRemark())
                .isEqualTo("11th in the queue. South PACS cannot be reached.");
        queue = new QueuePlace(Step.COLLECT, true, 0, CREATED, CREATED.plusSeconds(30), "");
        assertThat(new RowView(row(Status.UPLOADING, 100, 50, 0, 5.0, "", null), CREATED).getRate())
                .isEqualTo("5.0/s, 30 s left");
    }

    @Test
    @DisplayName("I11: while a routed study arrives its row counts what has come, and does not say that it is all")
    void routed() {
        type = TransactionType.DIRECT_ROUTING;
        RowView arriving = new RowView(row(Status.UPLOADING, 15, 15, 14, null, "", null), CREATED);
        assertThat(arriving.getProgress()).isEqualTo("15 images so far");
        assertThat(arriving.getPercent()).isZero();
        RowView delivering = new RowView(row(Status.DOWNLOADING, 15, 15, 14, null, "", null), CREATED);
        assertThat(delivering.getProgress()).isEqualTo("14 of 15 images");
    }

    @Test
    @DisplayName("H2: where a trust allows less time, the clock is late earlier")
    void shorterClock() {
        Instant due = CREATED.plus(Duration.ofMinutes(90));
        RowView row = new RowView(row(Status.UPLOADING, 10, 1, 0, null, "", due), CREATED.plusSeconds(70 * 60));
        assertThat(row.getClock()).isEqualTo("1:10");
        assertThat(row.getClockTarget()).isEqualTo("1 h 30 min");
        assertThat(row.getClockTone()).isEqualTo("warn");
        assertThat(new RowView(row(Status.UPLOADING, 10, 1, 0, null, "", due), due).getClock())
                .isEqualTo("1:30 late");
    }

    private RowView after(Duration time) {
        Instant due = CREATED.plus(Duration.ofHours(4));
        return new RowView(row(Status.UPLOADING, 10, 1, 0, null, "", due), CREATED.plus(time));
    }

    private TransactionRow row(
            Status status,
            int expected,
            int held,
            int delivered,
            @Nullable Double rate,
            String cause,
            @Nullable Instant due) {
        return new TransactionRow(
                "IEP-26-0000001",
                type,
                Direction.OUT,
                CREATED,
                CREATED,
                Priority.BLUE_LIGHT,
                "Okonjo",
                "Daniel",
                "Nottingham",
                "",
                0,
                0,
                status,
                expected,
                held,
                delivered,
                rate,
                cause,
                due == null ? null : CREATED,
                due,
                null,
                queue,
                status == Status.FAILED ? List.of(Action.RETRY, Action.SEND_MESSAGE) : List.of());
    }
}
