package org.openiep.web.lanes;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView.Work;
import org.openiep.exchange.Priority;
import org.openiep.queue.Hold;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/**
 * A worker as a box: what it carries, or that it is idle or held.
 *
 * @param row place from the top, in half boxes
 * @param work null when it carries nothing that the caller may see
 * @param strange carries something of other hospitals
 * @param reserve takes only blue light
 * @param hold of its lane; null when there is none
 */
public record WorkerBox(
        String title,
        int row,
        @Nullable Work work,
        boolean strange,
        boolean reserve,
        @Nullable Hold hold,
        Instant now) {

    public String getTitle() {
        return title;
    }

    public int getRow() {
        return row;
    }

    public boolean isReserve() {
        return reserve;
    }

    public boolean isBusy() {
        return work != null;
    }

    public boolean isBlueLight() {
        return work != null && work.priority() == Priority.BLUE_LIGHT;
    }

    /** Blue light passes a lane's hold, so its worker stays ready. */
    public boolean isHalted() {
        return work == null && !strange && hold != null && !reserve;
    }

    public String getStyle() {
        if (isBlueLight()) {
            return "blue";
        }
        return isBusy() || strange ? "" : isHalted() ? "halt" : "idle";
    }

    /** Patient, or reference. */
    public String getWhat() {
        if (work == null) {
            return "";
        }
        return work.patient().isEmpty() ? work.reference() : Names.of(work.patient());
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
        return work == null || work.total() == 0 ? 0 : (int) Math.min(100L, work.done() * 100L / work.total());
    }

    public String getProgress() {
        if (work == null) {
            return "";
        }
        return work.total() == 0
                ? Words.count(work.done(), "image")
                : "%,d of %s".formatted(work.done(), Words.count(work.total(), "image"));
    }

    /** "38/s, 3 s left". */
    public String getPace() {
        if (work == null) {
            return "";
        }
        String rate = Rates.of(work.rate());
        Instant ends = work.place().finishes();
        String left = ends == null || !ends.isAfter(now) ? "" : Moments.roughly(Duration.between(now, ends)) + " left";
        return rate.isEmpty() || left.isEmpty() ? rate + left : rate + ", " + left;
    }

    /** What a box says that carries nothing of ours. */
    public String getIdle() {
        if (strange) {
            return "Between other hospitals";
        }
        Hold held = hold;
        if (held == null || !isHalted()) {
            return reserve ? "Ready for the next blue light" : "Nothing to do";
        }
        return "Held by " + held.by() + " since " + Moments.time(held.since());
    }

    double rate() {
        Double rate = work == null ? null : work.rate();
        return rate == null ? 0 : rate;
    }
}
