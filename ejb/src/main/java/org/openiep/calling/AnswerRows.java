package org.openiep.calling;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.openiep.database.Sql;

/** The table of how long nodes take to answer. */
public final class AnswerRows {
    /** What a node did longer ago says nothing of how it does now. */
    private static final Duration FRESH = Duration.ofMinutes(15);

    /** What is usual follows a lasting change in about so long, whether the node is called often or seldom. */
    private static final Duration SLOWLY = Duration.ofHours(6);

    private final Sql sql;

    /** The table, by way of that connection. */
    public AnswerRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * The latest answer. It moves the usual one by what it weighs: all at first, as much as each of the earlier ones
     * while they are few, then by the time that it stands for, a tenth at most. One that is out of all proportion
     * counts as twice the usual, so that one bad minute does not become what is usual.
     */
    void note(long nodeId, Duration answer, Instant now) {
        sql.update("""
                insert into node_answer as known (node_id, latest_ms, usual_ms, times, measured)
                values (?, ?, ?, 1, ?)
                on conflict (node_id) do update set
                    latest_ms = excluded.latest_ms,
                    usual_ms = known.usual_ms
                        + (least(excluded.latest_ms, 2 * known.usual_ms) - known.usual_ms)
                        * greatest(1.0 / (known.times + 1),
                            least(0.1, extract(epoch from excluded.measured - known.measured) / ?)),
                    times = known.times + 1, measured = excluded.measured
                """, nodeId, milliseconds(answer), (double) milliseconds(answer), now, SLOWLY.toSeconds());
    }

    /** At least one, since nothing can be compared with nothing. */
    private static int milliseconds(Duration answer) {
        return (int) Math.max(1, Math.min(Integer.MAX_VALUE, answer.toMillis()));
    }

    /** By node; without those that have answered nothing for long. */
    public Map<Long, AnswerTime> fresh(Instant now) {
        Map<Long, AnswerTime> times = new HashMap<>();
        sql.list(
                "select node_id, latest_ms, usual_ms from node_answer where measured > ?",
                row -> times.put(
                        row.getLong(1),
                        AnswerTime.of(
                                Duration.ofMillis(row.getInt(2)), Duration.ofMillis(Math.round(row.getDouble(3))))),
                now.minus(FRESH));
        return times;
    }
}
