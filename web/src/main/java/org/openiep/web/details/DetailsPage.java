package org.openiep.web.details;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openiep.disk.Disk;
import org.openiep.disk.Disks;
import org.openiep.exchange.Action;
import org.openiep.exchange.Priorities;
import org.openiep.exchange.Priority;
import org.openiep.exchange.TransactionDetails;
import org.openiep.exchange.TransactionDetails.Attempt;
import org.openiep.exchange.TransactionDetails.Note;
import org.openiep.exchange.Transactions;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;
import org.openiep.web.page.Problems;
import org.openiep.web.words.Moments;
import org.openiep.web.words.RowView;
import org.openiep.web.words.Words;
import org.primefaces.PrimeFaces;

/** One transaction: who and what, what happened, studies, attempts, messages (requirement B11). */
@Named("details")
@ViewScoped
public class DetailsPage implements Serializable {

    private static final long serialVersionUID = 1L;

    @EJB
    private Transactions transactions;

    @EJB
    private Priorities priorities;

    @EJB
    private Disks disks;

    @Inject
    private Clock clock;

    private final Problems problems = new Problems();
    private final HashSet<Instant> unread = new HashSet<>();
    private ArrayList<Action> offered = new ArrayList<>();
    private String reference = "";
    private boolean created;
    private String message = "";
    private String reason = "";
    private Priority newPriority = Priority.NORMAL;
    private String priorityWhy = "";
    private String notice = "";
    private transient @Nullable TransactionDetails shown;
    private transient @Nullable RowView row;

    /** Reads the transaction; messages of the other side stay marked on this page, but count as read from now on. */
    public void open() {
        try {
            load();
        } catch (NotFound missing) {
            refuse(HttpServletResponse.SC_NOT_FOUND);
            return;
        } catch (NotAllowed refused) {
            refuse(HttpServletResponse.SC_FORBIDDEN);
            return;
        }
        boolean any = false;
        for (Note note : shown().messages()) {
            any |= note.unread();
            if (note.unread()) {
                unread.add(note.at());
            }
        }
        if (any) {
            transactions.markRead(reference);
        }
    }

    /** Something has changed: read it again. The buttons stay unless others are offered, so that none moves away. */
    public void refresh() {
        List<Action> before = offered;
        open();
        if (!before.equals(offered)) {
            PrimeFaces.current().ajax().update("actions");
        }
    }

