package org.openiep.web.lanes;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView.NodeWork;
import org.openiep.board.LanesView.Waiting;
import org.openiep.queue.Hold;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/**
 * A node at one end of the lanes, with its health in a word and a sign.
 *
 * @param row place from the top, in half boxes
 * @param rate images a second lately in this direction; null while not known
 * @param waiting in this direction
 */
public record NodeBox(NodeWork node, int row, @Nullable Double rate, Waiting waiting, Instant now) {

    public long getId() {
        return node.id();
    }

    public int getRow() {
        return row;
    }

    public String getName() {
        return node.name();
    }

    public String getInstitution() {
        return node.institution();
    }

    public boolean isHeld() {
        return node.hold() != null;
    }

    /** Does work wait that cannot go on, since the node does not answer? */
    public boolean isCutOff() {
        return node.away() != null && waiting.jobs() > 0;
    }

    public String getHealth() {
        Hold hold = node.hold();
        if (hold != null) {
            return node.drained()
                    ? "Nothing runs"
                    : node.running() + " still " + (node.running() == 1 ? "runs" : "run");
        }
        if (node.away() != null) {
            return "Not answering";
        }
        if (!node.lastProblem().isEmpty()) {
            return "Problem";
        }
        return node.lastAnswered() == null ? "Not tested" : "Well";
    }

    public String getIcon() {
        if (isHeld()) {
            return "pause";
        }
        return switch (getHealth()) {
            case "Not answering", "Problem" -> "fail";
            case "Well" -> "done";
            default -> "help";
        };
    }

    public String getTone() {
        if (isHeld()) {
            return "amber";
        }
        return switch (getHealth()) {
            case "Not answering", "Problem" -> "red";
            case "Well" -> "green";
            default -> "mute";
        };
    }

    /** What matters most: who holds it, its problem, what waits, how fast it is. */
    public String getRemark() {
        Hold hold = node.hold();
        if (hold != null) {
            String reason = hold.reason().isEmpty() ? "" : ": " + hold.reason();
            return "Paused by " + hold.by() + " since " + Moments.timeOrDate(hold.since(), now) + reason;
        }
        Instant away = node.away();
        if (away != null) {
            return "No answer since " + Moments.timeOrDate(away, now) + waiting(", ");
        }
        if (!node.lastProblem().isEmpty()) {
            return node.lastProblem();
        }
        String known = Words.rate(rate);
        String waiting = waiting(known.isEmpty() ? "" : ", ");
        return known.isEmpty() && waiting.isEmpty() ? "Nothing measured yet" : known + waiting;
    }

    private String waiting(String before) {
        Instant oldest = waiting.oldest();
        if (oldest == null) {
            return "";
        }
        return before + waiting.jobs() + " waiting, oldest " + Moments.relative(oldest, now);
    }
}
