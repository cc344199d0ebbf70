package org.openiep.queue;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.Counts;
import org.openiep.exchange.TransferOrder;

/** A run that remembers what it is told. */
public final class SampleRun implements Run {
    public final List<String> notes = new ArrayList<>();
    public final Map<Long, Counts> counts = new HashMap<>();
    public boolean started;
    public Runnable goOn = () -> {};

    private final Job job;
    private final TransferOrder order;

    public SampleRun(Job job, TransferOrder order) {
        this.job = job;
        this.order = order;
    }

    @Override
    public Job job() {
        return job;
    }

    @Override
    public TransferOrder order() {
        return order;
    }

    @Override
    public void started() {
        started = true;
    }

    @Override
    public synchronized void counts(Map<Long, Counts> byStudyEntry, int moved, long bytes, @Nullable Double rate) {
        counts.putAll(byStudyEntry);
    }

    @Override
    public void nodeAnswered() {}

    @Override
    public void note(String title, String text) {
        notes.add(title);
    }

    @Override
    public void goOn() {
        goOn.run();
    }

    @Override
    public <T> T patiently(Supplier<T> call) {
        return JobRun.waitingOut(call, goOn);
    }
}
