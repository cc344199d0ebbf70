package org.openiep.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.board.LanesView.LaneState;
import org.openiep.board.LanesView.Work;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Step;
import org.openiep.queue.Lane;

class LaneQueueTest {
    private static final Instant NOW = Instant.parse("2026-06-02T12:00:00Z");

    @Test
    @DisplayName("H4: of a long queue the first ten are shown, or all of it")
    void longQueue() {
        LaneState lane = lane(IntStream.rangeClosed(1, 37)
                .mapToObj(place -> waiting(place, NOW.plusSeconds(place), ""))
                .toList());
        LaneQueue first = new LaneQueue(lane, NOW, false);
        assertThat(first.isLong()).isTrue();
        assertThat(first.getWaiting()).hasSize(10);
        assertThat(new LaneQueue(lane, NOW, true).getWaiting())
                .hasSize(37)
                .last()
                .extracting(LaneQueue.Waiting::getPlace)
                .isEqualTo("37");
        LaneQueue one = new LaneQueue(lane(List.of(waiting(1, NOW, ""))), NOW, false);
        assertThat(one.isLong()).isFalse();
        assertThat(one.isStuck()).isFalse();
    }

    @Test
    @DisplayName("H5: what waits says when it starts, with the day where that is another one, or what it waits for")
    void starts() {
        LaneState lane = lane(List.of(
                waiting(1, NOW.plusSeconds(60), ""),
                waiting(2, Instant.parse("2026-06-03T19:00:00Z"), ""),
                waiting(3, null, "South PACS cannot be reached."),
                waiting(4, null, "")));
        assertThat(new LaneQueue(lane, NOW, false).isStuck()).isTrue();
        assertThat(new LaneQueue(lane, NOW, false).getWaiting())
                .extracting(LaneQueue.Waiting::getStarts)
                .containsExactly("13:01", "03/06/2026 20:00", "South PACS cannot be reached.", "not known yet");
    }

    private static LaneState lane(List<Work> waiting) {
        return new LaneState(
                Lane.OUTBOUND,
                4,
                1,
                0,
                0,
                0,
                waiting.size(),
                0,
                NOW,
                null,
                false,
                List.of(),
                List.of(),
                List.of(),
                waiting);
    }

    private static Work waiting(int place, @Nullable Instant starts, String waitsFor) {
        QueuePlace queue = new QueuePlace(Step.COLLECT, false, place, starts, null, waitsFor);
        return new Work("R" + place, null, Priority.NORMAL, "", "Leicester", "Derby", "PACS", 0, 9, null, queue);
    }
}
