package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.openiep.exchange.Priority;
import org.openiep.routing.Refusal;
import org.openiep.routing.RouteForm;
import org.openiep.routing.RouteView;
import org.openiep.routing.Routes;
import org.openiep.web.page.Who;
import org.openiep.web.words.Moments;
import org.openiep.web.words.Words;

/** The routes of Direct Routing (I11): a list with a form beside it. */
@Named("routesPage")
@ViewScoped
public class RoutesPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String LAST_PLACE = "100";

    @EJB
    private Routes routes;

    @Inject
    private Who who;

    @Inject
    private Clock clock;

    private final Form form = new Form();
    private long id;
    private String search = "";
    private String changed = "";
    private boolean editable;
    private transient List<RouteRow> list = List.of();

    /** A route in the list. */
    public record RouteRow(RouteView view) {

        public long getId() {
            return view.id();
        }

        public String getName() {
            return view.callingNodeName() + " to " + view.form().calledAeTitle();
        }

        public String getFrom() {
            return view.from();
        }

        public String getTo() {
            return view.to();
        }

        public String getDestination() {
            return view.destinationNodeName();
        }

        /** "CT, MR with stroke". */
        public String getTakes() {
            String modality = view.form().modality().isEmpty()
                    ? "Everything"
                    : view.form().modality();
            String description = view.form().description();
            return description.isEmpty() ? modality : modality + ", “" + description + "”";
        }

        public String getPriority() {
            return Words.of(view.form().priority());
        }

        public boolean isActive() {
            return view.form().active();
        }

        boolean matches(String sought) {
            return (getName() + " " + view.from() + " " + view.to() + " " + view.destinationNodeName() + " "
                            + getTakes())
                    .toLowerCase(Locale.UK)
                    .contains(sought);
        }
    }

    /** Opens the list, with the form of the one asked for, or of the first. */
    public void open() {
        read();
        if (id == 0 && !list.isEmpty()) {
            id = list.get(0).getId();
        }
        list.stream().filter(row -> row.getId() == id).findFirst().ifPresent(row -> show(row.view()));
    }

    /** The list alone; the form stays as it is typed. */
    public void read() {
        String sought = search.strip().toLowerCase(Locale.UK);
        list = routes.list().stream()
                .map(RouteRow::new)
                .filter(row -> row.matches(sought))
                .toList();
    }

    public void choose(long chosen) {
        id = chosen;
        form.clear();
        open();
    }

    /** An empty form. */
    public void begin() {
        read();
        id = 0;
        form.clear();
        changed = "";
        editable = who.isMayEdit();
        form.put("calledAeTitle", routes.ourAeTitles().get(0));
        form.put("priority", Priority.NORMAL.name());
        form.put("place", LAST_PLACE);
        form.tick("active", true);
    }

    private void show(RouteView view) {
        RouteForm shown = view.form();
        form.put("callingNode", Long.toString(shown.callingNode()));
        form.put("calledAeTitle", shown.calledAeTitle());
        form.put("modality", shown.modality());
        form.put("description", shown.description());
        form.put("destinationNode", Long.toString(shown.destinationNode()));
        form.put("priority", shown.priority().name());
        form.put("place", Integer.toString(shown.place()));
        form.tick("active", shown.active());
        editable = view.editable();
        changed = "Changed " + Moments.dateTime(view.changed()) + " by " + view.changedBy();
    }

    public void save() {
        form.getProblems().clear();
        int place = form.number("place", "Enter the order as a number from 1 to 999; the lowest goes first.");
        RouteForm typed = new RouteForm(
                form.id("callingNode"),
                form.get("calledAeTitle"),
                form.get("modality"),
                form.get("description"),
                form.id("destinationNode"),
                Priority.valueOf(form.get("priority")),
                place,
                form.isTicked("active"));
        boolean saved = !form.getProblems().isAny() && form.save(() -> store(typed), "Saved.");
        if (saved) {
            open();
        } else {
            read();
        }
    }

    private void store(RouteForm typed) {
        if (id == 0) {
            id = routes.create(typed);
        } else {
            routes.change(id, typed);
        }
    }

    /** Forgets what was typed since the last save. */
    public void undo() {
        form.clear();
        open();
    }

    /** The nodes that a route can begin at; the present one too, when it is another institution's. */
    public List<Choice> getCallers() {
        return choices(routes.callers(), "callingNode", RouteView::callingNodeName);
    }

    public List<Choice> getDestinations() {
        return choices(routes.destinations(), "destinationNode", RouteView::destinationNodeName);
    }

    private List<Choice> choices(List<Routes.End> ends, String field, Function<RouteView, String> name) {
        List<Choice> choices = new ArrayList<>(ends.stream()
                .map(end -> new Choice(Long.toString(end.id()), end.institution() + ": " + end.name()))
                .toList());
        String present = form.get(field);
        boolean listed = choices.stream().anyMatch(choice -> choice.value().equals(present));
        if (!listed) {
            list.stream()
                    .filter(row -> row.getId() == id)
                    .findFirst()
                    .ifPresent(row -> choices.add(new Choice(present, name.apply(row.view()))));
        }
        return choices;
    }

    public List<String> getOurAeTitles() {
        return routes.ourAeTitles();
    }

    public List<Choice> getPriorities() {
        return Arrays.stream(Priority.values())
                .map(each -> new Choice(each.name(), Words.of(each)))
                .toList();
    }

    /** What was sent in vain lately. */
    public List<Refusal> getRefusals() {
        return routes.refusals();
    }

    /** "12/03/2026 14:05". */
    public String moment(Refusal refusal) {
        return Moments.dateTime(refusal.last());
    }

    /** "2 min ago". */
    public String ago(Refusal refusal) {
        return Moments.relative(refusal.last(), clock.instant());
    }

    public String getTitle() {
        return list.stream()
                .filter(row -> row.getId() == id)
                .findFirst()
                .map(RouteRow::getName)
                .orElse("New route");
    }

    public String getSummary() {
        long off = list.stream().filter(row -> !row.isActive()).count();
        return Words.count(list.size(), "route") + "." + (off == 0 ? "" : " " + off + " switched off.");
    }

    public boolean isEditable() {
        return editable;
    }

    public List<RouteRow> getList() {
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
