package org.openiep.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.calling.Crowding;
import org.openiep.calling.ObjectKinds;
import org.openiep.calling.Remotes;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
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

    private final Run run;
    private final DicomConnectionFactory connections;
    private final ImageStore store;
    private final Confirmations confirmations;
    private final Crowding crowding;
    private final Purpose.Store purpose;

    Sending(
            Run run,
            DicomConnectionFactory connections,
            ImageStore store,
            Confirmations confirmations,
            Crowding crowding,
            Set<ObjectKind> kinds) {
        this.run = run;
        this.connections = connections;
        this.store = store;
        this.confirmations = confirmations;
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

    /** Takes images from the queue until it is empty. */
    void send(Queue<Undelivered> waiting) throws TransferFailure {
        if (waiting.isEmpty()) {
            return;
        }
        Node destination = run.order().destination();
        try (DicomConnection connection = crowding.connect(connections, destination, purpose, run::goOn)) {
            run.nodeAnswered();
            offerAll(connection, waiting, () -> false);
        } catch (DicomFailure e) {
            if (e.reason() == DicomFailure.Reason.NOT_ACCEPTED) {
                refuseAll(waiting);
                return;
            }
            throw new TransferFailure(Diagnoses.of(e, destination));
        }
    }

    /** The same on a further association, which may as well not come about, and gives way when the node is crowded. */
    boolean help(Queue<Undelivered> waiting) throws DicomFailure, TransferFailure {
        Node destination = run.order().destination();
        if (waiting.isEmpty() || crowding.at(destination)) {
            return false;
        }
        try (DicomConnection connection = connections.connect(Remotes.of(destination), purpose)) {
            offerAll(connection, waiting, () -> crowding.at(destination));
        }
        return true;
    }

    /** Whatever has no answer when this ends is in the queue again: another association, or attempt, is to send it. */
    private void offerAll(DicomConnection connection, Queue<Undelivered> waiting, BooleanSupplier enough)
            throws DicomFailure, TransferFailure {
        Set<Undelivered> unanswered = new LinkedHashSet<>();
        try {
            while (!enough.getAsBoolean()) {
                run.goOn();
                Undelivered image = waiting.poll();
                if (image == null) {
                    break;
                }
                unanswered.add(image);
                offer(connection, image, unanswered);
            }
            connection.await();
        } catch (TransferFailure | RuntimeException e) {
            takeAnswers(connection);
            throw e;
        } finally {
            waiting.addAll(unanswered);
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

    private void offer(DicomConnection connection, Undelivered image, Set<Undelivered> unanswered)
            throws DicomFailure, TransferFailure {
        ObjectKind kind = ObjectKinds.of(image);
        if (!connection.accepts(kind)) {
            unanswered.remove(image);
            confirmations.add(notTaken(image, connection.refusal(kind)));
            return;
        }
        Path file = intact(image);
        run.started();
        try {
            connection.send(file, outcome -> {
                unanswered.remove(image);
                boolean confirmed = outcome.stored() || outcome.status() == DUPLICATE;
                confirmations.add(new Answer(
                        image.studyEntryId(), image.sopInstanceUid(), confirmed, outcome.status(), outcome.comment()));
            });
        } catch (DicomFailure e) {
            if (e.reason() != DicomFailure.Reason.NOT_CONVERTIBLE) {
                throw e;
            }
            unanswered.remove(image);
            confirmations.add(
                    notTaken(image, ObjectKinds.words(kind) + ", and it cannot be converted: " + e.getMessage()));
        }
    }

    private void refuseAll(Queue<Undelivered> waiting) {
        for (Undelivered image = waiting.poll(); image != null; image = waiting.poll()) {
            confirmations.add(notTaken(image, ObjectKinds.words(ObjectKinds.of(image))));
        }
    }

    private static Answer notTaken(Undelivered image, String reason) {
        return new Answer(image.studyEntryId(), image.sopInstanceUid(), false, null, reason);
    }

    private Path intact(Undelivered image) throws TransferFailure {
        Path file = store.path(image.file());
        try {
            if (Files.size(file) == image.size()) {
                return file;
            }
        } catch (IOException e) {
            throw new TransferFailure(OwnDiagnoses.ownStore("Instance " + image.sopInstanceUid() + " is not readable"));
        }
        throw new TransferFailure(OwnDiagnoses.ownStore("Instance " + image.sopInstanceUid() + " has another length"));
    }
}
