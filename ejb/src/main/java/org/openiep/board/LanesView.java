package org.openiep.board;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openiep.calling.AnswerTime;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.outage.StoreTrouble;
import org.openiep.queue.Hold;
import org.openiep.queue.Lane;
import org.openiep.reconciliation.Reconciliation;

/**
 * The lanes at one moment, as one caller may see them. Counts are of all work; single transfers are those of the
 * caller's institution, or all for whoever administers the exchange, and a patient's name shows only at home.
 *
 * @param lanes outbound, then inbound
 * @param arriving what scanners and PACS are sending by a route, blue light first; it needs no worker until it is complete
 * @param nodes that the caller may see, those with trouble or work first
 * @param mayHoldLanes may the caller pause whole lanes?
 * @param stock what is on IEP, of all institutions; up to 20 s old
 * @param reconciliation the last comparison of rows, files and jobs; null when there was none
 * @param storeTrouble the spell in which the exchange takes no images by its own fault, or the last one for a week after it;
 *     null when there is none
 */
public record LanesView(
        Instant at,
        List<LaneState> lanes,
        List<Arriving> arriving,
        List<NodeWork> nodes,
        boolean mayHoldLanes,
        Stock stock,
        @Nullable Reconciliation reconciliation,
        @Nullable StoreTrouble storeTrouble) {
    /** The same as far as it concerns one institution: its nodes and its transfers. Counts stay those of all. */
    public LanesView about(String institution) {
        return new LanesView(
                at,
                lanes.stream().map(lane -> lane.about(institution)).toList(),
                arriving.stream()
                        .filter(each -> institution.equals(each.from()) || institution.equals(each.to()))
                        .toList(),
                nodes.stream()
                        .filter(node -> node.institution().equals(institution))
                        .toList(),
                mayHoldLanes,
                stock,
                reconciliation,
                storeTrouble);
    }

    /**
     * One direction.
     *
     * @param lane {@link Lane#OUTBOUND} or {@link Lane#INBOUND}
     * @param workers that take anything
     * @param reserved workers that take nothing but blue light
     * @param imagesPerSecond of everything that runs
     * @param oldest when the standard work that waits longest was queued; null when none waits
     * @param hold null unless held
     * @param drained held, and no standard work runs any more
     * @param pausedWorkers those of its workers that somebody paused
     * @param others numbers of the workers that carry what the caller may not see
     * @param running what the workers do now
     * @param waiting in the order of their turn, at most 200
     */
    public record LaneState(
            Lane lane,
            int workers,
            int reserved,
            int busy,
            double imagesPerSecond,
            int waitingBlueLight,
            int waitingNormal,
            int waitingBatch,
            @Nullable Instant oldest,
            @Nullable Hold hold,
            boolean drained,
            List<Hold> pausedWorkers,
            List<Integer> others,
            List<Work> running,
            List<Work> waiting) {
        private LaneState about(String institution) {
            Map<Boolean, List<Work>> parts =
                    running.stream().collect(Collectors.partitioningBy(work -> work.concerns(institution)));
            Stream<Integer> hidden = parts.getOrDefault(false, List.of()).stream()
                    .map(Work::worker)
                    .filter(Objects::nonNull);
            return new LaneState(
                    lane,
                    workers,
                    reserved,
                    busy,
                    imagesPerSecond,
                    waitingBlueLight,
                    waitingNormal,
                    waitingBatch,
                    oldest,
                    hold,
                    drained,
                    pausedWorkers,
                    Stream.concat(others.stream(), hidden).toList(),
                    parts.getOrDefault(true, List.of()),
                    waiting.stream().filter(work -> work.concerns(institution)).toList());
        }
    }

    /**
     * A transfer that runs or waits.
     *
     * @param worker number of the worker that carries it: 1 takes blue light alone; null when it waits
     * @param patient "NAME, First"; empty for a transfer that the caller's institution has no part in
     * @param node from which, or to which, it moves
     * @param rate images a second; null when it does not run or has just begun
     */
    public record Work(
            String reference,
            @Nullable Integer worker,
            Priority priority,
            String patient,
            String from,
            String to,
            String node,
            int done,
            int total,
            @Nullable Double rate,
            QueuePlace place) {
        private boolean concerns(String institution) {
            return from.equals(institution) || to.equals(institution);
        }
    }

    /**
     * A routed study that is arriving.
     *
     * @param patient "NAME, First"; empty for a transfer that the caller's institution has no part in
     * @param node to which it goes
     * @param held images that have come
     * @param delivered those of them that the node has confirmed already
     * @param goesOn are they sent on as they come, at this moment? What is not goes when the study is complete
     */
    public record Arriving(
            String reference,
            Priority priority,
            String patient,
            String from,
            String to,
            String node,
            int held,
            int delivered,
            boolean goesOn,
            Instant since) {}

    /**
     * What waits for a node in one direction.
     *
     * @param oldest when the work that waits longest was queued; null when none waits
     */
    public record Waiting(int jobs, @Nullable Instant oldest) {}

    /**
     * What goes on with a node.
     *
     * @param away since when it cannot be reached; null when it can
     * @param lastProblem a sentence; empty when it answered last
     * @param toCollect what waits to be collected from it
     * @param toDeliver what waits to be delivered to it
     * @param collects images a second lately, from it; null while not known
     * @param delivers images a second lately, to it; null while not known
     * @param answer how long it takes to accept an association; null when it has answered nothing for a quarter of an hour
     * @param hold null unless held
     * @param drained held, and nothing runs with it any more
     */
    public record NodeWork(
            long id,
            String name,
            String institution,
            @Nullable Instant away,
            @Nullable Instant lastAnswered,
            String lastProblem,
            int running,
            Waiting toCollect,
            Waiting toDeliver,
            @Nullable Double collects,
            @Nullable Double delivers,
            @Nullable AnswerTime answer,
            @Nullable Hold hold,
            boolean drained) {}
}
