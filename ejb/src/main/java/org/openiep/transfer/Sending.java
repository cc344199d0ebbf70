package org.openiep.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.calling.Crowding;
import org.openiep.calling.ObjectKinds;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.KindRefusal;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.directory.Node;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.Run;

/** Offers images to a destination, one association a call. */
final class Sending {
    private static final Logger LOG = Logger.getLogger(Sending.class.getName());

    /** An association has 128 presentation contexts at most (PS3.8 9.3.2.2): room for each kind and its conversions. */
    private static final int MOST_KINDS = 40;

    /** Duplicate SOP instance (PS3.7 C.4.2): the node says itself that it holds this very image. */
    private static final int DUPLICATE = 0x0111;

    /** So long may a node need to keep what it had received when the connection broke. */
    private static final long SETTLE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private static final KindRefusal HANGS_UP =
            new KindRefusal(KindRefusal.Cause.HUNG_UP, "it hung up when this image came");

    private final Run run;
    private final DicomConnectionFactory connections;
    private final ImageStore store;
    private final Confirmations confirmations;
    private final LostAnswers lostAnswers;
    private final Crowding crowding;
    private final Purpose.Store purpose;
    private final Set<Undelivered> inDoubt = Collections.synchronizedSet(new LinkedHashSet<>());
    private volatile long doubted;

    Sending(
            Run run,
            DicomConnectionFactory connections,
            ImageStore store,
            Confirmations confirmations,
            LostAnswers lostAnswers,
            Crowding crowding,
            Set<ObjectKind> kinds) {
        this.run = run;
        this.connections = connections;
        this.store = store;
        this.confirmations = confirmations;
        this.lostAnswers = lostAnswers;
        this.crowding = crowding;
        this.purpose =
                new Purpose.Store(kinds, run.order().destination().services().decompressesLossy());
    }

