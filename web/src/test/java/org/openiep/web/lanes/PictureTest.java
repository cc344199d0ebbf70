package org.openiep.web.lanes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.time.Duration;
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
import org.openiep.calling.AnswerTime;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.exchange.Step;
import org.openiep.queue.Hold;
import org.openiep.queue.Lane;

class PictureTest {
    private static final Instant NOW = Instant.parse("2026-06-02T12:00:00Z");
    private static final Waiting NOTHING = new Waiting(0, null);

    private static Work work(String reference, int worker, Priority priority, String node) {
        QueuePlace place = new QueuePlace(Step.COLLECT, true, 0, NOW, NOW.plusSeconds(3), "");
        return new Work(
                reference,
                worker,
                priority,
                "Fairweather, Eleanor",
                "Leicester",
                "Nottingham",
                node,
                388,
                512,
                38.4,
                place);
    }

    private static LaneState lane(
            Lane lane, int workers, int reserved, int busy, List<Work> running, @Nullable Hold hold) {
        return new LaneState(
                lane, workers, reserved, busy, 38, 0, 0, 0, null, hold, false, List.of(), List.of(), running,
                List.of());
    }

    /** Four workers and one for blue light, of which some are paused, and some carry what the caller may not see. */
    private static LaneState crew(List<Work> running, List<Integer> others, Hold... paused) {
        return new LaneState(
                Lane.OUTBOUND,
                4,
                1,
                running.size() + others.size(),
                38,
                0,
                0,
                0,
                null,
                null,
                false,
                List.of(paused),
                others,
                running,
                List.of());
    }

    private static Hold pause(int worker) {
        return new Hold(worker, Lane.OUTBOUND, worker, null, Hold.Mode.DRAIN, "New disks", "Dr Abara", NOW);
    }

    private static NodeWork node(long id, String name, @Nullable Double collects, @Nullable Double delivers) {
        return node(id, name, collects, delivers, null);
    }

    private static NodeWork node(
            long id, String name, @Nullable Double collects, @Nullable Double delivers, @Nullable AnswerTime answer) {
        Waiting two = new Waiting(2, NOW);
        return new NodeWork(
                id, name, "Leicester", null, NOW, "", 1, NOTHING, two, collects, delivers, answer, null, false);
    }

    private static Picture picture(LaneState out, LaneState in, NodeWork... nodes) {
        LanesView view =
                new LanesView(NOW, List.of(out, in), List.of(), List.of(nodes), false, new Stock(214, 61), null, null);
        return new Picture(view);
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
                List.of(work("N", 2, Priority.NORMAL, "PACS"), work("B", 1, Priority.BLUE_LIGHT, "PACS")),
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
        LaneState out = crew(List.of(work("N", 3, Priority.NORMAL, "PACS")), List.of(2, 5));
        assertThat(picture(out, idle()).outbound())
                .filteredOn(WorkerBox::strange)
                .allMatch(box -> box.getReference().isEmpty() && box.getIdle().equals("Between other hospitals"))
                .extracting(WorkerBox::getName)
                .containsExactly("Outbound 2", "Outbound 5");
    }

    @Test
    @DisplayName("A paused worker says by whom and why; one that still works comes to its end; both can be resumed")
    void paused() {
        LaneState out = crew(List.of(work("N", 3, Priority.NORMAL, "PACS")), List.of(), pause(3), pause(4));
        List<WorkerBox> boxes = picture(out, idle()).outbound();
        assertThat(boxes).filteredOn(WorkerBox::isPausable).hasSize(4);
        assertThat(boxes.get(0).getTitle()).isEqualTo("Outbound 1, takes only");
        assertThat(boxes.get(1).getTitle()).isEqualTo("Outbound 2, anything");
        assertThat(boxes.get(1).isHalted()).isFalse();
        assertThat(boxes.get(2).getTitle()).isEqualTo("Outbound 3, pauses after this");
        assertThat(boxes.get(2).isPaused()).isTrue();
        assertThat(boxes.get(2).isHalted()).isFalse();
        assertThat(boxes.get(3).isHalted()).isTrue();
        assertThat(boxes.get(3).getTarget()).isEqualTo("worker:OUTBOUND:4");
        assertThat(boxes.get(3).getIdle()).isEqualTo("Paused by Dr Abara since 13:00");
        assertThat(boxes.get(3).getReason()).isEqualTo("New disks. Starts nothing until resumed");
        assertThat(new LaneQueue(out, NOW, false).getBusy()).isEqualTo("1 of 5 busy, 2 paused");
    }

    @Test
    @DisplayName("D14: of two servers' workers with the same number, both are shown")
    void severalServers() {
        LaneState out =
                crew(List.of(work("N", 2, Priority.NORMAL, "PACS"), work("M", 2, Priority.NORMAL, "PACS")), List.of(2));
        assertThat(picture(out, idle()).outbound())
                .extracting(WorkerBox::getReference, WorkerBox::strange)
                .containsExactly(
                        tuple("", false),
                        tuple("N", false),
                        tuple("", false),
                        tuple("", false),
                        tuple("", false),
                        tuple("M", false),
                        tuple("", true));
    }

