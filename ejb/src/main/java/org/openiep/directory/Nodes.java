package org.openiep.directory;

import static org.openiep.people.Permission.CREATE_TRANSFER;
import static org.openiep.people.Permission.EDIT_EVERY_INSTITUTION;
import static org.openiep.people.Permission.EDIT_OWN_INSTITUTION;
import static org.openiep.people.Permission.SEE_ADMINISTRATION;

import jakarta.annotation.security.PermitAll;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.UniqueIndexes;
import org.openiep.people.Caller;
import org.openiep.people.SignIn;
import org.openiep.problem.FieldProblem;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotFound;

/** The DICOM nodes of the institutions. Others learn of a destination its name, never its address. */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class Nodes {
    private static final int LONGEST_PROBLEM = 500;

    private static final FieldProblem AE_TITLE_TAKEN = new FieldProblem(
            "aeTitle",
            "Another active node has this AE title, so a call from it could not be told apart; choose another.");

    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    @Inject
    Audit audit;

    @Inject
    Clock clock;

    /** The nodes that the caller may administer or read, by institution and name. */
    public List<NodeView> list() {
        caller.require(SEE_ADMINISTRATION);
        return entities.createQuery(
                        "select n from Node n join fetch n.institution where :all = true or n.institution.id = :own"
                                + " order by lower(n.institution.name), lower(n.name), n.id",
                        Node.class)
                .setParameter("all", caller.may(EDIT_EVERY_INSTITUTION))
                .setParameter("own", caller.institutionId())
                .getResultStream()
                .map(Node::view)
                .toList();
    }

    /** One node; {@link NotFound} unless the caller may see its address. */
    public NodeView get(long id) {
        caller.require(SEE_ADMINISTRATION);
        return reachable(id).view();
    }

    /** Where the caller's institution can send from (B7), the preferred one first. */
    public List<NodeView> ownSources() {
        caller.require(CREATE_TRANSFER);
        return entities.createQuery(
                        "select n from Node n join fetch n.institution where n.institution.id = :own and n.active = true"
                                + " and n.source = true order by n.preferred desc, lower(n.name), n.id",
                        Node.class)
                .setParameter("own", caller.institutionId())
                .getResultStream()
                .map(Node::view)
                .toList();
    }

    /** Where an institution can be sent to (B8), the preferred one first; name only. */
    public List<NodeView> destinationsOf(long institution) {
        caller.require(CREATE_TRANSFER);
        return entities.createQuery(
                        "select n from Node n join fetch n.institution where n.institution.id = :institution and n.institution.active = true"
                                + " and n.active = true and n.destination = true"
                                + " order by n.preferred desc, lower(n.name), n.id",
                        Node.class)
                .setParameter("institution", institution)
                .getResultStream()
                .map(Node::published)
                .toList();
    }

    /**
     * Takes a new node in.
     *
     * @return its id
     * @throws InvalidInput with every problem found
     */
    public long create(NodeForm form) {
        caller.require(EDIT_OWN_INSTITUTION);
        NodeForm clean = check(form, 0);
        Institution institution = entities.find(Institution.class, clean.institution());
        if (institution == null || !mayEdit(clean.institution())) {
            throw new InvalidInput("institution", "Choose an institution from the list.");
        }
        Actor by = caller.actor();
        Node node = new Node(institution, clean, by.name(), clock.instant());
        write(node);
        audit.record(by, Act.NODE_CREATED, "node " + node.id(), clean.toString());
        return node.id();
    }

    /** Changes a node; it stays with its institution. */
    public void change(long id, NodeForm form) {
        caller.require(EDIT_OWN_INSTITUTION);
        Node node = reachable(id);
        NodeForm clean = check(form, id);
        if (clean.institution() != node.institutionId()) {
            throw new InvalidInput("institution", "A node stays with its institution; make a new node instead.");
        }
        Actor by = caller.actor();
        node.edit(clean, by.name(), clock.instant());
        write(node);
        audit.record(by, Act.NODE_CHANGED, "node " + id, clean.toString());
    }

    private void write(Node node) {
        UniqueIndexes.write(entities, node, Map.of("node_active_ae_title", AE_TITLE_TAKEN));
    }

    /** The active node of an active institution with that AE title, exactly as sent without padding. Needs no caller. */
    @PermitAll
    public Optional<Node> byAeTitle(String aeTitle) {
        return entities.createQuery(
                        "select n from Node n join fetch n.institution"
                                + " where n.aeTitle = :aeTitle and n.active = true and n.institution.active = true",
                        Node.class)
                .setParameter("aeTitle", aeTitle)
                .getResultStream()
                .findFirst();
    }

    /** A node as the exchange itself needs it; {@link NotFound} when there is none. Needs no caller. */
    @PermitAll
    public Node known(long id) {
        Node node = entities.find(Node.class, id);
        if (node == null) {
            throw new NotFound("There is no such node.");
        }
        return node;
    }

    /** It answered just now. In a transaction of its own; needs no caller. */
    @PermitAll
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void seen(long nodeId) {
        entities.createNativeQuery("update node set last_answered = :now, last_problem = '' where id = :id")
                .setParameter("now", clock.instant())
                .setParameter("id", nodeId)
                .executeUpdate();
    }

    /** It did not do what was asked. In a transaction of its own; needs no caller. */
    @PermitAll
    @TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
    public void failed(long nodeId, String problem) {
        entities.createNativeQuery("update node set last_problem = :problem where id = :id")
                .setParameter("problem", problem.substring(0, Math.min(problem.length(), LONGEST_PROBLEM)))
                .setParameter("id", nodeId)
                .executeUpdate();
    }

    private boolean mayEdit(long institution) {
        return institution == caller.institutionId() || caller.may(EDIT_EVERY_INSTITUTION);
    }

    private Node reachable(long id) {
        Node node = entities.find(Node.class, id);
        if (node == null || !mayEdit(node.institutionId())) {
            throw new NotFound("There is no such node.");
        }
        return node;
    }

    private NodeForm check(NodeForm form, long id) {
        NodeForm clean = new NodeForm(
                form.institution(),
                form.name().strip(),
                form.aeTitle().strip(),
                form.ourAeTitle().strip(),
                form.host().strip(),
                form.port(),
                form.source(),
                form.destination(),
                form.preferred(),
                form.checksAddress(),
                form.patientIdPrefix().strip(),
                form.associations(),
                form.active(),
                clean(form.services()));
        List<FieldProblem> problems = NodeRules.check(clean);
        if (clean.active() && aeTitleTaken(clean.aeTitle(), id)) {
            problems.add(AE_TITLE_TAKEN);
        }
        if (!problems.isEmpty()) {
            throw new InvalidInput(problems);
        }
        return clean;
    }

    private static NodeServices clean(NodeServices services) {
        return new NodeServices(
                services.retrieve(),
                services.associationsPerStudy(),
                services.asyncWindow(),
                services.security(),
                services.certificateSubject().strip(),
                services.storageCommitment(),
                services.decompressesLossy(),
                services.mayQuery());
    }

    private boolean aeTitleTaken(String aeTitle, long id) {
        return !entities.createQuery(
                        "select n.id from Node n where n.aeTitle = :aeTitle and n.active = true and n.id <> :id",
                        Long.class)
                .setParameter("aeTitle", aeTitle)
                .setParameter("id", id)
                .getResultList()
                .isEmpty();
    }
}
