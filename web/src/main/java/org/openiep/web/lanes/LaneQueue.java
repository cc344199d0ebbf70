package org.openiep.web.lanes;

import java.time.Instant;
import java.util.List;
import org.openiep.board.LanesView.LaneState;
import org.openiep.board.LanesView.Work;
import org.openiep.exchange.Priority;
import org.openiep.queue.Hold;
import org.openiep.queue.Lane;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/**
 * What waits for a lane, and what holds it back.
 *
 * @param whole is everything shown that waits, or the first few?
 */
public record LaneQueue(LaneState lane, Instant now, boolean whole) {
    private static final int SHOWN = 10;

    /** A transfer that waits. */
    public record Waiting(Work work, Instant now) {

        public String getPlace() {
            return Integer.toString(work.place().position());
        }

        public boolean isBlueLight() {
            return work.priority() == Priority.BLUE_LIGHT;
        }

        public String getPriority() {
            return Words.of(work.priority());
        }

        public String getReference() {
            return work.reference();
        }

        public String getWhat() {
            return Names.of(work);
        }

        public String getWay() {
            return work.from() + " to " + work.to();
        }

        public String getImages() {
            return work.total() == 0 ? "" : Words.count(work.total(), "image");
        }

        /** Why it does not simply wait its turn, or when that comes. */
        public String getStarts() {
            if (!work.place().waitsFor().isEmpty()) {
                return work.place().waitsFor();
            }
            Instant starts = work.place().starts();
            return starts == null ? "not known yet" : Moments.timeOrDate(starts, now);
        }
    }

    public String getName() {
        return lane.lane().name();
    }

    public boolean isInbound() {
        return lane.lane() == Lane.INBOUND;
    }

    /** What waits, or the first of it. */
    public List<Waiting> getWaiting() {
        return lane.waiting().stream()
                .limit(whole ? Integer.MAX_VALUE : SHOWN)
                .map(work -> new Waiting(work, now))
                .toList();
    }

    /** Does something of what is shown wait for more than its turn? That takes a sentence, and room for it. */
    public boolean isStuck() {
        return getWaiting().stream()
                .anyMatch(each -> !each.work().place().waitsFor().isEmpty());
    }

    /** Does more wait that the caller may see than fits at first? */
    public boolean isLong() {
        return lane.waiting().size() > SHOWN;
    }

    /** "1 blue light, 14 normal, no batch; the oldest came 3 min ago". */
    public String getDepth() {
        String depth = count(lane.waitingBlueLight(), "blue light") + ", " + count(lane.waitingNormal(), "normal")
                + ", " + count(lane.waitingBatch(), "batch");
        Instant oldest = lane.oldest();
        return oldest == null ? depth : depth + "; the oldest came " + Moments.relative(oldest, now);
    }

    private static String count(int number, String word) {
        return (number == 0 ? "no" : Integer.toString(number)) + " " + word;
    }

    /** How many work, of how many; and how many are paused. */
    public String getBusy() {
        int paused = lane.pausedWorkers().size();
        return lane.busy() + " of " + (lane.workers() + lane.reserved()) + " busy"
                + (paused == 0 ? "" : ", " + paused + " paused");
    }

    public String getRate() {
        return lane.imagesPerSecond() <= 0 ? "0/s" : Words.rate(lane.imagesPerSecond());
    }

    public boolean isHeld() {
        return lane.hold() != null;
    }

    /** By whom, why, and whether it has drained; empty when it is not held. */
    public String getHold() {
        Hold hold = lane.hold();
        if (hold == null) {
            return "";
        }
        return (isInbound() ? "Inbound" : "Outbound") + " is paused by " + hold.by() + " since "
                + Moments.dateTime(hold.since()) + (hold.reason().isEmpty() ? ". " : ": " + hold.reason() + ". ")
                + (lane.drained() ? "No standard work runs any more. " : "What runs is coming to its end. ")
                + "Blue light still starts.";
    }
}
