package org.openiep.routing;

import static org.openiep.people.Permission.EDIT_EVERY_INSTITUTION;
import static org.openiep.people.Permission.EDIT_OWN_INSTITUTION;
import static org.openiep.people.Permission.SEE_ADMINISTRATION;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.UniqueIndexes;
import org.openiep.directory.Node;
import org.openiep.directory.OurAeTitles;
import org.openiep.people.Caller;
import org.openiep.people.SignIn;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotFound;

/**
 * The routes of Direct Routing (I11), kept by the administrators of the institution that sends. Whoever receives by one
 * can read it.
 */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class Routes {
    private static final String ALL = "select r from Route r join fetch r.callingNode join fetch r.destinationNode";

    private static final FieldProblem TAKEN = new FieldProblem(
            "modality", "Another active route takes the same from this node; change that one instead.");

    private static final OurAeTitles OURS = OurAeTitles.ofEnvironment();

    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** A node that a route can begin or end at. */
    public record End(long id, String name, String aeTitle, String institution) {}

    /** Every route for a system administrator, else those from and to the own institution; in the order of taking. */
    public List<RouteView> list() {
        caller.require(SEE_ADMINISTRATION);
        return entities.createQuery(
                        ALL + " where :all = true or r.callingNode.institution.id = :own"
                                + " or r.destinationNode.institution.id = :own"
                                + " order by lower(r.callingNode.institution.name), lower(r.callingNode.name),"
                                + " r.calledAeTitle, r.place, r.id",
                        Route.class)
                .setParameter("all", caller.may(EDIT_EVERY_INSTITUTION))
                .setParameter("own", caller.institutionId())
                .getResultStream()
                .map(this::view)
                .toList();
    }

    /** One route. */
    public RouteView get(long id) {
        caller.require(SEE_ADMINISTRATION);
        Route route = entities.find(Route.class, id);
        if (route == null || !(mayKeep(route.callingNode()) || mayKeep(route.destinationNode()))) {
            throw new NotFound("There is no such route.");
        }
        return view(route);
    }

    /** Active nodes that the caller may make routes from. */
    public List<End> callers() {
        caller.require(SEE_ADMINISTRATION);
        return ends(
                "n.active = true and (:all = true or n.institution.id = :own)",
                caller.may(EDIT_EVERY_INSTITUTION),
                caller.institutionId());
    }

    /** Active nodes that receive, of every institution; names alone. */
    public List<End> destinations() {
        caller.require(SEE_ADMINISTRATION);
        return ends(
                "n.active = true and n.destination = true and (:all = true or n.institution.id <> :own)",
                caller.may(EDIT_EVERY_INSTITUTION),
                caller.institutionId());
    }

    private List<End> ends(String condition, boolean all, long own) {
        return entities.createQuery(
                        "select n from Node n join fetch n.institution where n.institution.active = true and "
                                + condition + " order by lower(n.institution.name), lower(n.name), n.id",
                        Node.class)
                .setParameter("all", all)
                .setParameter("own", own)
                .getResultStream()
                .map(node -> new End(node.id(), node.name(), node.aeTitle(), node.institutionName()))
                .toList();
    }

    /** Our AE titles, which a node can call. */
    public List<String> ourAeTitles() {
        return OURS.all();
    }

    /** What nodes of the caller's institution, or of any, sent in vain; the latest 50. */
    public List<Refusal> refusals() {
        caller.require(SEE_ADMINISTRATION);
        List<?> rows = entities.createNativeQuery(
                        "select n.name, i.name, r.called_ae_title, r.modality, r.times, r.last_at"
                                + " from route_refusal r join node n on n.id = r.calling_node_id"
                                + " join institution i on i.id = n.institution_id"
                                + " where :all or i.id = :own order by r.last_at desc limit 50")
                .setParameter("all", caller.may(EDIT_EVERY_INSTITUTION))
                .setParameter("own", caller.institutionId())
                .getResultList();
        return rows.stream().map(row -> refusal((Object[]) row)).toList();
    }

    private static Refusal refusal(Object[] row) {
        Instant last = row[5] instanceof OffsetDateTime time ? time.toInstant() : (Instant) row[5];
        return new Refusal(
                (String) row[0], (String) row[1], (String) row[2], (String) row[3], ((Number) row[4]).intValue(), last);
    }

    /**
     * Makes a new route.
     *
     * @return its id
     * @throws InvalidInput with every problem found
     */
    public long create(RouteForm form) {
        caller.require(EDIT_OWN_INSTITUTION);
        RouteForm clean = check(form, 0);
        Actor by = caller.actor();
        Route route =
                new Route(clean, node(clean.callingNode()), node(clean.destinationNode()), by.name(), clock.instant());
        write(route);
        audit.record(by, Act.ROUTE_CREATED, "route " + route.id(), clean.toString());
        return route.id();
    }

    /** Changes a route. Studies that are arriving go on as they began. */
    public void change(long id, RouteForm form) {
        caller.require(EDIT_OWN_INSTITUTION);
        Route route = entities.find(Route.class, id);
        if (route == null || !mayKeep(route.callingNode())) {
            throw new NotFound("There is no such route.");
        }
        RouteForm clean = check(form, id);
        Actor by = caller.actor();
        route.edit(clean, node(clean.callingNode()), node(clean.destinationNode()), by.name(), clock.instant());
        write(route);
        audit.record(by, Act.ROUTE_CHANGED, "route " + id, clean.toString());
    }

    private void write(Route route) {
        UniqueIndexes.write(entities, route, Map.of("route_once", TAKEN));
    }

    private RouteForm check(RouteForm form, long id) {
        RouteForm clean = new RouteForm(
                form.callingNode(),
                form.calledAeTitle().strip(),
                modalities(form.modality()),
                form.description().strip(),
                form.destinationNode(),
                form.priority(),
                form.place(),
                form.active());
        Node from = entities.find(Node.class, clean.callingNode());
        boolean own = from != null && mayKeep(from);
        List<FieldProblem> problems =
                RouteRules.check(clean, own ? from : null, entities.find(Node.class, clean.destinationNode()), OURS);
        if (clean.active() && taken(clean, id)) {
            problems.add(TAKEN);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return clean;
    }

    /** As the rules want them: in capitals, each once, with a comma and a blank between. */
    private static String modalities(String typed) {
        return Arrays.stream(typed.toUpperCase(Locale.ROOT).split("[,;\\s]+", -1))
                .filter(code -> !code.isEmpty())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private boolean taken(RouteForm form, long id) {
        return !entities.createQuery(
                        "select r.id from Route r where r.active = true and r.id <> :id and r.callingNode.id = :from"
                                + " and r.calledAeTitle = :called and r.modality = :modality"
                                + " and lower(r.description) = :description",
                        Long.class)
                .setParameter("id", id)
                .setParameter("from", form.callingNode())
                .setParameter("called", form.calledAeTitle())
                .setParameter("modality", form.modality())
                .setParameter("description", form.description().toLowerCase(Locale.UK))
                .getResultList()
                .isEmpty();
    }

    private Node node(long id) {
        Node node = entities.find(Node.class, id);
        if (node == null) {
            throw new NotFound("There is no such node.");
        }
        return node;
    }

    private boolean mayKeep(Node node) {
        return node.institutionId() == caller.institutionId() || caller.may(EDIT_EVERY_INSTITUTION);
    }

    private RouteView view(Route route) {
        return route.view(caller.may(EDIT_OWN_INSTITUTION) && mayKeep(route.callingNode()));
    }
}
