package org.openiep.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.event.TransactionPhase;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/**
 * Lets standard transfers yield between two images while a blue light moves (requirement H1): each rests for so long
 * that together they work no more than their share of the time. Knows at once of the blue lights of this server, from
 * when they wait on, and within half a second of those of others.
 */
@ApplicationScoped
public class Pace {
    /** A longer rest would look like silence to a node. It ends with the blue light. */
    static final Duration LONGEST_REST = Duration.ofSeconds(10);

    /** An answer that is held back comes then at the latest, whatever has become of the blue light. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    /** Between two steps of a blue light, and until a worker has taken it, nothing else is to begin to hurry. */
    private static final long SOON_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Map<Long, Set<String>> here = new ConcurrentHashMap<>();
    private final Set<Long> standard = ConcurrentHashMap.newKeySet();
    private volatile long expectedUntil = System.nanoTime();
    private volatile Set<String> everywhere = Set.of();

    @Inject
    Policies policies;

    /** A job of this server begins to move these studies. */
    public void begin(Job job, Set<String> studies) {
        if (job.priority() == Priority.BLUE_LIGHT) {
            here.put(job.id(), Set.copyOf(studies));
        } else {
            standard.add(job.id());
        }
    }

    /** It moves nothing any more. */
    public void end(Job job) {
        if (job.priority() == Priority.BLUE_LIGHT && job.step() == Step.COLLECT) {
            expect();
        }
        here.remove(job.id());
        standard.remove(job.id());
    }

    /** A blue light is about to be taken by a worker. */
    void onWaiting(@Observes(during = TransactionPhase.AFTER_SUCCESS) JobWaiting job) {
        if (job.priority() == Priority.BLUE_LIGHT) {
            expect();
        }
    }

    private void expect() {
        expectedUntil = System.nanoTime() + SOON_NANOS;
    }

    /** Studies of the blue lights of all servers, as just read. */
    void moving(Set<String> studies) {
        everywhere = Set.copyOf(studies);
    }

    /** Does a blue light move anywhere, or is one about to? */
    public boolean blueLightMoves() {
        return !here.isEmpty() || !everywhere.isEmpty() || expectedUntil - System.nanoTime() > 0;
    }

    private boolean blueLight(String studyInstanceUid) {
        return everywhere.contains(studyInstanceUid)
                || here.values().stream().anyMatch(studies -> studies.contains(studyInstanceUid));
    }

    /**
     * How long the sender of a study is to be kept waiting for its answer.
     *
     * @param took how long the image took to come
     */
    public Duration rest(String studyInstanceUid, Duration took) {
        if (!blueLightMoves() || blueLight(studyInstanceUid)) {
            return Duration.ZERO;
        }
        Duration rest = rest(took);
        return rest.compareTo(LONGEST_ANSWER) > 0 ? LONGEST_ANSWER : rest;
    }

    private Duration rest(Duration took) {
        int share = policies.number(Policy.STANDARD_SHARE);
        long together = 100L * Math.max(1, standard.size());
        Duration rest = took.multipliedBy(together - share).dividedBy(share);
        return rest.compareTo(LONGEST_REST) > 0 ? LONGEST_REST : rest;
    }

    /**
     * Rests after an image of a standard job, unless nothing is to be yielded to.
     *
     * @param goOn asked again and again meanwhile; throws when the job has to end
     */
    void rest(Job job, Duration took, Runnable goOn) {
        if (job.priority() == Priority.BLUE_LIGHT || !blueLightMoves()) {
            return;
        }
        long until = System.nanoTime() + rest(took).toNanos();
        for (long left = until - System.nanoTime(); left > 0 && blueLightMoves(); left = until - System.nanoTime()) {
            Run.pause(Duration.ofNanos(Math.min(left, LOOK_EVERY_NANOS)));
            goOn.run();
        }
    }
}
