package org.openiep.connector.inbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Expectation;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.ObjectsToSend;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.QueryOutcome;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.connector.api.StoredObject;
import org.openiep.connector.api.TurnedAway;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;

/** An application that notes what it is asked and given. */
class Application implements DicomListener {
    final List<List<ReceivedObject>> batches = new CopyOnWriteArrayList<>();
    final Set<String> asked = ConcurrentHashMap.newKeySet();
    final AtomicInteger questions = new AtomicInteger();
    volatile Admission admission = new Admission.Admitted(2);
    volatile boolean expecting = true;
    final List<DataSet> matches = new CopyOnWriteArrayList<>();
    final List<StoredObject> held = new CopyOnWriteArrayList<>();
    final List<Commitment> reports = new CopyOnWriteArrayList<>();
    volatile String asking = "";
    volatile boolean pushed;
    final List<String> ended = new CopyOnWriteArrayList<>();
    final List<String> notKept = new CopyOnWriteArrayList<>();
    final List<List<TurnedAway>> turnedAway = new CopyOnWriteArrayList<>();
    final AtomicInteger failuresToCome = new AtomicInteger();
    private @Nullable Path kept;

    @Override
    public Admission admit(Party party) {
        return admission;
    }

    @Override
    public Expectation expects(Party party, DataSet header) {
        asked.add(header.string(Tag.STUDY_INSTANCE_UID).orElse(""));
        questions.incrementAndGet();
        return expecting ? pushed ? Expectation.PUSHED : Expectation.FETCHED : Expectation.NONE;
    }

    @Override
    public void ended(Party party, String studyInstanceUid) {
        ended.add(studyInstanceUid);
    }

    @Override
    public void notKept(Party party, String studyInstanceUid, String sopInstanceUid, IOException cause) {
        notKept.add(party.callingAeTitle() + " " + studyInstanceUid + " " + sopInstanceUid);
    }

    @Override
    public void turnedAway(List<TurnedAway> objects, int mayWait) {
        turnedAway.add(objects);
    }

    @Override
    public void received(List<ReceivedObject> batch) {
        if (failuresToCome.getAndUpdate(n -> Math.max(0, n - 1)) > 0) {
            throw new IllegalStateException("The database is away.");
        }
        batch.forEach(this::keep);
        batches.add(batch);
    }

    /** Keeps what comes in this folder, as the listener's contract has it: by a link. */
    void keepIn(Path folder) {
        kept = folder;
    }

    /** Where an object is kept. */
    Path kept(ReceivedObject object) {
        return Objects.requireNonNull(kept).resolve(object.sopInstanceUid() + ".dcm");
    }

    private void keep(ReceivedObject object) {
        if (kept != null) {
            try {
                Files.createDirectories(kept);
                Files.createLink(kept(object), object.file());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    @Override
    public QueryOutcome find(Party party, DataSet identifier, Predicate<DataSet> onMatch) {
        for (DataSet match : matches) {
            if (!onMatch.test(match)) {
                return new QueryOutcome(0xFE00, "");
            }
        }
        return QueryOutcome.SUCCESS;
    }

    @Override
    public ObjectsToSend retrieve(Party party, DataSet identifier) {
        return held.isEmpty() ? new ObjectsToSend(0xA900, "Nothing here", List.of()) : new ObjectsToSend(0, "", held);
    }

    @Override
    public MoveOutcome move(
            Party party,
            DataSet identifier,
            String destinationAeTitle,
            int messageId,
            Predicate<MoveOutcome> onProgress) {
        boolean wanted = onProgress.test(new MoveOutcome(0xFF00, 1, 1, 0, 0, ""));
        return new MoveOutcome(wanted ? 0 : 0xFE00, -1, wanted ? 2 : 1, 0, 0, destinationAeTitle);
    }

    @Override
    public Commitment commit(Party party, String transactionUid, List<ObjectReference> objects) {
        List<ObjectReference> kept = objects.stream()
                .filter(object ->
                        held.stream().anyMatch(one -> one.sopInstanceUid().equals(object.sopInstanceUid())))
                .toList();
        Map<ObjectReference, Integer> failed = objects.stream()
                .filter(object -> !kept.contains(object))
                .collect(Collectors.toMap(object -> object, object -> Commitment.NO_SUCH_OBJECT));
        return new Commitment(transactionUid, kept, failed);
    }

    @Override
    public void reportLater(Party party, Commitment report) {
        reports.add(report);
    }

    @Override
    public boolean committed(Party party, Commitment report) {
        reports.add(report);
        return report.transactionUid().equals(asking);
    }

    List<ReceivedObject> objects() {
        return batches.stream().flatMap(List::stream).toList();
    }
}
