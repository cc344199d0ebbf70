package org.openiep.pull;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.calling.Remotes;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.Purpose;
import org.openiep.directory.Node;
import org.openiep.directory.Nodes;
import org.openiep.imaging.ImageStore;
import org.openiep.pull.PullRows.HeldObject;

/**
 * Storage commitment as SCP (PS3.4 Annex J): tells a node which of its objects we hold, once they are on the disk. What
 * it may not see, we do not hold for it.
 */
@ApplicationScoped
public class Keeping {
    private static final Logger LOG = Logger.getLogger(Keeping.class.getName());

    /** What was answered a moment ago may still be on its way from the incoming folder to the rows. */
    private static final Duration LATE = Duration.ofSeconds(3);

    private static final long LOOK_EVERY_MILLIS = 100;

    /** When a report is brought that was not taken on the association that asked, in seconds. */
    private static final List<Integer> TRIES = List.of(0, 30, 300);

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    ScheduledExecutorService scheduler;

    @Inject
    Catalogue catalogue;

    @Inject
    Nodes nodes;

    @Inject
    ImageStore store;

    /** See {@link org.openiep.connector.api.DicomListener#commit}. */
    public Commitment commit(Party party, String transactionUid, List<ObjectReference> objects) {
        Map<String, List<HeldObject>> held = held(party, objects);
        List<ObjectReference> committed = new ArrayList<>();
        Map<ObjectReference, Integer> failed = new HashMap<>();
        for (ObjectReference object : objects) {
            List<HeldObject> same = held.getOrDefault(object.sopInstanceUid(), List.of());
            if (same.stream().anyMatch(one -> one.sopClassUid().equals(object.sopClassUid()))) {
                committed.add(object);
            } else {
                failed.put(object, same.isEmpty() ? Commitment.NO_SUCH_OBJECT : Commitment.CLASS_INSTANCE_CONFLICT);
            }
        }
        return new Commitment(transactionUid, committed, failed);
    }

    private Map<String, List<HeldObject>> held(Party party, List<ObjectReference> objects) {
        Optional<Node> node = nodes.byAeTitle(party.callingAeTitle());
        if (node.isEmpty()) {
            return Map.of();
        }
        Set<String> wanted = new HashSet<>();
        objects.forEach(object -> wanted.add(object.sopInstanceUid()));
        long giveUp = System.nanoTime() + LATE.toNanos();
        Map<String, List<HeldObject>> found = look(node.get().institutionId(), wanted);
        while (found.size() < wanted.size() && System.nanoTime() < giveUp && pause()) {
            found = look(node.get().institutionId(), wanted);
        }
        return onDisk(found);
    }

    private Map<String, List<HeldObject>> look(long institution, Set<String> wanted) {
        Map<String, List<HeldObject>> found = new HashMap<>();
        catalogue
                .holding(institution, wanted)
                .forEach(object -> found.computeIfAbsent(object.sopInstanceUid(), uid -> new ArrayList<>())
                        .add(object));
        return found;
    }

    /** Forces what was found to the disk, and leaves out what is not there as its row says. */
    private Map<String, List<HeldObject>> onDisk(Map<String, List<HeldObject>> found) {
        List<ImageStore.Entry> entries = found.values().stream()
                .flatMap(List::stream)
                .map(object -> new ImageStore.Entry(object.file(), object.size()))
                .toList();
        Set<String> lost = new HashSet<>();
        try {
            store.sync(entries).forEach(entry -> lost.add(entry.name()));
        } catch (IOException e) {
            LOG.log(Level.SEVERE, "Objects cannot be forced to the disk, so none is committed.", e);
            return Map.of();
        }
        found.values().forEach(same -> same.removeIf(object -> lost.contains(object.file())));
        return found;
    }

    /** See {@link org.openiep.connector.api.DicomListener#reportLater}. */
    public void reportLater(Party party, Commitment report) {
        bring(party, report, 0);
    }

    private void bring(Party party, Commitment report, int tried) {
        if (tried == TRIES.size()) {
            LOG.log(
                    Level.WARNING,
                    "{0} takes no report on its storage commitment request {1}; it is given up.",
                    new Object[] {party.callingAeTitle(), report.transactionUid()});
            return;
        }
        ScheduledFuture<?> unused = scheduler.schedule(
                () -> {
                    if (!taken(party, report)) {
                        bring(party, report, tried + 1);
                    }
                },
                TRIES.get(tried),
                TimeUnit.SECONDS);
    }

    private boolean taken(Party party, Commitment report) {
        try {
            Optional<Node> node = nodes.byAeTitle(party.callingAeTitle());
            if (node.isEmpty()) {
                return true;
            }
            try (DicomConnection connection = connections.connect(Remotes.of(node.get()), new Purpose.Report())) {
                connection.report(report);
                return true;
            }
        } catch (DicomFailure | RuntimeException e) {
            LOG.log(Level.INFO, "{0} did not take a report on storage commitment: {1}", new Object[] {
                party.callingAeTitle(), e.getMessage()
            });
            return false;
        }
    }

    private static boolean pause() {
        try {
            Thread.sleep(LOOK_EVERY_MILLIS);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
