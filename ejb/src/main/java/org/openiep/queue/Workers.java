package org.openiep.queue;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.exchange.Priority;

/** The workers of this life of this server, and what they have in hand. */
@ApplicationScoped
public class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class.getName());

    private final String server = System.getProperty("jboss.node.name", "server");

    /** Other after each start, so that what an earlier life left behind is told from what is in hand now. */
    private final String name = server + "/" + UUID.randomUUID();

    private final Map<Long, Ticket> tickets = new ConcurrentHashMap<>();
    private final Thread atEnd = new Thread(this::stop, "iep-workers-stop");
    private volatile boolean stopping;

    /**
     * A server that is told to stop ends its listeners first and waits for the workers then. Only the virtual machine
     * tells them early enough, so that what a worker sees fall away around it is not taken for a node's fault.
     */
    @PostConstruct
    void watchForTheEnd() {
        Runtime.getRuntime().addShutdownHook(atEnd);
    }

    @PreDestroy
    void watchNoLonger() {
        stop();
        try {
            Runtime.getRuntime().removeShutdownHook(atEnd);
        } catch (IllegalStateException e) {
            LOG.log(Level.FINE, "The end is already under way.", e);
        }
    }

    /** One job in one worker's hand. */
    public final class Ticket implements AutoCloseable {
        private final Job job;
        private final Lane lane;
        private final long taken = System.nanoTime();
        private volatile boolean lost;
        private volatile boolean givesWay;
        private volatile boolean paused;

        private Ticket(Job job, Lane lane) {
            this.job = job;
            this.lane = lane;
        }

        /** See {@link Run#goOn}. */
        public void goOn() {
            if (stopping || Thread.currentThread().isInterrupted()) {
                throw new Stopped();
            }
            if (lost) {
                throw new JobTaken(job);
            }
            if (givesWay) {
                throw new GaveWay(job, OwnDiagnoses.gaveWay());
            }
            if (paused) {
                throw new GaveWay(job, OwnDiagnoses.paused());
            }
        }

        @Override
        public void close() {
            tickets.remove(job.id(), this);
        }
    }

    /** Name of the server, the same in every life. */
    public String server() {
        return server;
    }

    /** Name of the workers of this life; what a lease is held by. */
    public String name() {
        return name;
    }

    /** A worker of the lane has claimed a job; whoever takes the ticket has to close it. */
    public Ticket take(Job job, Lane lane) {
        Ticket ticket = new Ticket(job, lane);
        tickets.put(job.id(), ticket);
        return ticket;
    }

    /** Ids of the jobs that workers of this server have in hand. */
    public List<Long> inHand() {
        return List.copyOf(tickets.keySet());
    }

    /** Workers of the lane that have a job in hand. */
    int busy(Lane lane) {
        return (int)
                tickets.values().stream().filter(ticket -> ticket.lane == lane).count();
    }

    /** Is there a worker of the lane that has nothing in hand and is not held? */
    boolean anyIdle(Lane lane, Set<Integer> held) {
        Set<Integer> busy = tickets.values().stream()
                .filter(ticket -> ticket.lane == lane)
                .map(ticket -> ticket.job.worker())
                .collect(Collectors.toSet());
        return IntStream.rangeClosed(lane.firstWorker(), lane.lastWorker())
                .anyMatch(number -> !busy.contains(number) && !held.contains(number));
    }

    /**
     * After a renewal of leases.
     *
     * @param inHandBefore what was in hand before it
     * @param renewed the jobs whose lease could be renewed
     */
    public void renewed(Collection<Long> inHandBefore, Collection<Long> renewed) {
        for (Long id : inHandBefore) {
            Ticket ticket = tickets.get(id);
            if (ticket != null && !renewed.contains(id)) {
                ticket.lost = true;
            }
        }
    }

    /**
     * The standard job that was claimed last, of those that the rule takes, stops before its next image. Nothing more
     * happens while one of them is stopping already.
     */
    void giveWay(Lane lane, Predicate<Job> rule) {
        List<Ticket> standard = tickets.values().stream()
                .filter(ticket -> ticket.lane.queue() == lane.queue() && ticket.job.priority() != Priority.BLUE_LIGHT)
                .filter(ticket -> rule.test(ticket.job))
                .toList();
        if (standard.stream().noneMatch(ticket -> ticket.givesWay)) {
            standard.stream()
                    .max(Comparator.comparingLong(ticket -> ticket.taken))
                    .ifPresent(ticket -> ticket.givesWay = true);
        }
    }

    /** Jobs that are paused by somebody go back to the queue before their next image. */
    void pause(Predicate<Job> rule) {
        tickets.values().stream().filter(ticket -> rule.test(ticket.job)).forEach(ticket -> ticket.paused = true);
    }

    /** The jobs that workers of this server have in hand, with the lane of each. */
    Map<Long, Lane> lanes() {
        Map<Long, Lane> lanes = new HashMap<>();
        tickets.forEach((id, ticket) -> lanes.put(id, ticket.lane));
        return lanes;
    }

    /** Is the server going down? */
    public boolean stopping() {
        return stopping;
    }

    /** Every worker puts its job back before the next image. */
    public void stop() {
        stopping = true;
    }
}
