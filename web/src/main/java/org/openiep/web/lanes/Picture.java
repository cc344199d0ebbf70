package org.openiep.web.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView;
import org.openiep.board.LanesView.LaneState;
import org.openiep.board.LanesView.NodeWork;
import org.openiep.board.LanesView.Waiting;
import org.openiep.board.LanesView.Work;
import org.openiep.queue.Lane;

/** Boxes and lines: nodes that send, outbound workers, the exchange, inbound workers, nodes that receive. */
final class Picture {
    private static final int MOST_NODES = 8;

    // Edges of the columns, as in the style sheet; pixels.
    private static final int SENDERS_RIGHT = 196;
    private static final int OUTBOUND_LEFT = 268;
    private static final int OUTBOUND_RIGHT = 604;
    private static final int HUB_LEFT = 650;
    private static final int HUB_RIGHT = 762;
    private static final int INBOUND_LEFT = 808;
    private static final int INBOUND_RIGHT = 1144;
    private static final int RECEIVERS_LEFT = 1196;

    private final LanesView view;
    private final List<WorkerBox> outbound;
    private final List<WorkerBox> inbound;
    private final List<NodeBox> senders;
    private final List<NodeBox> receivers;
    private final int rows;

    Picture(LanesView view) {
        this.view = view;
        LaneState out = lane(0);
        LaneState in = lane(1);
        Crew collecting = Crew.of(out);
        Crew delivering = Crew.of(in);
        List<NodeWork> sending = nodes(out, NodeWork::collects, NodeWork::delivers);
        List<NodeWork> receiving = nodes(in, NodeWork::delivers, NodeWork::collects);
        rows = Math.max(Math.max(collecting.size(), delivering.size()), Math.max(sending.size(), receiving.size()));
        outbound = boxes(collecting);
        inbound = boxes(delivering);
        senders = boxes(sending, NodeWork::collects, NodeWork::toCollect);
        receivers = boxes(receiving, NodeWork::delivers, NodeWork::toDeliver);
    }

    /** Those that work in this direction, or did; and those of which nothing is known yet. */
    private List<NodeWork> nodes(
            LaneState lane, Function<NodeWork, @Nullable Double> same, Function<NodeWork, @Nullable Double> other) {
        return view.nodes().stream()
                .filter(node -> same.apply(node) != null
                        || works(lane.running(), lane, node)
                        || works(lane.waiting(), lane, node)
                        || other.apply(node) == null)
                .limit(MOST_NODES)
                .toList();
    }

    private static boolean works(List<Work> works, LaneState lane, NodeWork node) {
        return works.stream().anyMatch(work -> concerns(work, lane, node));
    }

    private static boolean concerns(Work work, LaneState lane, NodeWork node) {
        String institution = lane.lane() == Lane.INBOUND ? work.to() : work.from();
        return work.node().equals(node.name()) && institution.equals(node.institution());
    }

    private List<WorkerBox> boxes(Crew crew) {
        int first = rows - crew.size();
        return IntStream.rangeClosed(1, crew.size())
                .mapToObj(number -> crew.box(number, first + 2 * (number - 1), view.at()))
                .toList();
    }

    private List<NodeBox> boxes(
            List<NodeWork> nodes, Function<NodeWork, @Nullable Double> rate, Function<NodeWork, Waiting> waiting) {
        List<NodeBox> boxes = new ArrayList<>();
        int first = rows - nodes.size();
        for (int i = 0; i < nodes.size(); i++) {
            NodeWork node = nodes.get(i);
            boxes.add(new NodeBox(node, first + 2 * i, rate.apply(node), waiting.apply(node), view.at()));
        }
        return boxes;
    }

    List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (WorkerBox box : outbound) {
            String tone = tone(box);
            ends(senders, box, lane(0))
                    .forEach(node -> lines.add(
                            Line.between(SENDERS_RIGHT, node.row(), OUTBOUND_LEFT, box.row(), tone, box.rate())));
            lines.add(Line.between(OUTBOUND_RIGHT, box.row(), HUB_LEFT, box.row(), tone, box.rate()));
        }
        for (WorkerBox box : inbound) {
            String tone = tone(box);
            lines.add(Line.between(HUB_RIGHT, box.row(), INBOUND_LEFT, box.row(), tone, box.rate()));
            ends(receivers, box, lane(1))
                    .forEach(node -> lines.add(
                            Line.between(INBOUND_RIGHT, box.row(), RECEIVERS_LEFT, node.row(), tone, box.rate())));
        }
        senders.stream()
                .filter(NodeBox::isCutOff)
                .forEach(node ->
                        lines.add(Line.between(SENDERS_RIGHT, node.row(), OUTBOUND_LEFT, node.row(), "broken", 0)));
        receivers.stream()
                .filter(NodeBox::isCutOff)
                .forEach(node ->
                        lines.add(Line.between(INBOUND_RIGHT, node.row(), RECEIVERS_LEFT, node.row(), "broken", 0)));
        return lines;
    }

    private LaneState lane(int index) {
        return view.lanes().get(index);
    }

    private static List<NodeBox> ends(List<NodeBox> nodes, WorkerBox box, LaneState lane) {
        Work work = box.work();
        return work == null
                ? List.of()
                : nodes.stream()
                        .filter(node -> concerns(work, lane, node.node()))
                        .limit(1)
                        .toList();
    }

    private static String tone(WorkerBox box) {
        return box.isBlueLight() ? "blue" : box.isBusy() || box.strange() ? "busy" : "idle";
    }

    /** Boxes that stand one above the other. */
    int rows() {
        return rows;
    }

    List<WorkerBox> outbound() {
        return outbound;
    }

    List<WorkerBox> inbound() {
        return inbound;
    }

    List<NodeBox> senders() {
        return senders;
    }

    List<NodeBox> receivers() {
        return receivers;
    }
}
