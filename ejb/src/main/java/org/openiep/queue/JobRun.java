package org.openiep.queue;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Nodes;
import org.openiep.exchange.Counts;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.problem.Outage;

/** A claimed job at work in this server. */
public final class JobRun implements Run {
    private static final Logger LOG = Logger.getLogger(JobRun.class.getName());

    /** A database that is away for longer costs the worker, not the transfer: its lease ends and another begins. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private static final Duration PAUSE = Duration.ofMillis(500);

    private final Job job;
    private final TransferOrder order;
    private final Jobs jobs;
    private final Nodes nodes;
    private final Workers.Ticket ticket;
    private final Pace pace;
    /** When each thread was last told to go on: what it did since is one image. */
    private final Map<Thread, Long> wentOn = new ConcurrentHashMap<>();

    private volatile boolean begun;

    /** The job is at work from now on, by that ticket. */
    public JobRun(Job job, TransferOrder order, Jobs jobs, Nodes nodes, Workers.Ticket ticket, Pace pace) {
        this.job = job;
        this.order = order;
        this.jobs = jobs;
        this.nodes = nodes;
        this.ticket = ticket;
        this.pace = pace;
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
        if (!begun) {
            patientlyDo(() -> jobs.started(job));
            begun = true;
        }
    }

    @Override
    public void counts(Map<Long, Counts> byStudyEntry, int moved, long bytes, @Nullable Double rate) {
        int total = byStudyEntry.values().stream().mapToInt(Counts::expected).sum();
        int done = byStudyEntry.values().stream()
                .mapToInt(counts -> job.step() == Step.COLLECT ? counts.held() : counts.delivered())
                .sum();
        jobs.counts(job, moved, total, done, byStudyEntry, bytes, rate);
    }

    @Override
    public void nodeAnswered() {
        try {
            nodes.seen(job.nodeId());
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "A node's health could not be noted.", e);
        }
    }

    @Override
    public void note(String title, String text) {
        patientlyDo(() -> jobs.note(job, title, text));
    }

    /** While a blue light moves, a delivery rests here; a collection's images are held up where they come in. */
    @Override
    public void goOn() {
        ticket.goOn();
        if (job.step() == Step.DELIVER) {
            Thread me = Thread.currentThread();
            long now = System.nanoTime();
            pace.rest(job, Duration.ofNanos(now - wentOn.getOrDefault(me, now)), ticket::goOn);
            wentOn.put(me, System.nanoTime());
        }
    }

    @Override
    public <T> T patiently(Supplier<T> call) {
        return waitingOut(call, ticket::goOn);
    }

    /** Calls until the database is there, or patience ends; {@code goOn} is asked before each further call. */
    public static <T> T waitingOut(Supplier<T> call, Runnable goOn) {
        long giveUp = System.nanoTime() + PATIENCE.toNanos();
        boolean told = false;
        while (true) {
            try {
                return call.get();
            } catch (RuntimeException e) {
                if (!Outage.causes(e) || System.nanoTime() > giveUp) {
                    throw e;
                }
                if (!told) {
                    LOG.log(Level.WARNING, "The database is away; a transfer waits for it: {0}", e.getMessage());
                    told = true;
                }
            }
            goOn.run();
            Run.pause(PAUSE);
        }
    }
}
