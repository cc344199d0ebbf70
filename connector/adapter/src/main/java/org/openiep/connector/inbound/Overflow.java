package org.openiep.connector.inbound;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.TurnedAway;
import org.openiep.dicom.dimse.StoreRequest;

/**
 * Gives objects room among those that wait for the application, and tells it of the objects that found none. It is told
 * on a thread of its own: what fills the backlog is an application that is slow or away, and a refusal must not wait for
 * that.
 */
final class Overflow implements Runnable, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Overflow.class.getName());

    /** Each object that is refused has waited for seconds, so that this many take very long to gather. */
    private static final int MOST_UNTOLD = 10_000;

    private static final Duration USUAL_ROUND = Duration.ofSeconds(1);
    private static final int LONGEST_PAUSE_ROUNDS = 30;

    /** While there is no room the application is told so, whether or not more was refused. */
    private static final int STILL_FULL_ROUNDS = 5;

    /** A spell is over when nothing was refused, and there was room, for as long as this. */
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final DicomListener application;
    private final Delivery delivery;
    private final Duration patience;
    private final Set<String> ourTitles;
    private final long round;
    private final BlockingQueue<Refusal> fresh = new LinkedBlockingQueue<>(MOST_UNTOLD);
    private final CountDownLatch closed = new CountDownLatch(1);

    // Of the one thread that runs this.
    private final List<Refusal> untold = new ArrayList<>();
    private boolean spell;
    private long lastSign;
    private long lastTold;
    private long pause;

    /** {@code at} is on the scale of {@link System#nanoTime}. */
    private record Refusal(Party from, String sopInstanceUid, String studyBefore, boolean asked, long at) {
        TurnedAway seenAt(long now) {
            return new TurnedAway(from, sopInstanceUid, studyBefore, asked, Duration.ofNanos(now - at));
        }
    }

    /**
     * Prepares; {@link #run} tells.
     *
     * @param patience how long an object waits for room
     * @param ourTitles whoever else has images moved to us does so on its own account
     */
    Overflow(DicomListener application, Delivery delivery, Duration patience, Set<String> ourTitles) {
        this(application, delivery, patience, ourTitles, USUAL_ROUND);
    }

    /** {@code round}: how soon it tells of what was refused. */
    Overflow(DicomListener application, Delivery delivery, Duration patience, Set<String> ourTitles, Duration round) {
        this.application = application;
        this.delivery = delivery;
        this.patience = patience;
        this.ourTitles = Set.copyOf(ourTitles);
        this.round = round.toNanos();
        this.pause = this.round;
    }

    /** Where the objects of one association come in. */
    final class Door {
        private final Party party;
        private final boolean fetching;

        /** {@code fetching}: the association is ours, and brings what we asked for. */
        Door(Party party, boolean fetching) {
            this.party = party;
            this.fetching = fetching;
        }

        /**
         * Takes room for an object that is about to be received; waits for it a little.
         *
         * @param studyBefore of the object before it; empty where there is none
         * @return false when there is none, which the application will be told
         */
        boolean reserve(StoreRequest request, String studyBefore) {
            if (delivery.reserve(patience)) {
                return true;
            }
            // Where even this has no place, the objects before it have said what there is to say.
            fresh.offer(new Refusal(
                    party, request.sopInstanceUid(), studyBefore, fetching || isAsked(request), System.nanoTime()));
            return false;
        }
    }

    private boolean isAsked(StoreRequest request) {
        return request.originator()
                .filter(originator -> ourTitles.contains(originator.aeTitle()))
                .isPresent();
    }

    @Override
    public void run() {
        try {
            while (!closed.await(pause, TimeUnit.NANOSECONDS)) {
                look(System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void look(long now) {
        fresh.drainTo(untold, MOST_UNTOLD - untold.size());
        boolean full = delivery.isFull();
        if (!untold.isEmpty() || (spell && full)) {
            begin();
            lastSign = now;
        } else if (spell && now - lastSign >= QUIET_NANOS) {
            spell = false;
        }
        if (!untold.isEmpty() || (spell && full && now - lastTold >= STILL_FULL_ROUNDS * round)) {
            tell(now);
        }
    }

    /** One line for a spell: while it lasts there may be thousands of refusals. */
    private void begin() {
        if (!spell) {
            spell = true;
            LOG.log(
                    System.Logger.Level.WARNING,
                    "Objects are refused (A700H): {0} wait for the application, which took too few of them for {1} s."
                            + " Its database is slow or does not answer.",
                    delivery.waiting(),
                    patience.toSeconds());
        }
    }

    private void tell(long now) {
        try {
            application.turnedAway(
                    untold.stream().map(refusal -> refusal.seenAt(now)).toList(), delivery.capacity());
            untold.clear();
            lastTold = now;
            pause = round;
        } catch (RuntimeException | Error e) {
            // Without this thread nobody would ever be told again. What is untold is told when the application can.
            LOG.log(System.Logger.Level.DEBUG, "The application was not told of refused objects.", e);
            pause = Math.min(LONGEST_PAUSE_ROUNDS * round, 2 * pause);
        }
    }

    /** Does not wait for the application, which may hang. */
    @Override
    public void close() {
        closed.countDown();
    }
}
