package org.openiep.connector.inbound;

import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
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
        batches.add(batch);
    }

    List<ReceivedObject> objects() {
        return batches.stream().flatMap(List::stream).toList();
    }
}
