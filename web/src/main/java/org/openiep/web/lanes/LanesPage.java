package org.openiep.web.lanes;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LaneBoard;
import org.openiep.board.LanesView;
import org.openiep.board.LanesView.NodeWork;
import org.openiep.outage.StoreTrouble;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;
import org.openiep.queue.Hold;
import org.openiep.queue.Holds;
import org.openiep.queue.Lane;
import org.openiep.reconciliation.Reconciliation;
import org.openiep.web.page.Who;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** What each worker does now, what waits, and what is held back (H1, H4, H5). */
@Named("lanesPage")
@ViewScoped
public class LanesPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String NODE = "node:";
    private static final String WORKER = "worker:";

    @EJB
    private LaneBoard board;

    @EJB
    private Holds holds;

    @Inject
    private Who who;

    private String notice = "";
    private String institution = "";
    private boolean whole;
    private transient @Nullable LanesView everything;
    private transient @Nullable LanesView view;
    private transient @Nullable Picture picture;

    /** Reads the lanes as they are now. */
    public void load() {
        LanesView all = board.view();
        LanesView now = institution.isEmpty() ? all : all.about(institution);
        everything = all;
        view = now;
        picture = new Picture(now);
    }

    private LaneQueue queue(int lane) {
        LanesView now = view();
        return new LaneQueue(now.lanes().get(lane), now.at(), whole);
    }

    /**
     * Parameters {@code target} (node:5, OUTBOUND, INBOUND or worker:OUTBOUND:3), {@code mode} (PAUSE or DRAIN) and
     * {@code reason}.
     */
    public void hold() {
        Hold.Mode mode = parameter("mode").equals(Hold.Mode.DRAIN.name()) ? Hold.Mode.DRAIN : Hold.Mode.PAUSE;
        String reason = parameter("reason");
        act(target -> {
            if (target.startsWith(NODE)) {
                holds.holdNode(Long.parseLong(target.substring(NODE.length())), mode, reason);
            } else if (target.startsWith(WORKER)) {
                holds.holdWorker(lane(target), number(target), mode, reason);
            } else {
                holds.holdLane(Lane.valueOf(target), mode, reason);
            }
            return mode == Hold.Mode.DRAIN ? "Draining: what runs goes on to its end." : "Paused.";
        });
    }

    /** Parameter {@code target}, as for {@link #hold}. */
    public void release() {
        act(target -> {
            if (target.startsWith(NODE)) {
                holds.releaseNode(Long.parseLong(target.substring(NODE.length())));
            } else if (target.startsWith(WORKER)) {
                holds.releaseWorker(lane(target), number(target));
            } else {
                holds.releaseLane(Lane.valueOf(target));
            }
            return "Resumed. What waits starts within seconds.";
        });
    }

    private static Lane lane(String worker) {
        return Lane.valueOf(worker.substring(WORKER.length(), worker.lastIndexOf(':')));
    }

    private static int number(String worker) {
        return Integer.parseInt(worker.substring(worker.lastIndexOf(':') + 1));
    }

    private interface Step {
        String take(String target);
    }

    private void act(Step step) {
        try {
            notice = step.take(parameter("target"));
        } catch (InvalidInput | NotAllowed | NotFound refused) {
            notice = Objects.requireNonNullElse(refused.getMessage(), "");
        }
        load();
    }

    private static String parameter(String name) {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        return parameters.getOrDefault(name, "");
    }

    private LanesView view() {
        if (view == null) {
            load();
        }
        return Objects.requireNonNull(view);
    }

    private Picture picture() {
        view();
        return Objects.requireNonNull(picture);
    }

    public LaneQueue getOutbound() {
        return queue(0);
    }

    public LaneQueue getInbound() {
        return queue(1);
    }

    public List<LaneQueue> getQueues() {
        return List.of(getOutbound(), getInbound());
    }

    /** What scanners and PACS are sending by a route. */
    public List<ArrivingStudy> getArriving() {
        LanesView now = view();
        return now.arriving().stream()
                .map(study -> new ArrivingStudy(study, now.at()))
                .toList();
    }

    public List<WorkerBox> getOutboundBoxes() {
        return picture().outbound();
    }

    public List<WorkerBox> getInboundBoxes() {
        return picture().inbound();
    }

    public List<NodeBox> getSenders() {
        return picture().senders();
    }

    public List<NodeBox> getReceivers() {
        return picture().receivers();
    }

    public List<Line> getLines() {
        return picture().lines();
    }

    /** Boxes that stand one above the other. */
    public int getRows() {
        return picture().rows();
    }

    /** In pixels, for the lines. */
    public int getHeight() {
        return 28 + picture().rows() * 2 * Line.HALF - 12;
    }

    /** How many transfers of all hospitals wait. */
    public String getWaiting() {
        return "%,d"
                .formatted(view().lanes().stream()
                        .mapToInt(lane -> lane.waitingBlueLight() + lane.waitingNormal() + lane.waitingBatch())
                        .sum());
    }

    /** How many studies are on IEP. */
    public String getStudies() {
        return "%,d".formatted(view().stock().studies());
    }

    /** How much of the image store's disk is used. */
    public String getDiskUsed() {
        Integer used = view().stock().diskUsed();
        return used == null ? "unknown part" : used + " %";
    }

    public String getAsOf() {
        return Moments.timeWithSeconds(view().at());
    }

    /** What there is to say of the exchange's own store; null when there is nothing. */
    public @Nullable StoreNote getStore() {
        StoreTrouble trouble = view().storeTrouble();
        return trouble == null ? null : StoreNote.of(trouble);
    }

    /** When rows, files and jobs were last compared, and what was put right. */
    public String getReconciliation() {
        Reconciliation last = view().reconciliation();
        if (last == null) {
            return "The exchange has not compared its records with its files yet.";
        }
        String when = "The exchange last compared its records with its files on " + Moments.dateTime(last.began());
        if (!last.problem().isEmpty()) {
            return when + ", but not to the end: " + last.problem();
        }
        if (last.ended() == null) {
            return when + "; that is still going on.";
        }
        int mended = last.adopted() + last.lost() + last.requeued() + last.cancelled();
        int left = last.setAside() + last.damaged();
        return when + ": " + Words.count(last.files(), "file") + ". "
                + (mended == 0 && left == 0
                        ? "Nothing was wrong."
                        : mended + " put right, " + left + " for the exchange's operator to look at.");
    }

    /** The one whose nodes and transfers alone are shown; empty for all that the caller may see. */
    public String getInstitution() {
        return institution;
    }

    public void setInstitution(@Nullable String institution) {
        this.institution = Objects.requireNonNullElse(institution, "");
    }

    /** Those that can be chosen, by name. */
    public List<String> getInstitutions() {
        view();
        return Objects.requireNonNull(everything).nodes().stream()
                .map(NodeWork::institution)
                .distinct()
                .sorted(String.CASE_INSENSITIVE_ORDER)
                .toList();
    }

    /** Is everything shown that waits, or the first few? */
    public boolean isWhole() {
        return whole;
    }

    public void setWhole(boolean whole) {
        this.whole = whole;
    }

    public boolean isMayHoldLanes() {
        return view().mayHoldLanes();
    }

    public boolean isMayHoldNodes() {
        return who.isMayTest();
    }

    public String getNotice() {
        return notice;
    }
}
