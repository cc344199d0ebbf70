package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
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
public class RoutesPage extends ListAndForm<RoutesPage.RouteRow, RouteForm> {

    private static final long serialVersionUID = 1L;
    private static final String LAST_PLACE = "100";

    @EJB
    private Routes routes;

    @Inject
    private Who who;

    @Inject
    private Clock clock;

    private boolean editable;

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

    @Override
    protected List<RouteRow> rows() {
        return routes.list().stream().map(RouteRow::new).toList();
    }

    @Override
    protected long idOf(RouteRow row) {
        return row.getId();
    }

    @Override
    protected boolean matches(RouteRow row, String sought) {
        return row.matches(sought);
    }

    @Override
    protected void usual(Form form) {
        editable = who.isMayEdit();
        form.put("calledAeTitle", routes.ourAeTitles().get(0));
        form.put("priority", Priority.NORMAL.name());
        form.put("place", LAST_PLACE);
        form.tick("active", true);
    }

    @Override
    protected void show(RouteRow row, Form form) {
        RouteView view = row.view();
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
        changed(view.changed(), view.changedBy());
    }

    @Override
    protected RouteForm typed(Form form) {
        int place = form.number("place", "Enter the order as a number from 1 to 999; the lowest goes first.");
        return new RouteForm(
                form.id("callingNode"),
                form.get("calledAeTitle"),
                form.get("modality"),
                form.get("description"),
                form.id("destinationNode"),
                Priority.valueOf(form.get("priority")),
                place,
                form.isTicked("active"));
    }

    @Override
    protected long create(RouteForm typed) {
        return routes.create(typed);
    }

    @Override
    protected void change(long chosen, RouteForm typed) {
        routes.change(chosen, typed);
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
        String present = getForm().get(field);
        boolean listed = choices.stream().anyMatch(choice -> choice.value().equals(present));
        if (!listed) {
            chosen().ifPresent(row -> choices.add(new Choice(present, name.apply(row.view()))));
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
        return chosen().map(RouteRow::getName).orElse("New route");
    }

    public String getSummary() {
        long off = getList().stream().filter(row -> !row.isActive()).count();
        return Words.count(getList().size(), "route") + "." + (off == 0 ? "" : " " + off + " switched off.");
    }

    public boolean isEditable() {
        return editable;
    }
}
