package org.openiep.web.lanes;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView.NodeWork;
import org.openiep.board.LanesView.Waiting;
import org.openiep.calling.AnswerTime;
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
        if (slow() != null) {
            return "Slow";
        }
        return node.lastAnswered() == null ? "Not tested" : "Well";
    }

    private @Nullable AnswerTime slow() {
        AnswerTime answer = node.answer();
        return answer != null && answer.slow() ? answer : null;
    }

    public String getIcon() {
        if (isHeld()) {
            return "pause";
        }
        return switch (getHealth()) {
            case "Not answering", "Problem" -> "fail";
            case "Slow" -> "warn";
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
            case "Slow" -> "amber";
            case "Well" -> "green";
            default -> "mute";
        };
    }

    /** What matters most: who holds it, its problem, that it is slow, how fast it is and how far away, what waits. */
    public String getRemark() {
        return remark(false);
    }

    /** The same, with what the box has no room for. */
    public String getWholeRemark() {
        return remark(true);
    }

    private String remark(boolean whole) {
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
        AnswerTime slow = slow();
        if (slow != null) {
            String usual = ", usually " + Moments.seconds(slow.usual());
            return whole
                    ? "Answers after " + Moments.seconds(slow.latest()) + usual + waiting(", ")
                    : away(slow.latest()) + usual;
        }
        String known = known();
        if (known.isEmpty() && waiting.oldest() == null) {
            return "Nothing measured yet";
        }
        boolean brief = !whole && node.answer() != null && waiting.jobs() > 0;
        return known + (brief ? ", " + waiting.jobs() + " waiting" : waiting(known.isEmpty() ? "" : ", "));
    }

    /** "38/s, 3 ms away"; either may be missing. */
    private String known() {
        AnswerTime answer = node.answer();
        return Stream.of(Words.rate(rate), answer == null ? "" : away(answer.latest()))
                .filter(part -> !part.isEmpty())
                .collect(Collectors.joining(", "));
    }

    private static String away(Duration answer) {
        return (answer.toMillis() < 1000 ? answer.toMillis() + " ms" : Moments.seconds(answer)) + " away";
    }

    private String waiting(String before) {
        Instant oldest = waiting.oldest();
        if (oldest == null) {
            return "";
        }
        return before + waiting.jobs() + " waiting, oldest " + Moments.relative(oldest, now);
    }
}
