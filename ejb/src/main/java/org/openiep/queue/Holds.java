package org.openiep.queue;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.List;
import javax.sql.DataSource;
import org.openiep.audit.Act;
import org.openiep.audit.Audit;
import org.openiep.database.Sql;
import org.openiep.directory.Nodes;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.SignIn;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;

/**
 * Lanes, single workers and nodes that are paused, or drained before maintenance. A lane's hold is for its standard
 * work: blue light passes. A worker takes nothing new, but finishes a blue light; the one that is kept for blue light
 * cannot be held. A node's hold is for everything, since whoever services a PACS needs it left alone.
 */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class Holds {
    private static final int LONGEST_REASON = 200;

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Caller caller;

    @Inject
    Nodes nodes;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** What is held, by age. Everybody who sees the administration sees this. */
    public List<Hold> list() {
        caller.require(Permission.SEE_ADMINISTRATION);
        try (Sql sql = Sql.open(dataSource)) {
            return new HoldRows(sql).list();
        }
    }

    /**
     * Holds the standard work of a lane; a second call replaces mode and reason.
     *
     * @param lane {@link Lane#OUTBOUND} or {@link Lane#INBOUND}
     * @throws NotAllowed unless the caller administers the whole exchange
     */
    public void holdLane(Lane lane, Hold.Mode mode, String reason) {
        mayHoldLanes(lane);
        hold("lane " + lane, mode, reason, rows -> rows.holdLane(lane, mode, reason.strip(), by(), clock.instant()));
    }

    /** Lets the lane go on; harmless when it is not held. */
    public void releaseLane(Lane lane) {
        mayHoldLanes(lane);
        release("lane " + lane, rows -> rows.releaseLane(lane));
    }

    /**
     * Holds one worker of a lane, on every server; a second call replaces mode and reason.
     *
     * @param lane {@link Lane#OUTBOUND} or {@link Lane#INBOUND}
     * @param number as on the Lanes page: 2 to 5
     * @throws NotAllowed unless the caller administers the whole exchange
     */
    public void holdWorker(Lane lane, int number, Hold.Mode mode, String reason) {
        mayHoldWorkers(lane, number);
        hold(
                worker(lane, number),
                mode,
                reason,
                rows -> rows.holdWorker(lane, number, mode, reason.strip(), by(), clock.instant()));
    }

    /** Lets the worker go on; harmless when it is not held. */
    public void releaseWorker(Lane lane, int number) {
        mayHoldWorkers(lane, number);
        release(worker(lane, number), rows -> rows.releaseWorker(lane, number));
    }

    private static String worker(Lane lane, int number) {
        return "worker " + lane + " " + number;
    }

    /**
     * Holds all work with a node; a second call replaces mode and reason.
     *
     * @throws org.openiep.problem.NotFound unless the caller may administer or test the node
     */
    public void holdNode(long nodeId, Hold.Mode mode, String reason) {
        mayHoldNodes(nodeId);
        hold(
                "node " + nodeId,
                mode,
                reason,
                rows -> rows.holdNode(nodeId, mode, reason.strip(), by(), clock.instant()));
    }

    /** Lets the node's work go on; harmless when it is not held. */
    public void releaseNode(long nodeId) {
        mayHoldNodes(nodeId);
        release("node " + nodeId, rows -> rows.releaseNode(nodeId));
    }

    private interface Change {
        boolean in(HoldRows rows);
    }

    private void hold(String what, Hold.Mode mode, String reason, Change change) {
        if (reason.length() > LONGEST_REASON) {
            throw new InvalidInput("reason", "Shorten the reason to " + LONGEST_REASON + " characters.");
        }
        change(Act.HELD, what, mode + (reason.isBlank() ? "" : ": " + reason.strip()), change);
    }

    private void release(String what, Change change) {
        change(Act.RELEASED, what, "", change);
    }

    private void change(Act act, String what, String detail, Change change) {
        try (Sql sql = Sql.open(dataSource)) {
            if (change.in(new HoldRows(sql))) {
                audit.record(caller.actor(), act, what, detail);
            }
        }
    }

    private String by() {
        return caller.user().displayName();
    }

    private void mayHoldLanes(Lane lane) {
        if (!caller.may(Permission.EDIT_EVERY_INSTITUTION)) {
            throw new NotAllowed("A lane serves every institution; ask the administrators of the exchange.");
        }
        if (lane.reserved()) {
            throw new InvalidInput("lane", "Choose OUTBOUND or INBOUND; the lanes for blue light cannot be held.");
        }
    }

    private void mayHoldWorkers(Lane lane, int number) {
        mayHoldLanes(lane);
        if (number < lane.firstWorker() || number > lane.lastWorker()) {
            throw new InvalidInput(
                    "worker",
                    "Choose a worker from " + lane.firstWorker() + " to " + lane.lastWorker()
                            + "; the one for blue light cannot be held.");
        }
    }

    private void mayHoldNodes(long nodeId) {
        caller.require(Permission.TEST_NODES);
        nodes.get(nodeId);
    }
}