    /** Answers with the page for that status. An exception would reach the browser as a fault of ours. */
    private static void refuse(int status) {
        FacesContext context = FacesContext.getCurrentInstance();
        try {
            context.getExternalContext().responseSendError(status, "");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        context.responseComplete();
    }

    private void load() {
        TransactionDetails details = transactions.details(reference);
        shown = details;
        row = new RowView(details.row(), clock.instant());
        offered = new ArrayList<>(details.row().actions());
        newPriority = details.row().priority();
    }

    /** After a postback that needed nothing before, the details are read when they are first shown. */
    private TransactionDetails shown() {
        if (shown == null) {
            load();
        }
        return Objects.requireNonNull(shown);
    }

    public void download() {
        act(() -> transactions.requestDownload(reference), Words.done(Action.DOWNLOAD));
    }

    public void retry() {
        act(() -> transactions.retry(reference), Words.done(Action.RETRY));
    }

    /** Answers with a disk image of what is here, as a file (requirement I12). */
    public void makeDisk() {
        Disk disk;
        try {
            disk = disks.make(reference);
        } catch (Conflict | NotAllowed refused) {
            problems.clear();
            problems.refuse(Objects.requireNonNullElse(refused.getMessage(), ""));
            load();
            return;
        }
        FacesContext context = FacesContext.getCurrentInstance();
        HttpServletResponse response =
                (HttpServletResponse) context.getExternalContext().getResponse();
        response.setContentType(Disk.MEDIA_TYPE);
        response.setContentLengthLong(disk.size());
        response.setHeader("Content-Disposition", "attachment; filename=\"" + disk.fileName() + "\"");
        try {
            disk.writeTo(response.getOutputStream());
        } catch (IOException e) {
            // Whoever waits for it sees that it broke off: it is shorter than was said.
            throw new UncheckedIOException(e);
        }
        context.responseComplete();
    }

    public void fixUp() {
        act(() -> transactions.fixUp(reference), Words.done(Action.FIX_UP));
    }

    public void cancel() {
        act(() -> transactions.cancel(reference, reason), Words.done(Action.CANCEL));
    }

    /** Raises or lowers the priority. */
    public void prioritise() {
        act(
                () -> {
                    priorities.change(reference, newPriority, priorityWhy);
                    priorityWhy = "";
                },
                "The priority is " + Words.of(newPriority).toLowerCase(Locale.UK) + " now.");
    }

    /** Sends a message to the other side (requirement K1). */
    public void write() {
        act(
                () -> {
                    transactions.addMessage(reference, message);
                    message = "";
                },
                Words.done(Action.SEND_MESSAGE));
    }

    private void act(Runnable step, String done) {
        problems.clear();
        notice = "";
        try {
            step.run();
            notice = done;
        } catch (InvalidInput invalid) {
            problems.addAll(invalid);
        } catch (Conflict | NotAllowed refused) {
            problems.refuse(Objects.requireNonNullElse(refused.getMessage(), ""));
        }
        load();
    }

    public boolean can(String action) {
        return shown().row().actions().contains(Action.valueOf(action));
    }

    /** What would be on a disk that is made now: "all 120 images", or "the 80 of 120 images that are here". */
    public String getOnDisk() {
        int held = shown().row().held();
        int expected = shown().row().expected();
        return held < expected
                ? "the " + Words.progress(held, expected) + " that are here"
                : "all " + Words.count(held, "image");
    }

    public TransactionDetails getIt() {
        return shown();
    }

    public RowView getRow() {
        shown();
        return Objects.requireNonNull(row);
    }

    public String getBorn() {
        LocalDate born = shown().patient().dateOfBirth();
        if (born == null) {
            return "";
        }
        LocalDate today = LocalDate.ofInstant(clock.instant(), Moments.LONDON);
        String gender = shown().patient().gender() == null
                ? ""
                : ", " + Words.of(shown().patient().gender()).toLowerCase(Locale.UK);
        return Moments.date(born) + " (" + Period.between(born, today).getYears() + " y)" + gender;
    }

    public String getNhsNumber() {
        String number = shown().patient().nhsNumber();
        return number.isEmpty() ? "None: " + shown().patient().noNhsNumberReason() : Words.nhsNumber(number);
    }

    /** What was said, or that nothing was. */
    public String said(String text) {
        return text.isEmpty() ? "Not said" : text;
    }

    /** The address in one line; empty where none was typed. */
    public String getAddress() {
        var patient = shown().patient();
        return List.of(
                        patient.addressLine1(),
                        patient.addressLine2(),
                        patient.town(),
                        patient.county(),
                        patient.postcode())
                .stream()
                .filter(part -> !part.isBlank())
                .collect(Collectors.joining(", "));
    }

    public String getRequiredBy() {
        return Moments.dateTime(shown().requiredBy());
    }

    /** The priority with its reason. */
    public String getPriority() {
        TransactionDetails it = shown();
        String why = it.priorityReason() == null ? "" : ": " + Words.of(it.priorityReason());
        return Words.of(it.row().priority())
                + why
                + (it.priorityReasonText().isEmpty() ? "" : ", " + it.priorityReasonText());
    }

    /** "due in 39 min, at 02/06/2026 15:11" while the blue-light clock runs. */
    public String getTimeLeft() {
        Instant due = shown().row().blueLightDue();
        if (due == null || shown().row().priority() != Priority.BLUE_LIGHT) {
            return "";
        }
        return "due " + Moments.relative(due, clock.instant()) + ", at " + Moments.dateTime(due);
    }

    public List<StudyView> getStudies() {
        return shown().studies().stream()
                .map(study -> new StudyView(study, shown().row().status(), getRow().isArriving()))
                .toList();
    }

    public List<EventView> getTimeline() {
        return shown().timeline().stream().map(EventView::new).toList();
    }

    public List<AttemptView> getAttempts() {
        return shown().attempts().stream().map(AttemptView::new).toList();
    }

    /** The diagnosis that matters: of the last attempt, when that failed. */
    public @Nullable Attempt getDiagnosis() {
        List<Attempt> attempts = shown().attempts();
        Attempt last = attempts.isEmpty() ? null : attempts.get(attempts.size() - 1);
        return last == null || last.failure().isEmpty() ? null : last;
    }

    /** What the nodes said, word for word, for engineers. */
    public List<String> getTechnical() {
        return shown().attempts().stream()
                .filter(attempt -> !attempt.technical().isEmpty())
                .map(attempt -> attempt.step() + " " + attempt.number() + ": " + attempt.technical())
                .toList();
    }

    public List<NoteView> getMessages() {
        return shown().messages().stream()
                .map(note -> new NoteView(note, unread.contains(note.at())))
                .toList();
    }

    public int getNewMessages() {
        return (int) getMessages().stream().filter(NoteView::isFresh).count();
    }

    public Problems getProblems() {
        return problems;
    }

    public String getReference() {
        return reference;
    }

    public void setReference(String reference) {
        this.reference = reference;
    }

    public boolean isCreated() {
        return created;
    }

    public void setCreated(boolean created) {
        this.created = created;
    }

    public String getMessage() {
        return message;
    }

    public void setMessage(String message) {
        this.message = message;
    }

    public String getReason() {
        return reason;
    }

    public void setReason(String reason) {
        this.reason = reason;
    }

    public List<Priority> getPriorities() {
        return List.of(Priority.values());
    }

    /** A priority's name. */
    public String name(Priority priority) {
        return Words.of(priority);
    }

    /** What a priority is for. */
    public String purpose(Priority priority) {
        return Words.meaning(priority);
    }

    public Priority getNewPriority() {
        return newPriority;
    }

    public void setNewPriority(Priority priority) {
        this.newPriority = priority;
    }

    public String getPriorityWhy() {
        return priorityWhy;
    }

    public void setPriorityWhy(String why) {
        this.priorityWhy = why;
    }

    public String getNotice() {
        return notice;
    }
}
