package org.openiep.web.lanes;

import java.time.Instant;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView.LaneState;
import org.openiep.board.LanesView.Work;
import org.openiep.queue.Hold;

/**
 * The workers of a lane by number, from 1. Where servers share the work, what another one's worker of the same number
 * carries stands below the others.
 *
 * @param size the highest number
 * @param carried what the caller may see
 * @param strange workers that carry something else
 */
record Crew(LaneState lane, int size, Map<Integer, Work> carried, Set<Integer> strange) {

    static Crew of(LaneState lane) {
        int size = highest(lane);
        Map<Integer, Work> carried = new TreeMap<>();
        Set<Integer> strange = new HashSet<>();
        for (Work work : lane.running()) {
            Integer number = work.worker();
            carried.put(number == null || carried.containsKey(number) ? ++size : number, work);
        }
        for (Integer number : lane.others()) {
            strange.add(carried.containsKey(number) || strange.contains(number) ? ++size : number);
        }
        return new Crew(lane, size, carried, strange);
    }

    private static int highest(LaneState lane) {
        Stream<Integer> running = lane.running().stream().map(Work::worker).filter(Objects::nonNull);
        Stream<Integer> paused = lane.pausedWorkers().stream().map(Hold::worker).filter(Objects::nonNull);
        return Stream.of(running, paused, lane.others().stream())
                .flatMap(numbers -> numbers)
                .reduce(lane.workers() + lane.reserved(), Math::max);
    }

    /** The box of one of them. */
    WorkerBox box(int number, int row, Instant now) {
        return new WorkerBox(
                lane.lane(),
                number,
                row,
                carried.get(number),
                strange.contains(number),
                pause(number),
                lane.hold(),
                now);
    }

    private @Nullable Hold pause(int number) {
        return lane.pausedWorkers().stream()
                .filter(hold -> Objects.equals(hold.worker(), number))
                .findFirst()
                .orElse(null);
    }
}
