package org.openiep.web.admin;

import java.io.Serializable;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.openiep.web.words.Moments;

/**
 * A page with a list and, beside it, the form of the row that is chosen, or of a new one.
 *
 * @param <R> a row of the list
 * @param <T> what is typed, as the service takes it
 */
public abstract class ListAndForm<R, T> implements Serializable {

    private static final long serialVersionUID = 1L;

    private final Form form = new Form();
    private long id;
    private String search = "";
    private String changed = "";
    private transient List<R> list = List.of();

    /** Every row that the caller may see. */
    protected abstract List<R> rows();

    /** The id of what stands in the row. */
    protected abstract long idOf(R row);

    /** Fills the form with what stands in the row. */
    protected abstract void show(R row, Form form);

    /** Fills the empty form with what is usual. */
    protected abstract void usual(Form form);

    /** What is typed; what is no number gets its problem beside its field. */
    protected abstract T typed(Form form);

    /** Adds what is typed; answers its id. */
    protected abstract long create(T typed);

    /** Changes what is chosen to what is typed. */
    protected abstract void change(long chosen, T typed);

    /**
     * Is it among what is searched for? A page without a search shows all.
     *
     * @param sought in lower case; empty when nothing is searched for
     */
    protected boolean matches(R row, String sought) {
        return true;
    }

    /** Another row is shown, or an empty form: what was shown of the last one goes. */
    protected void turned() {}

    /** Opens the list, with the form of the one asked for, or of the first. */
    public void open() {
        read();
        if (id == 0 && !list.isEmpty()) {
            id = idOf(list.get(0));
        }
        chosen().ifPresent(row -> show(row, form));
    }

    /** The list alone; the form stays as it is typed. */
    public void read() {
        String sought = search.strip().toLowerCase(Locale.UK);
        list = rows().stream().filter(row -> matches(row, sought)).toList();
    }

    /** Shows that one. */
    public void choose(long other) {
        id = other;
        turned();
        form.clear();
        open();
    }

    /** An empty form. */
    public void begin() {
        read();
        id = 0;
        turned();
        form.clear();
        changed = "";
        usual(form);
    }

    /** Saves what is typed, or says beside the fields what is wrong with it. */
    public void save() {
        form.getProblems().clear();
        T typed = typed(form);
        boolean saved = !form.getProblems().isAny() && form.save(() -> store(typed), "Saved.");
        if (saved) {
            open();
        } else {
            read();
        }
    }

    private void store(T typed) {
        if (id == 0) {
            id = create(typed);
        } else {
            change(id, typed);
        }
    }

    /** Forgets what was typed since the last save. */
    public void undo() {
        form.clear();
        open();
    }

    /** The row whose form is shown; empty for a new one. */
    protected Optional<R> chosen() {
        return list.stream().filter(row -> idOf(row) == id).findFirst();
    }

    /** The last change of what is shown. */
    protected void changed(Instant when, String by) {
        changed = "Changed " + Moments.dateTime(when) + " by " + by;
    }

    public List<R> getList() {
        return list;
    }

    public Form getForm() {
        return form;
    }

    public long getId() {
        return id;
    }

    public void setId(long id) {
        this.id = id;
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public String getChanged() {
        return changed;
    }
}
