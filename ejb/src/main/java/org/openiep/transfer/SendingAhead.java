package org.openiep.transfer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.exchange.Counts;
import org.openiep.exchange.Priority;
import org.openiep.exchange.TransferOrder;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.Job;
import org.openiep.queue.Jobs;
import org.openiep.queue.Pace;
import org.openiep.queue.Run;
import org.openiep.queue.Stopped;

/**
 * Sends the images of a study on while others of it still arrive, where the destination takes everything by itself
 * (requirement I1). It only helps: whatever it leaves, the delivery that follows sends, tells of and answers for. So it
 * gives up at the first difficulty, and standard work does while a blue light moves.
 */
@ApplicationScoped
public class SendingAhead {
    private static final Logger LOG = Logger.getLogger(SendingAhead.class.getName());

    /** Images that came to this server are looked for at once. */
    private static final Duration LOOK_EVERY = Duration.ofMillis(50);

    @Resource(lookup = "java:jboss/ee/concurrency/executor/iep-associations")
    ExecutorService executor;

    @Inject
    Deliverer deliverer;

    @Inject
    Jobs jobs;

    @Inject
    Pace pace;

    @Inject
    NewImages newImages;

    /** Begins; to be closed when nothing more arrives. */
    Ongoing begin(Run collection) {
        List<Long> entries = collection.order().studyEntries();
        Ongoing ongoing = new Ongoing(newImages.watch(entries));
        if (collection.order().goesOnByItself()) {
            Run run = new Helping(collection, ongoing);
            ongoing.work = executor.submit(() -> send(run, entries, ongoing));
        }
        return ongoing;
    }

    private boolean send(Run run, List<Long> entries, Ongoing ongoing) throws TransferFailure {
        deliverer.settle(run);
        Set<String> offered = deliverer.refusedBefore(run, entries);
        ongoing.watch.await(LOOK_EVERY);
        while (!ongoing.hasEnded()) {
            run.goOn();
            if (!jobs.mayDeliverTo(run.order().destination().id(), run.job().priority())) {
                return false;
            }
            List<Undelivered> images = deliverer.waiting(run, entries, offered);
            if (!images.isEmpty() && !deliverer.sendAhead(run, images)) {
                return false;
            }
            ongoing.watch.await(LOOK_EVERY);
        }
        return true;
    }

    /** Images on their way while a collection runs. */
    static final class Ongoing {
        private final NewImages.Watch watch;
        private volatile boolean ended;
        private @Nullable Future<Boolean> work;

        private Ongoing(NewImages.Watch watch) {
            this.watch = watch;
        }

        boolean hasEnded() {
            return ended;
        }

        /** Offers nothing more, and waits until what was offered is answered and written down. */
        void close() {
            ended = true;
            watch.wake();
            watch.close();
            Future<Boolean> running = work;
            if (running == null) {
                return;
            }
            try {
                running.get();
            } catch (ExecutionException e) {
                LOG.log(Level.FINE, "Sending ahead ended early; the delivery sends the rest.", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** The collection as those see it who send ahead: they have no say in its state. */
    private final class Helping implements Run {
        private final Run collection;
        private final Ongoing ongoing;

        Helping(Run collection, Ongoing ongoing) {
            this.collection = collection;
            this.ongoing = ongoing;
        }

        @Override
        public Job job() {
            return collection.job();
        }

        @Override
        public TransferOrder order() {
            return collection.order();
        }

        @Override
        public void started() {
            // The collection has begun long since; the delivery has not, until it has a worker of its own.
        }

        @Override
        public void counts(Map<Long, Counts> byStudyEntry, int moved, long bytes, @Nullable Double rate) {
            // The collection looks at the same rows and tells.
        }

        @Override
        public void nodeAnswered() {
            // The job's node is the source, which this is not about.
        }

        @Override
        public void note(String title, String text) {
            collection.note(title, text);
        }

        @Override
        public void goOn() {
            boolean urgent = job().priority() == Priority.BLUE_LIGHT;
            if (ongoing.hasEnded() || (!urgent && pace.blueLightMoves())) {
                throw new Stopped();
            }
            collection.goOn();
        }

        @Override
        public <T> T patiently(Supplier<T> call) {
            return collection.patiently(call);
        }
    }
}
