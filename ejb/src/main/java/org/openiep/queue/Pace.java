package org.openiep.queue;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.openiep.exchange.Priority;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/**
 * Lets standard transfers yield between two images while a blue light moves (requirement H1): each rests for so long
 * that it works no more than its share of the time. Knows at once of the blue lights of this server, and within half a
 * second of those of others.
 */
@ApplicationScoped
public class Pace {
    /** A longer rest would look like silence to a node. It ends with the blue light. */
    static final Duration LONGEST_REST = Duration.ofSeconds(10);

    /** An answer that is held back comes then at the latest, whatever has become of the blue light. */
    private static final Duration LONGEST_ANSWER = Duration.ofSeconds(3);

    private static final long LOOK_EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Map<Long, Set<String>> here = new ConcurrentHashMap<>();
    private volatile Set<String> everywhere = Set.of();

    @Inject
    Policies policies;

    /** A job of this server begins to move these studies. */
    public void begin(Job job, Set<String> studies) {
        if (job.priority() == Priority.BLUE_LIGHT) {
            here.put(job.id(), Set.copyOf(studies));
        }
    }

    /** It moves nothing any more. */
    public void end(Job job) {
        here.remove(job.id());
    }

    /** Studies of the blue lights of all servers, as just read. */
    void moving(Set<String> studies) {
        everywhere = Set.copyOf(studies);
    }

    /** Does a blue light move anywhere? */
    public boolean blueLightMoves() {
        return !here.isEmpty() || !everywhere.isEmpty();
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
        Duration rest = took.multipliedBy(100L - share).dividedBy(share);
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
            try {
                TimeUnit.NANOSECONDS.sleep(Math.min(left, LOOK_EVERY_NANOS));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new Stopped();
            }
            goOn.run();
        }
    }
}
