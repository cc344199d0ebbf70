package org.openiep.transfer;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openiep.exchange.Counts;
import org.openiep.exchange.TransferOrder.Study;
import org.openiep.imaging.Holdings;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Tally;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.Run;

/**
 * The destination's answers, written down in batches, and until then noted in a file: after a crash only what had no answer
 * is in doubt ({@link LostAnswers}). A database that is away is waited for, since an answer that is forgotten would make
 * us deliver twice.
 */
final class Confirmations {
    private static final int MOST = 50;

    /** What is not written when the machine loses its power is offered again. */
    private static final long LONGEST_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    /** Counting takes longer than writing, and is for the eye alone. */
    private static final long TELL_EVERY_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Run run;
    private final Holdings holdings;
    private final AnswerNotes notes;
    private final List<Long> entries;
    private final long began = System.nanoTime();
    private final List<Answer> unwritten = new ArrayList<>();
    private final List<Answer> refused = new ArrayList<>();
    private long lastWritten = began;
    private long lastTold = began;
    private int confirmed;

    /** @param noted where what is not written down yet survives this server */
    Confirmations(Run run, Holdings holdings, Path noted) {
        this.run = run;
        this.holdings = holdings;
        this.notes = new AnswerNotes(noted, run.order().transactionId());
        this.entries = run.order().studyEntries();
    }

    /** Noted before it goes out: if its answer is lost, somebody has to find out. */
    synchronized void offering(Undelivered image) {
        notes.offering(image);
    }

    synchronized void add(Answer answer) {
        unwritten.add(answer);
        notes.add(answer);
        if (answer.confirmed()) {
            confirmed++;
        } else {
            refused.add(answer);
        }
        long now = System.nanoTime();
        if (unwritten.size() >= MOST || now - lastWritten > LONGEST_NANOS) {
            writeAnswers();
        }
        if (now - lastTold > TELL_EVERY_NANOS) {
            tell();
        }
    }

    /** An image that was offered before this attempt began, and refused; it is written down already. */
    synchronized void refusedBefore(Answer answer) {
        refused.add(answer);
    }

    /** Writes down what is not yet. Called in any case before an attempt ends. */
    synchronized void write() {
        writeAnswers();
        notes.rest();
        tell();
    }

    private void writeAnswers() {
        if (!unwritten.isEmpty()) {
            List<Answer> batch = List.copyOf(unwritten);
            run.patientlyDo(() -> holdings.answered(batch));
            unwritten.clear();
            notes.written();
        }
        lastWritten = System.nanoTime();
    }

    private void tell() {
        run.patientlyDo(() -> tell(holdings.tallies(entries)));
        lastTold = System.nanoTime();
    }

    /** Not confirmed in this attempt. */
    synchronized List<Answer> refused() {
        return List.copyOf(refused);
    }

    /** Confirmed in this attempt. */
    synchronized int confirmed() {
        return confirmed;
    }

    private void tell(Map<Long, Tally> tallies) {
        Map<Long, Counts> counts = new HashMap<>();
        long bytes = 0;
        for (Study study : run.order().studies()) {
            Tally tally = tallies.getOrDefault(study.entryId(), Tally.NONE);
            int expected = Math.max(study.counts().expected(), tally.held());
            counts.put(study.entryId(), new Counts(expected, tally.held(), tally.delivered(), tally.refused()));
            bytes += tally.bytes();
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        run.counts(counts, confirmed, bytes, seconds < 0.1 || confirmed == 0 ? null : confirmed / seconds);
    }
}
