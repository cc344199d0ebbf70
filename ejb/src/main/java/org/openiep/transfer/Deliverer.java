package org.openiep.transfer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.calling.Crowding;
import org.openiep.calling.ObjectKinds;
import org.openiep.commitment.Committing;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.diagnosis.Diagnoses.Named;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.directory.Node;
import org.openiep.imaging.Holdings;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Tally;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.Run;

/**
 * Sends the held images of a transfer to their destination, byte for byte as they came. An image that is refused is
 * noted and the rest goes on; what is confirmed is never offered again.
 */
@ApplicationScoped
public class Deliverer {
    private static final Logger LOG = Logger.getLogger(Deliverer.class.getName());

    /** Below that, another association costs more than it gains. */
    private static final int IMAGES_WORTH_AN_ASSOCIATION = 20;

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    /** Not the server's own: a wake-up for a blue light must not queue behind associations that are busy for long. */
    @Resource(lookup = "java:jboss/ee/concurrency/executor/iep-associations")
    ExecutorService executor;

    @Inject
    Holdings holdings;

    @Inject
    ImageStore store;

    @Inject
    Crowding crowding;

    @Inject
    LostAnswers lostAnswers;

    @Inject
    Committing committing;

    /**
     * Delivers; returns when every held image is confirmed.
     *
     * @return images confirmed in this attempt
     */
    int deliver(Run run) throws TransferFailure {
        List<Long> entries = run.order().studyEntries();
        settle(run);
        Confirmations confirmations = new Confirmations(run, holdings, store.notes());
        Set<String> offered = new HashSet<>();
        if (run.job().run() == 1) {
            // What was refused while it was sent ahead is not offered again at once, but by a retry.
            run.patiently(() -> holdings.refused(entries)).forEach(answer -> {
                offered.add(answer.image().version());
                confirmations.refusedBefore(answer);
            });
        } else {
            run.patientlyDo(() -> holdings.forgetRefusals(entries));
        }
        try {
            List<Undelivered> images = waiting(run, entries, offered);
            while (!images.isEmpty()) {
                send(run, images, confirmations);
                confirmations.write();
                // Of a study that is routed while it arrives, more may have come.
                images = waiting(run, entries, offered);
            }
        } finally {
            confirmations.write();
        }
        run.started();
        everyImageMustBeConfirmed(run, entries, confirmations, offered);
        try {
            committing.confirm(run);
        } finally {
            // What the destination does not keep has been taken back.
            confirmations.write();
        }
        return confirmations.confirmed();
    }

    /**
     * Offers what has arrived while more arrives. It notes the answers that it gets; what has none is left.
     *
     * @return is it worth while to go on with what arrives next?
     */
    boolean sendAhead(Run run, List<Undelivered> images) throws TransferFailure {
        Confirmations confirmations = new Confirmations(run, holdings, store.notes());
        boolean everyImage = true;
        try {
            for (List<Undelivered> part : Sending.byKinds(images)) {
                Queue<Undelivered> waiting = new ConcurrentLinkedQueue<>(part);
                Sending sending = sending(run, part, confirmations);
                List<Future<Boolean>> helpers = helpers(run, sending, waiting, part.size());
                try {
                    sending.help(waiting);
                } finally {
                    helpers.forEach(Deliverer::await);
                }
                everyImage &= waiting.isEmpty() && !sending.inDoubt();
            }
        } catch (DicomFailure e) {
            LOG.log(Level.FINE, "The destination cannot be sent to while images arrive.", e);
            return false;
        } finally {
            confirmations.write();
        }
        return everyImage && confirmations.refused().isEmpty();
    }

    /** What was offered earlier is settled before anything is looked for that waits. */
    void settle(Run run) throws TransferFailure {
        lostAnswers.settle(run);
    }

    /** What an earlier attempt had refused, which is not to be offered ahead again. */
    Set<String> refusedBefore(Run run, List<Long> entries) {
        Set<String> versions = new HashSet<>();
        run.patiently(() -> holdings.refused(entries))
                .forEach(answer -> versions.add(answer.image().version()));
        return versions;
    }

    /** What is held and not confirmed, but for what this attempt has offered before. */
    List<Undelivered> waiting(Run run, List<Long> entries, Set<String> offered) {
        return run.patiently(() -> holdings.undelivered(entries)).stream()
                .filter(image -> offered.add(image.version()))
                .toList();
    }

    private void send(Run run, List<Undelivered> images, Confirmations confirmations) throws TransferFailure {
        for (List<Undelivered> part : Sending.byKinds(images)) {
            Queue<Undelivered> waiting = new ConcurrentLinkedQueue<>(part);
            Sending sending = sending(run, part, confirmations);
            List<Future<Boolean>> helpers = helpers(run, sending, waiting, part.size());
            try {
                sending.send(waiting);
            } catch (TransferFailure e) {
                helpers.forEach(Deliverer::await);
                if (!waiting.isEmpty() || sending.inDoubt()) {
                    throw e;
                }
                LOG.log(Level.FINE, "One association ended early; the others sent the rest.", e);
            } finally {
                helpers.forEach(Deliverer::await);
            }
            sending.send(waiting);
        }
    }

    private Sending sending(Run run, List<Undelivered> images, Confirmations confirmations) {
        return new Sending(run, connections, store, confirmations, lostAnswers, crowding, ObjectKinds.of(images));
    }

    /** Further associations, as many as the node allows for one study and the images are worth. */
    private List<Future<Boolean>> helpers(Run run, Sending sending, Queue<Undelivered> waiting, int images) {
        Node destination = run.order().destination();
        int allowed = Math.min(destination.services().associationsPerStudy(), destination.associations());
        int associations = Math.min(allowed, images / IMAGES_WORTH_AN_ASSOCIATION);
        List<Future<Boolean>> helpers = new ArrayList<>();
        for (int i = 1; i < associations; i++) {
            helpers.add(executor.submit(() -> sending.help(waiting)));
        }
        return helpers;
    }

    /** What a helper did not manage is in the queue again; why it did not, the first association will find out too. */
    private static void await(Future<Boolean> helper) {
        try {
            helper.get();
        } catch (ExecutionException e) {
            LOG.log(Level.FINE, "A further association ended early.", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void everyImageMustBeConfirmed(
            Run run, List<Long> entries, Confirmations confirmations, Set<String> offered) throws TransferFailure {
        Map<Long, Tally> tallies = run.patiently(() -> holdings.tallies(entries));
        int held = tallies.values().stream().mapToInt(Tally::held).sum();
        int delivered = tallies.values().stream().mapToInt(Tally::delivered).sum();
        List<Answer> refused = confirmations.refused();
        if (!refused.isEmpty()) {
            throw new TransferFailure(Diagnoses.refused(Named.of(run.order().destination()), refused, held));
        }
        List<Undelivered> left = run.patiently(() -> holdings.undelivered(entries));
        // What came after the last look is not this attempt's; whoever finds the end of the study sees to it.
        boolean missed = left.stream().anyMatch(image -> offered.contains(image.version()));
        if (missed || held == 0) {
            throw new TransferFailure(OwnDiagnoses.ownFault(delivered + " of " + held + " images confirmed"));
        }
    }
}
