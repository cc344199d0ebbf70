package org.openiep.web.lanes;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView;
import org.openiep.board.LanesView.LaneState;
import org.openiep.board.LanesView.NodeWork;
import org.openiep.board.LanesView.Waiting;
import org.openiep.board.LanesView.Work;
import org.openiep.exchange.Priority;
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

    Picture(LanesView view, LaneQueue out, LaneQueue in) {
        this.view = view;
        List<NodeWork> sending = nodes(out.lane(), NodeWork::collects, NodeWork::delivers);
        List<NodeWork> receiving = nodes(in.lane(), NodeWork::delivers, NodeWork::collects);
        rows = Math.max(Math.max(out.workers(), in.workers()), Math.max(sending.size(), receiving.size()));
        outbound = workers(out, "Outbound");
        inbound = workers(in, "Inbound");
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

    /** Blue light stands on the workers that are kept for it, as far as they go. */
    private List<WorkerBox> workers(LaneQueue queue, String name) {
        LaneState lane = queue.lane();
        List<Work> standard = new ArrayList<>();
        List<Work> reserved = new ArrayList<>();
        for (Work work : lane.running()) {
            boolean reserve = work.priority() == Priority.BLUE_LIGHT && reserved.size() < lane.reserved();
            (reserve ? reserved : standard).add(work);
        }
        int strange = lane.busy() - lane.running().size();
        List<WorkerBox> boxes = new ArrayList<>();
        int first = rows - queue.workers();
        for (int i = 0; i < queue.workers(); i++) {
            boolean reserve = i < lane.reserved();
            List<Work> from = reserve ? reserved : standard;
            int at = reserve ? i : i - lane.reserved();
            boolean carries = at < from.size();
            boolean others = !carries && !reserve && at < from.size() + strange;
            boxes.add(new WorkerBox(
                    name + " " + (i + 1),
                    first + 2 * i,
                    carries ? from.get(at) : null,
                    others,
                    reserve,
                    lane.hold(),
                    view.at()));
        }
        return boxes;
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
