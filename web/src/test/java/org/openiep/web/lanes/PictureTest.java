package org.openiep.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.board.LanesView;
import org.openiep.board.LanesView.LaneState;
import org.openiep.board.LanesView.NodeWork;
import org.openiep.board.LanesView.Waiting;
import org.openiep.board.LanesView.Work;
import org.openiep.board.Stock;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Step;
import org.openiep.queue.Hold;
import org.openiep.queue.Lane;

class PictureTest {
    private static final Instant NOW = Instant.parse("2026-06-02T12:00:00Z");
    private static final Waiting NOTHING = new Waiting(0, null);

    private static Work work(String reference, Priority priority, String node) {
        QueuePlace place = new QueuePlace(Step.COLLECT, true, 0, NOW, NOW.plusSeconds(3), "");
        return new Work(
                reference, priority, "Fairweather, Eleanor", "Leicester", "Nottingham", node, 388, 512, 38.4, place);
    }

    private static LaneState lane(
            Lane lane, int workers, int reserved, int busy, List<Work> running, @Nullable Hold hold) {
        return new LaneState(lane, workers, reserved, busy, 38, 0, 0, 0, null, hold, false, running, List.of());
    }

    private static NodeWork node(long id, String name, @Nullable Double collects, @Nullable Double delivers) {
        return new NodeWork(
                id, name, "Leicester", null, NOW, "", 1, NOTHING, new Waiting(2, NOW), collects, delivers, null, false);
    }

    private static Picture picture(LaneState out, LaneState in, NodeWork... nodes) {
        LanesView view = new LanesView(NOW, List.of(out, in), List.of(nodes), false, new Stock(214, 61), null);
        return new Picture(view, new LaneQueue(out, NOW), new LaneQueue(in, NOW));
    }

    private static LaneState idle() {
        return lane(Lane.INBOUND, 4, 1, 0, List.of(), null);
    }

    @Test
    @DisplayName("H1: blue light stands on the worker that is kept for it, standard work on the others")
    void reserve() {
        LaneState out = lane(
                Lane.OUTBOUND,
                4,
                1,
                2,
                List.of(work("N", Priority.NORMAL, "PACS"), work("B", Priority.BLUE_LIGHT, "PACS")),
                null);
        List<WorkerBox> boxes = picture(out, idle()).outbound();
        assertThat(boxes).hasSize(5);
        assertThat(boxes.get(0).getReference()).isEqualTo("B");
        assertThat(boxes.get(0).getStyle()).isEqualTo("blue");
        assertThat(boxes.get(0).getWhat()).isEqualTo("FAIRWEATHER, Eleanor");
        assertThat(boxes.get(0).getPace()).isEqualTo("38/s, 3 s left");
        assertThat(boxes.get(1).getReference()).isEqualTo("N");
        assertThat(boxes.get(4).getIdle()).isEqualTo("Nothing to do");
    }

    @Test
    @DisplayName("A8: a worker that carries something of other hospitals says only that")
    void strangers() {
        LaneState out = lane(Lane.OUTBOUND, 4, 1, 3, List.of(work("N", Priority.NORMAL, "PACS")), null);
        assertThat(picture(out, idle()).outbound())
                .filteredOn(WorkerBox::strange)
                .hasSize(2)
                .allMatch(box -> box.getReference().isEmpty() && box.getIdle().equals("Between other hospitals"));
    }

    @Test
    @DisplayName("A held lane halts the idle workers; the one for blue light stays ready")
    void held() {
        Hold hold = new Hold(1, Lane.OUTBOUND, null, Hold.Mode.DRAIN, "New disks", "Dr Abara", NOW);
        List<WorkerBox> boxes =
                picture(lane(Lane.OUTBOUND, 4, 1, 0, List.of(), hold), idle()).outbound();
        assertThat(boxes.get(0).isHalted()).isFalse();
        assertThat(boxes.get(1).isHalted()).isTrue();
        assertThat(boxes.get(1).getIdle()).isEqualTo("Held by Dr Abara since 13:00");
    }

    @Test
    @DisplayName("Lines join a worker with its node, by name and hospital, and with the exchange")
    void lines() {
        LaneState out = lane(Lane.OUTBOUND, 1, 0, 1, List.of(work("N", Priority.NORMAL, "PACS")), null);
        Picture picture = picture(out, idle(), node(1, "PACS", 20.0, null), node(2, "Archive", null, 20.0));
        assertThat(picture.senders()).extracting(NodeBox::getName).containsExactly("PACS");
        assertThat(picture.receivers()).extracting(NodeBox::getName).containsExactly("Archive");
        assertThat(picture.lines())
                .filteredOn(line -> line.tone().equals("busy"))
                .as("node to worker, worker to exchange")
                .hasSize(2);
        assertThat(picture.lines())
                .filteredOn(line -> line.tone().equals("idle"))
                .hasSize(5);
    }

    @Test
    @DisplayName("H4: each end says what waits for it in its direction")
    void waiting() {
        Picture picture = picture(idleOutbound(), idle(), node(1, "PACS", 20.0, 20.0));
        assertThat(picture.senders()).extracting(NodeBox::getRemark).containsExactly("20/s");
        assertThat(picture.receivers())
                .extracting(NodeBox::getRemark)
                .containsExactly("20/s, 2 waiting, oldest just now");
    }

    private static LaneState idleOutbound() {
        return lane(Lane.OUTBOUND, 4, 1, 0, List.of(), null);
    }
}
