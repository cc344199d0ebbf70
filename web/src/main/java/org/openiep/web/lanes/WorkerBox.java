package org.openiep.web.lanes;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView.Work;
import org.openiep.exchange.Priority;
import org.openiep.queue.Hold;
import org.openiep.queue.Lane;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/**
 * A worker as a box: what it carries, or that it is idle or paused.
 *
 * @param lane of its direction
 * @param number of the worker; the first takes only blue light
 * @param row place from the top, in half boxes
 * @param work null when it carries nothing that the caller may see
 * @param strange carries something of other hospitals
 * @param pause of this worker; null when there is none
 * @param laneHold of its lane; null when there is none
 */
public record WorkerBox(
        Lane lane,
        int number,
        int row,
        @Nullable Work work,
        boolean strange,
        @Nullable Hold pause,
        @Nullable Hold laneHold,
        Instant now) {

    /** "Outbound 2". */
    public String getName() {
        return (lane == Lane.INBOUND ? "Inbound " : "Outbound ") + number;
    }

    /** Its name, and what it takes, or that it comes to its end; a sign for blue light follows where it takes that. */
    public String getTitle() {
        if (isReserve()) {
            return getName() + ", takes only";
        }
        boolean ends = pause != null && (isBusy() || strange);
        return getName() + (ends ? ", pauses after this" : ", anything");
    }

    public int getRow() {
        return row;
    }

    public boolean isReserve() {
        return number <= lane.reserve().lastWorker();
    }

    /** May it be paused at all? The one for blue light may not. */
    public boolean isPausable() {
        return number >= lane.firstWorker() && number <= lane.lastWorker();
    }

    public boolean isPaused() {
        return pause != null;
    }

    /** Names it to those who pause it: "worker:OUTBOUND:2". */
    public String getTarget() {
        return "worker:" + lane + ":" + number;
    }

    public boolean isBusy() {
        return work != null;
    }

    public boolean isBlueLight() {
        return work != null && work.priority() == Priority.BLUE_LIGHT;
    }

    /** Blue light passes a lane's hold, so its worker stays ready. */
    public boolean isHalted() {
        return work == null && !strange && hold() != null && !isReserve();
    }

    private @Nullable Hold hold() {
        return pause == null ? laneHold : pause;
    }

    public String getStyle() {
        if (isBlueLight()) {
            return "blue";
        }
        return isBusy() || strange ? "" : isHalted() ? "halt" : "idle";
    }

    /** Patient, or reference. */
    public String getWhat() {
        return work == null ? "" : Names.of(work);
    }

    public String getReference() {
        return work == null ? "" : work.reference();
    }

    public String getWay() {
        return work == null ? "" : work.from() + " to " + work.to();
    }

    /** Where it goes; the whole way is too long for a box. */
    public String getTowards() {
        return work == null ? "" : "to " + work.to();
    }

    public int getPercent() {
        return work == null ? 0 : Words.percent(work.done(), work.total());
    }

    public String getProgress() {
        return work == null ? "" : Words.progress(work.done(), work.total());
    }

    /** "38/s, 3 s left". */
    public String getPace() {
        if (work == null) {
            return "";
        }
        String rate = Words.rate(work.rate());
        Instant ends = work.place().finishes();
        String left = ends == null || !ends.isAfter(now) ? "" : Moments.roughly(Duration.between(now, ends)) + " left";
        return rate.isEmpty() || left.isEmpty() ? rate + left : rate + ", " + left;
    }

    /** What a box says that carries nothing of ours. */
    public String getIdle() {
        if (strange) {
            return "Between other hospitals";
        }
        Hold held = hold();
        if (held == null || !isHalted()) {
            return isReserve() ? "Ready for the next blue light" : "Nothing to do";
        }
        return "Paused by " + held.by() + " since " + Moments.timeOrDate(held.since(), now);
    }

    /** Under who paused it: why, and what that means. */
    public String getReason() {
        Hold held = hold();
        String reason = held == null ? "" : held.reason();
        return reason.isEmpty() ? "Starts nothing until resumed" : reason + ". Starts nothing until resumed";
    }

    double rate() {
        Double rate = work == null ? null : work.rate();
        return rate == null ? 0 : rate;
    }
}
