package org.openiep.web.create;

import jakarta.annotation.PostConstruct;
import jakarta.annotation.Resource;
import jakarta.ejb.EJB;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Nodes;
import org.openiep.exchange.NewTransfer;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Transactions;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.search.PacsSearch;
import org.openiep.search.SearchResult;
import org.openiep.search.SearchResult.NodeProblem;
import org.openiep.search.StudyFound;
import org.openiep.upload.Uploaded;
import org.openiep.upload.UploadedTransfers;
import org.openiep.upload.Uploads;
import org.openiep.web.page.Problems;
import org.openiep.web.page.Who;
import org.openiep.web.words.Moments;

/** Create for a transfer: what the person does on the page. What the page shows of it is {@link CreateView}. */
@Named("create")
@ViewScoped
public class CreatePage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private Nodes nodes;

    @EJB
    private Transactions transactions;

    @EJB
    private Uploads uploads;

    @EJB
    private UploadedTransfers uploadedTransfers;

    @EJB
    private PacsSearch pacs;

    @Inject
    private Destinations choice;

    @Inject
    private Drafts drafts;

    @Inject
    private Who who;

    @Inject
    private Clock clock;

    @Resource
    private ManagedExecutorService executor;

    private final Problems problems = new Problems();
    private Draft draft = new Draft();
    private boolean restored;
    private List<NodeChoice> sources = List.of();
    private List<NodeChoice> destinationNodes = List.of();
    private String sort = "examDate";
    private boolean descending = true;
    private transient @Nullable SearchRun run;
    private transient @Nullable NodeProblem nodeProblem;

    @PostConstruct
    void open() {
        drafts.of(who.getId()).ifPresent(kept -> {
            draft = kept;
            restored = true;
        });
        sources = nodes.ownSources().stream().map(NodeChoice::of).toList();
        draft.text.putIfAbsent(
                "sourceNode", sources.isEmpty() ? "" : sources.get(0).id());
        draft.text.putIfAbsent("priority", Priority.NORMAL.name());
        if (draft.to != null) {
            offerNodesOf(draft.to);
        }
    }

    /** Chosen in the A to Z list: parameter {@code id}. */
    public void pick() {
        String id = FacesContext.getCurrentInstance()
                .getExternalContext()
                .getRequestParameterMap()
                .getOrDefault("id", "");
        choice.byId(id).ifPresent(this::setTo);
    }

    /** Fixes type and destination (requirements B5, B6). */
    public void confirm() {
        problems.clear();
        if (draft.to == null) {
            problems.add(
                    "toInstitution",
                    "Choose the hospital that the studies go to: type its name or pick it from A to Z.");
        }
        if (draft.get("sourceNode").isEmpty()) {
            problems.add("sourceNode", "Your institution has no node to send from. Ask your administrator to add one.");
        }
        if (!problems.isAny() && draft.to != null) {
            offerNodesOf(draft.to);
            draft.confirmed = clock.instant();
            keep();
        }
    }

    private void offerNodesOf(Destination to) {
        destinationNodes =
                nodes.destinationsOf(to.id()).stream().map(NodeChoice::of).toList();
        boolean known = destinationNodes.stream().anyMatch(node -> node.id().equals(draft.get("destinationNode")));
        if (!known) {
            draft.text.put(
                    "destinationNode",
                    destinationNodes.isEmpty() ? "" : destinationNodes.get(0).id());
        }
    }

    /** Another hospital, the same patient. */
    public void startAnother() {
        problems.clear();
        draft = draft.forAnotherHospital();
        restored = false;
        keep();
    }

    /** Throws the draft away, and what was uploaded for it. */
    public void discard() {
        if (draft.upload != null) {
            uploads.discard(draft.upload);
        }
        drafts.end(who.getId(), draft);
        leaveTo("/create");
    }

    /** Keeps what was typed, now and then and before anything that takes long. */
    public void keep() {
        drafts.keep(who.getId(), draft);
    }

    /** Asks the source PACS (requirement D1); the page looks in on it until it is done. */
    public void search() {
        problems.clear();
        nodeProblem = null;
        keep();
        TransferForm form = new TransferForm(draft, problems);
        if (draft.get("patient.patientId").isEmpty()
                && draft.get("patient.nhsNumber").isEmpty()) {
            problems.add("patient.patientId", "Type the patient ID or the NHS number: the PACS is searched by it.");
        }
        var sought = form.search();
        if (!problems.isAny()) {
            run = new SearchRun(pacs, sought, executor, clock.instant());
        }
    }

    /** Looks whether the PACS has answered. */
    public void look() {
        SearchRun current = run;
        if (current == null || !current.isDone()) {
            return;
        }
        run = null;
        try {
            take(current.result(), current);
        } catch (InvalidInput invalid) {
            problems.addAll(invalid);
        }
        keep();
    }

    private void take(SearchResult result, SearchRun from) {
        if (result instanceof NodeProblem problem) {
            nodeProblem = problem;
        } else if (result instanceof SearchResult.Answer answer) {
            Instant now = clock.instant();
            String said = NodeChoice.nameOf(sources, draft.get("sourceNode")) + " answered at "
                    + Moments.timeWithSeconds(now) + ", in " + Moments.took(from.took(now));
            draft.offer(answer.studies(), answer.more(), said, now);
            draft.upload = null;
            draft.uploaded = null;
            order();
        }
    }

    /** A disk or folder was read instead (requirement D14). */
    void uploaded(UUID upload, Uploaded uploaded) {
        problems.clear();
        nodeProblem = null;
        Instant now = clock.instant();
        draft.offer(uploaded.studies(), false, "The disk was read at " + Moments.timeWithSeconds(now), now);
        draft.upload = upload;
        draft.uploaded = uploaded;
        order();
        keep();
    }

    public void cancelSearch() {
        SearchRun current = run;
        if (current != null) {
            current.cancel();
            run = null;
        }
    }

    /** Empties all filters (requirement D2). */
    public void clearFilters() {
        List.of("from", "to", "description", "modality", "accessionNumber").forEach(draft.text::remove);
        search();
    }

    /** A header was pressed: that column, or the other way round (requirement D4). */
    public void sortBy(String column) {
        descending = sort.equals(column) ? !descending : column.equals("examDate");
        sort = column;
        order();
    }

    private void order() {
        Comparator<StudyRow> order = StudyRow.ORDERS.getOrDefault(sort, Comparator.comparing(StudyRow::getUid));
        draft.rows.sort(descending ? Collections.reverseOrder(order) : order);
    }

    /** Takes the PACS's value over what was typed: parameter {@code field}. */
    public void use(String field) {
        comparisons().stream()
                .filter(each -> each.field().equals(field))
                .forEach(each -> draft.text.put(field, each.usable()));
        keep();
    }

    /** Fills every field that is empty with what the PACS answered. */
    public void useAll() {
        comparisons().stream()
                .filter(each -> each.result() == Comparison.Result.NOT_TYPED)
                .forEach(each -> draft.text.put(each.field(), each.usable()));
        keep();
    }

    /** A priority was chosen: its reasons differ. */
    public void prioritise() {
        boolean emergency = Priority.BLUE_LIGHT.name().equals(draft.get("priority"));
        draft.text.put("priorityReason", emergency ? "BLUE_LIGHT" : "");
        keep();
    }

    /** Sends and creates the transaction (requirement B9); again with the same page it is the same transaction. */
    public void send() {
        problems.clear();
        keep();
        NewTransfer transfer = new TransferForm(draft, problems).transfer();
        if (draft.confirmed == null) {
            problems.add("toInstitution", "Confirm type and destination first.");
        }
        if (problems.isAny()) {
            return;
        }
        try {
            UUID upload = draft.upload;
            String reference =
                    upload == null ? transactions.create(transfer) : uploadedTransfers.create(transfer, upload);
            drafts.end(who.getId(), draft);
            leaveTo("/details?created=true&ref=" + reference);
        } catch (InvalidInput invalid) {
            problems.addAll(invalid);
        } catch (NotAllowed refused) {
            problems.refuse(Objects.requireNonNullElse(refused.getMessage(), ""));
        }
    }

    private static void leaveTo(String path) {
        FacesContext context = FacesContext.getCurrentInstance();
        try {
            context.getExternalContext().redirect(context.getExternalContext().getRequestContextPath() + path);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<Comparison> comparisons() {
        StudyFound found = identity();
        return found == null ? List.of() : Comparison.all(draft.text, found, prefix());
    }

    /** Whom the chosen study belongs to; before anything is chosen, the first one. */
    @Nullable
    StudyFound identity() {
        return draft.chosen().stream()
                .findFirst()
                .or(() -> draft.rows.stream().findFirst())
                .map(StudyRow::found)
                .orElse(null);
    }

    private String prefix() {
        return sources.stream()
                .filter(node -> node.id().equals(draft.get("sourceNode")))
                .map(NodeChoice::prefix)
                .findFirst()
                .orElse("");
    }

    Draft draft() {
        return draft;
    }

    @Nullable
    SearchRun run() {
        return run;
    }

    @Nullable
    NodeProblem nodeProblem() {
        return nodeProblem;
    }

    String sort() {
        return sort;
    }

    boolean descending() {
        return descending;
    }

    public boolean isRestored() {
        return restored;
    }

    public Problems getProblems() {
        return problems;
    }

    /** The texts by their fields' names in the API. */
    public Map<String, String> getText() {
        return draft.text();
    }

    public @Nullable Destination getTo() {
        return draft.to;
    }

    /** The destination; after Confirm it stays (requirement B5). */
    public void setTo(@Nullable Destination to) {
        if (draft.confirmed == null) {
            draft.to = to;
        }
    }

    public boolean isPatientChecked() {
        return draft.patientChecked;
    }

    public void setPatientChecked(boolean checked) {
        draft.patientChecked = checked;
    }

    public boolean isSentBeforeSeen() {
        return draft.sentBeforeSeen;
    }

    public void setSentBeforeSeen(boolean seen) {
        draft.sentBeforeSeen = seen;
    }

    public List<StudyRow> getStudies() {
        return draft.rows;
    }

    public List<NodeChoice> getSources() {
        return sources;
    }

    public List<NodeChoice> getDestinationNodes() {
        return destinationNodes;
    }
}
