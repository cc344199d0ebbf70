package org.openiep.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.directory.Node;
import org.openiep.imaging.ImageStore;
import org.openiep.transfer.InstanceRows.Answer;
import org.openiep.transfer.InstanceRows.Undelivered;

/** Offers images to a destination, one association a call. */
final class Sending {
    /** A presentation context for each kind: an association has 128 at most (PS3.8 9.3.2.2). */
    private static final int MOST_KINDS = 128;

    /** Duplicate SOP instance (PS3.7 C.4.2): the node says itself that it holds this very image. */
    private static final int DUPLICATE = 0x0111;

    private final Run run;
    private final DicomConnectionFactory connections;
    private final ImageStore store;
    private final Confirmations confirmations;
    private final Crowding crowding;
    private final Set<ObjectKind> kinds;

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
        this.kinds = Set.copyOf(kinds);
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
        try (DicomConnection connection =
                crowding.connect(connections, destination, new Purpose.Store(kinds), run::goOn)) {
            run.nodeAnswered();
            Undelivered image = waiting.poll();
            while (image != null) {
                offer(connection, image, waiting);
                image = waiting.poll();
            }
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
        try (DicomConnection connection = connections.connect(Remotes.of(destination), new Purpose.Store(kinds))) {
            Undelivered image = waiting.poll();
            while (image != null) {
                offer(connection, image, waiting);
                image = crowding.at(destination) ? null : waiting.poll();
            }
        }
        return true;
    }

    private void offer(DicomConnection connection, Undelivered image, Queue<Undelivered> waiting)
            throws DicomFailure, TransferFailure {
        run.goOn();
        ObjectKind kind = ObjectKinds.of(image);
        if (!connection.accepts(kind)) {
            confirmations.add(notTaken(image));
            return;
        }
        StoreOutcome outcome;
        try {
            Path file = intact(image);
            run.started();
            outcome = connection.store(file);
        } catch (DicomFailure | TransferFailure e) {
            // Another association, or another attempt, is to find it.
            waiting.add(image);
            throw e;
        }
        boolean confirmed = outcome.stored() || outcome.status() == DUPLICATE;
        confirmations.add(new Answer(
                image.studyEntryId(), image.sopInstanceUid(), confirmed, outcome.status(), outcome.comment()));
    }

    private void refuseAll(Queue<Undelivered> waiting) {
        for (Undelivered image = waiting.poll(); image != null; image = waiting.poll()) {
            confirmations.add(notTaken(image));
        }
    }

    private static Answer notTaken(Undelivered image) {
        return new Answer(
                image.studyEntryId(), image.sopInstanceUid(), false, null, ObjectKinds.words(ObjectKinds.of(image)));
    }

    private Path intact(Undelivered image) throws TransferFailure {
        Path file = store.path(image.file());
        try {
            if (Files.size(file) == image.size()) {
                return file;
            }
        } catch (IOException e) {
            throw new TransferFailure(Diagnoses.ownStore("Instance " + image.sopInstanceUid() + " is not readable"));
        }
        throw new TransferFailure(Diagnoses.ownStore("Instance " + image.sopInstanceUid() + " has another length"));
    }
}
