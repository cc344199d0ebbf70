package org.openiep.pull;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.calling.Crowding;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.MoveOrigin;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.connector.api.StoredObject;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.directory.Node;

/** Sends held objects to a node because another has asked for it (the sub-operations of a C-MOVE, PS3.4 C.4.2.3). */
@ApplicationScoped
public class Moving {
    private static final Logger LOG = Logger.getLogger(Moving.class.getName());

    private static final int PENDING = 0xFF00;
    private static final int NONE_SENT = 0xA702;
    private static final int SOME_NOT_SENT = 0xB000;
    private static final int CANCELLED = 0xFE00;

    /** An association has 128 presentation contexts at most: room for each kind and its conversions. */
    private static final int MOST_KINDS = 40;

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Inject
    Crowding crowding;

    /** Where a move stands. */
    private static final class Tally {
        private final Predicate<MoveOutcome> onProgress;
        private int remaining;
        private int completed;
        private int failed;
        private int warnings;
        private boolean wanted = true;

        Tally(int objects, Predicate<MoveOutcome> onProgress) {
            this.remaining = objects;
            this.onProgress = onProgress;
        }

        void count(Optional<StoreOutcome> outcome) {
            remaining--;
            if (outcome.isEmpty() || !outcome.get().stored()) {
                failed++;
            } else if (outcome.get().status() == 0) {
                completed++;
            } else {
                warnings++;
            }
            if (remaining > 0) {
                wanted = onProgress.test(new MoveOutcome(PENDING, remaining, completed, failed, warnings, ""));
            }
        }

        MoveOutcome end(String comment) {
            if (!wanted && remaining > 0) {
                return new MoveOutcome(CANCELLED, remaining, completed, failed, warnings, "");
            }
            int status = failed == 0 ? 0 : completed + warnings == 0 ? NONE_SENT : SOME_NOT_SENT;
            return new MoveOutcome(status, -1, completed, failed, warnings, status == 0 ? "" : comment);
        }
    }

    /**
     * Sends.
     *
     * @param onProgress takes the counts after each object; answers false when no more are wanted
     */
    MoveOutcome move(
            Node destination, List<StoredObject> objects, MoveOrigin origin, Predicate<MoveOutcome> onProgress) {
        Tally tally = new Tally(objects.size(), onProgress);
        String comment = "";
        for (List<StoredObject> part : byKinds(objects)) {
            int done = 0;
            try (DicomConnection connection =
                    crowding.connect(connections, destination, purpose(destination, part), () -> {})) {
                for (StoredObject object : part) {
                    if (!tally.wanted) {
                        return tally.end("");
                    }
                    Optional<StoreOutcome> outcome = store(connection, object, origin);
                    done++;
                    tally.count(outcome);
                }
            } catch (DicomFailure e) {
                LOG.log(Level.WARNING, "Images cannot be sent to {0}: {1}", new Object[] {
                    destination.aeTitle(), e.getMessage()
                });
                comment = "The destination: " + Diagnoses.of(e, destination).failure();
                for (int rest = done; rest < part.size() && tally.wanted; rest++) {
                    tally.count(Optional.empty());
                }
            }
        }
        return tally.end(comment);
    }

    /** Empty when the destination takes the object in no encoding that it can be sent in. */
    private static Optional<StoreOutcome> store(DicomConnection connection, StoredObject object, MoveOrigin origin)
            throws DicomFailure {
        if (!connection.accepts(object.kind())) {
            return Optional.empty();
        }
        try {
            return Optional.of(connection.store(object.file(), Optional.of(origin)));
        } catch (DicomFailure e) {
            if (e.reason() == DicomFailure.Reason.NOT_CONVERTIBLE) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private static Purpose purpose(Node destination, List<StoredObject> objects) {
        Set<ObjectKind> kinds = new LinkedHashSet<>();
        objects.forEach(object -> kinds.add(object.kind()));
        return new Purpose.Store(kinds, destination.services().decompressesLossy());
    }

    /** Parts with no more kinds than one association has room for. */
    private static List<List<StoredObject>> byKinds(List<StoredObject> objects) {
        Map<ObjectKind, Integer> parts = new LinkedHashMap<>();
        List<List<StoredObject>> split = new ArrayList<>();
        for (StoredObject object : objects) {
            int part = parts.computeIfAbsent(object.kind(), kind -> parts.size() / MOST_KINDS);
            while (split.size() <= part) {
                split.add(new ArrayList<>());
            }
            split.get(part).add(object);
        }
        return split;
    }
}
