package org.openiep.transfer;

import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.exchange.Counts;
import org.openiep.imaging.Holdings;
import org.openiep.imaging.InstanceRows.Tally;
import org.openiep.queue.Run;

/**
 * Watches the rows of a collection: images may arrive at any server of the exchange, so only the rows know how far it
 * is. One query for each look, whatever the number of images.
 */
final class Arrivals {
    private static final Logger LOG = Logger.getLogger(Arrivals.class.getName());

    /** As many SOP classes as fit into one association beside the retrieve itself (PS3.8 9.3.2.2). */
    private static final int MOST_CLASSES = 127;

    private final Run run;
    private final Holdings holdings;
    private final List<Long> entries;
    private final Map<Long, StudyListing> listings;
    private final long began = System.nanoTime();
    private final int heldBefore;
    private Map<Long, Tally> tallies;
    private long lastArrival = began;

    Arrivals(Run run, Holdings holdings, Map<Long, StudyListing> listings) {
        this.run = run;
        this.holdings = holdings;
        this.listings = new HashMap<>(listings);
        this.entries = run.order().studyEntries();
        this.tallies = run.patiently(() -> holdings.tallies(entries));
        this.heldBefore = held();
    }

    /** For the clock: a look that fails is made good by the next. */
    void lookIfPossible() {
        try {
            look();
        } catch (RuntimeException e) {
            LOG.log(Level.FINE, "Progress of job " + run.job().id() + " could not be noted.", e);
        }
    }

    /** Looks, and tells how far it is when that has changed. */
    synchronized void look() {
        Map<Long, Tally> now = holdings.tallies(entries);
        if (!now.equals(tallies)) {
            tallies = now;
            lastArrival = System.nanoTime();
            tell();
        }
    }

    /** Tells how far it is. */
    synchronized void tell() {
        Map<Long, Counts> counts = new HashMap<>();
        for (long entry : entries) {
            Tally tally = tally(entry);
            counts.put(entry, new Counts(promised(entry), tally.held(), tally.delivered(), tally.refused()));
        }
        double seconds = (System.nanoTime() - began) / 1e9;
        long bytes = tallies.values().stream().mapToLong(Tally::bytes).sum();
        run.counts(counts, moved(), bytes, seconds < 0.1 || moved() == 0 ? null : moved() / seconds);
    }

    /** Images that the source promised, or more where more came than it listed. */
    synchronized int promised() {
        return entries.stream().mapToInt(this::promised).sum();
    }

    /** The source has sent as many as it counted itself; it listed none. */
    synchronized void counted(long entry, int images) {
        StudyListing listing = listing(entry);
        if (!listing.complete() && images > listing.count()) {
            listings.put(entry, new StudyListing(List.of(), images, true));
        }
    }

    /** What the images are; empty where the source does not say it of all. */
    synchronized Set<String> sopClasses() {
        Set<String> classes = new HashSet<>();
        for (StudyListing listing : listings.values()) {
            if (listing.sopClasses().isEmpty()) {
                return Set.of();
            }
            classes.addAll(listing.sopClasses());
        }
        return classes.size() > MOST_CLASSES ? Set.of() : classes;
    }

    synchronized int held() {
        return tallies.values().stream().mapToInt(Tally::held).sum();
    }

    synchronized int moved() {
        return Math.max(0, held() - heldBefore);
    }

    /** Is everything here that the source promised of the study? */
    synchronized boolean complete(long entry) {
        Tally tally = tally(entry);
        StudyListing listing = listing(entry);
        return listing.complete() ? tally.missing() == 0 && tally.listed() > 0 : atLeast(tally.held(), listing.count());
    }

    synchronized boolean complete() {
        return entries.stream().allMatch(this::complete);
    }

    /** Nothing has come for that long. */
    synchronized boolean quietFor(Duration time) {
        return System.nanoTime() - lastArrival > time.toNanos();
    }

    synchronized int held(long entry) {
        return tally(entry).held();
    }

    private static boolean atLeast(int held, int promised) {
        return held > 0 && held >= promised;
    }

    private int promised(long entry) {
        Tally tally = tally(entry);
        StudyListing listing = listing(entry);
        return listing.complete()
                ? Math.max(tally.listed(), tally.held() + tally.missing())
                : Math.max(listing.count(), tally.held());
    }

    private Tally tally(long entry) {
        return tallies.getOrDefault(entry, Tally.NONE);
    }

    private StudyListing listing(long entry) {
        return listings.getOrDefault(entry, new StudyListing(List.of(), 0, true));
    }
}