    @Test
    @DisplayName("For one hospital, its own nodes and transfers alone are shown; the rest is of others")
    void oneHospital() {
        LaneState out = crew(List.of(work("N", 3, Priority.NORMAL, "PACS")), List.of());
        LanesView view = new LanesView(
                NOW,
                List.of(out, idle()),
                List.of(),
                List.of(node(1, "PACS", 20.0, 20.0)),
                true,
                new Stock(214, 61),
                null,
                null);
        assertThat(new Picture(view.about("Nottingham")).outbound().get(2).getReference())
                .isEqualTo("N");
        assertThat(new Picture(view.about("Nottingham")).senders()).isEmpty();
        Picture other = new Picture(view.about("Oxford"));
        assertThat(other.outbound().get(2).strange()).isTrue();
        assertThat(other.outbound().get(2).isBusy()).isFalse();
        assertThat(new Picture(view.about("Leicester")).senders()).hasSize(1);
    }

    @Test
    @DisplayName("A node that does not answer is cut off where work waits for it")
    void cutOff() {
        NodeWork away = new NodeWork(
                1, "PACS", "Leicester", NOW, NOW, "", 0, NOTHING, new Waiting(2, NOW), 20.0, 20.0, null, null, false);
        assertThat(picture(idleOutbound(), idle(), away).lines())
                .filteredOn(line -> line.tone().equals("broken"))
                .hasSize(1);
    }

    @Test
    @DisplayName("A held lane halts the idle workers; the one for blue light stays ready")
    void held() {
        Hold hold = new Hold(1, Lane.OUTBOUND, null, null, Hold.Mode.DRAIN, "New disks", "Dr Abara", NOW);
        List<WorkerBox> boxes =
                picture(lane(Lane.OUTBOUND, 4, 1, 0, List.of(), hold), idle()).outbound();
        assertThat(boxes.get(0).isHalted()).isFalse();
        assertThat(boxes.get(1).isHalted()).isTrue();
        assertThat(boxes.get(1).getIdle()).isEqualTo("Paused by Dr Abara since 13:00");
    }

    @Test
    @DisplayName("Lines join a worker with its node, by name and hospital, and with the exchange")
    void lines() {
        LaneState out = lane(Lane.OUTBOUND, 1, 1, 1, List.of(work("N", 2, Priority.NORMAL, "PACS")), null);
        Picture picture = picture(out, idle(), node(1, "PACS", 20.0, null), node(2, "Archive", null, 20.0));
        assertThat(picture.senders()).extracting(NodeBox::getName).containsExactly("PACS");
        assertThat(picture.receivers()).extracting(NodeBox::getName).containsExactly("Archive");
        assertThat(picture.lines())
                .filteredOn(line -> line.tone().equals("busy"))
                .as("node to worker, worker to exchange")
                .hasSize(2);
        assertThat(picture.lines())
                .filteredOn(line -> line.tone().equals("idle"))
                .as("one worker kept for blue light here, five there")
                .hasSize(6);
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

    @Test
    @DisplayName("H5: a node says how far away it is; one that takes much longer than usual is Slow, and by how much")
    void answers() {
        AnswerTime usual = AnswerTime.of(Duration.ofMillis(3), Duration.ofMillis(4));
        AnswerTime late = AnswerTime.of(Duration.ofSeconds(4), Duration.ofMillis(200));
        Picture picture = picture(
                idleOutbound(),
                idle(),
                node(1, "PACS", 38.0, 20.0, usual),
                node(2, "OUHRAD01", 20.0, 20.0, late),
                node(3, "New", 20.0, null, usual));
        assertThat(picture.senders())
                .extracting(NodeBox::getHealth, NodeBox::getTone, NodeBox::getIcon, NodeBox::getRemark)
                .containsExactly(
                        tuple("Well", "green", "done", "38/s, 3 ms away"),
                        tuple("Slow", "amber", "warn", "4 s away, usually 0.2 s"),
                        tuple("Well", "green", "done", "20/s, 3 ms away"));
        assertThat(picture.receivers())
                .extracting(NodeBox::getRemark, NodeBox::getWholeRemark)
                .contains(
                        tuple("20/s, 3 ms away, 2 waiting", "20/s, 3 ms away, 2 waiting, oldest just now"),
                        tuple(
                                "4 s away, usually 0.2 s",
                                "Answers after 4 s, usually 0.2 s, 2 waiting, oldest just now"));
    }

    private static LaneState idleOutbound() {
        return lane(Lane.OUTBOUND, 4, 1, 0, List.of(), null);
    }
}
