package org.openiep.connector.inbound;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;

/** An application that notes what it is asked and given. */
class Application implements DicomListener {
    final List<List<ReceivedObject>> batches = new CopyOnWriteArrayList<>();
    final Set<String> asked = ConcurrentHashMap.newKeySet();
    final AtomicInteger questions = new AtomicInteger();
    volatile Admission admission = new Admission.Admitted(2);
    volatile boolean expecting = true;
    final AtomicInteger failuresToCome = new AtomicInteger();
    private @Nullable Path kept;

    @Override
    public Admission admit(Party party) {
        return admission;
    }

    @Override
    public boolean isExpected(Party party, String studyInstanceUid) {
        asked.add(studyInstanceUid);
        questions.incrementAndGet();
        return expecting;
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

    List<ReceivedObject> objects() {
        return batches.stream().flatMap(List::stream).toList();
    }
}