    /** Parts of the images, each with no more kinds than one association can carry. */
    static List<List<Undelivered>> byKinds(List<Undelivered> images) {
        List<ObjectKind> all = new ArrayList<>(ObjectKinds.of(images));
        List<List<Undelivered>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += MOST_KINDS) {
            Set<ObjectKind> some = new LinkedHashSet<>(all.subList(from, Math.min(all.size(), from + MOST_KINDS)));
            parts.add(images.stream()
                    .filter(image -> some.contains(ObjectKinds.of(image)))
                    .toList());
        }
        return parts;
    }

    /**
     * Takes images from the queue until it is empty. What had no answer when a connection broke goes last, if it has not
     * arrived: some PACS hang up on an object that they cannot read, so each goes alone, and one bad image does not keep
     * the others.
     */
    void send(Queue<Undelivered> waiting) throws TransferFailure {
        boolean anyAnswer = false;
        boolean inVain = false;
        while (!waiting.isEmpty()) {
            Offering offering = new Offering();
            try {
                sendOnce(waiting, offering);
            } catch (DicomFailure e) {
                boolean again = e.reason() == DicomFailure.Reason.ABORTED && !(inVain && offering.answers == 0);
                if (!again) {
                    throw failed(e);
                }
                confirmations.write();
            }
            inVain = offering.answers == 0;
            anyAnswer |= !inVain;
        }
        if (inDoubt()) {
            // This may take as long as a PACS is silent; what is known already need not wait for it.
            confirmations.write();
            sendAlone(notArrived(), waiting, anyAnswer);
        }
    }

    /** Is it open of any image whether it has arrived? */
    boolean inDoubt() {
        return !inDoubt.isEmpty();
    }

    /** Those in doubt that the destination does not list; the others are confirmed. */
    private List<Undelivered> notArrived() throws TransferFailure {
        long early = SETTLE_NANOS - (System.nanoTime() - doubted);
        if (early > 0) {
            Run.pause(Duration.ofNanos(early));
        }
        List<Undelivered> asked = new ArrayList<>(inDoubt);
        List<Undelivered> left = new ArrayList<>(asked);
        for (Answer found : lostAnswers.find(run, asked)) {
            confirmations.add(found);
            left.remove(found.image());
        }
        // Another association may have left more meanwhile.
        asked.forEach(inDoubt::remove);
        return left;
    }

    private void sendOnce(Queue<Undelivered> waiting, Offering offering) throws DicomFailure, TransferFailure {
        try (DicomConnection connection =
                crowding.connect(connections, run.order().destination(), purpose, run::goOn)) {
            run.nodeAnswered();
            offerAll(connection, waiting, () -> false, offering);
        }
    }

    /** @param anyAnswer has this destination answered for others? Else it is not the image that it minds */
    private void sendAlone(List<Undelivered> left, Queue<Undelivered> waiting, boolean anyAnswer)
            throws TransferFailure {
        boolean othersGo = anyAnswer;
        while (!left.isEmpty()) {
            Undelivered image = left.remove(0);
            Offering offering = new Offering();
            Queue<Undelivered> alone = new ConcurrentLinkedQueue<>(List.of(image));
            try {
                sendOnce(alone, offering);
                othersGo |= offering.answers > 0;
            } catch (DicomFailure e) {
                if (e.reason() != DicomFailure.Reason.ABORTED || !othersGo) {
                    waiting.addAll(alone);
                    waiting.addAll(left);
                    throw failed(e);
                }
                inDoubt.remove(image);
                confirmations.add(Answer.notOffered(image, HANGS_UP));
            }
        }
    }

    private TransferFailure failed(DicomFailure e) {
        return new TransferFailure(Diagnoses.of(e, run.order().destination()));
    }

    /** The same on a further association, which may as well not come about, and gives way when the node is crowded. */
    boolean help(Queue<Undelivered> waiting) throws DicomFailure, TransferFailure {
        Node destination = run.order().destination();
        if (waiting.isEmpty() || crowding.at(destination)) {
            return false;
        }
        try (DicomConnection connection = crowding.connect(connections, destination, purpose)) {
            offerAll(connection, waiting, () -> crowding.at(destination), new Offering());
        }
        return true;
    }

    /** What has been offered on one association. */
    private static final class Offering {
        final Set<Undelivered> unanswered = new LinkedHashSet<>();
        int answers;
    }

    private void offerAll(
            DicomConnection connection, Queue<Undelivered> waiting, BooleanSupplier enough, Offering offering)
            throws DicomFailure, TransferFailure {
        try {
            while (!enough.getAsBoolean()) {
                run.goOn();
                Undelivered image = waiting.poll();
                if (image == null) {
                    break;
                }
                offering.unanswered.add(image);
                offer(connection, image, offering);
            }
            connection.await();
        } catch (TransferFailure | RuntimeException e) {
            takeAnswers(connection);
            throw e;
        } finally {
            if (!offering.unanswered.isEmpty()) {
                doubted = System.nanoTime();
                inDoubt.addAll(offering.unanswered);
            }
        }
    }

    /** What has gone out is answered before we stop, so that it need not go out again. */
    private static void takeAnswers(DicomConnection connection) {
        try {
            connection.await();
        } catch (DicomFailure e) {
            LOG.log(Level.FINE, "Answers were lost with their association.", e);
        }
    }

    private void offer(DicomConnection connection, Undelivered image, Offering offering)
            throws DicomFailure, TransferFailure {
        ObjectKind kind = ObjectKinds.of(image);
        if (!connection.accepts(kind)) {
            offering.unanswered.remove(image);
            confirmations.add(Answer.notOffered(image, connection.refusal(kind)));
            return;
        }
        Path file = intact(image);
        run.started();
        confirmations.offering(image);
        try {
            connection.send(file, outcome -> {
                offering.unanswered.remove(image);
                offering.answers++;
                boolean confirmed = outcome.stored() || (outcome.status() == DUPLICATE && !image.corrected());
                confirmations.add(new Answer(image, confirmed, outcome.status(), outcome.comment(), null));
            });
        } catch (DicomFailure e) {
            if (e.reason() != DicomFailure.Reason.NOT_CONVERTIBLE) {
                throw e;
            }
            offering.unanswered.remove(image);
            String words = ObjectKinds.words(kind) + ", and it cannot be converted: " + e.getMessage();
            confirmations.add(Answer.notOffered(image, new KindRefusal(KindRefusal.Cause.TRANSFER_SYNTAX, words)));
        }
    }

    private Path intact(Undelivered image) throws TransferFailure {
        Path file = store.path(image.file());
        try {
            if (Files.size(file) == image.size()) {
                return file;
            }
        } catch (IOException e) {
            throw new TransferFailure(OwnDiagnoses.ownFile("Instance " + image.sopInstanceUid() + " is not readable"));
        }
        throw new TransferFailure(OwnDiagnoses.ownFile("Instance " + image.sopInstanceUid() + " has another length"));
    }
}
