package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Institutions;
import org.openiep.directory.NodeForm;
import org.openiep.directory.NodeServices;
import org.openiep.directory.NodeView;
import org.openiep.directory.Nodes;
import org.openiep.directory.RetrieveMethod;
import org.openiep.directory.TransportSecurity;
import org.openiep.nodetest.NodeTest;
import org.openiep.nodetest.NodeTestResult;
import org.openiep.web.page.Who;
import org.openiep.web.words.Moments;

/** The DICOM nodes, and the Test that really calls them. */
@Named("nodesPage")
@ViewScoped
public class NodesPage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final String OUR_AE_TITLE = "OPENIEP";

    @EJB
    private Nodes nodes;

    @EJB
    private Institutions institutions;

    @EJB
    private NodeTest tester;

    @Inject
    private Who who;

    @Inject
    private Clock clock;

    private final Form form = new Form();
    private long id;
    private String search = "";
    private String changed = "";
    private transient List<NodeRow> list = List.of();
    private transient @Nullable NodeTestResult result;
    private String tested = "";

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
        list = nodes.list().stream()
                .map(view -> new NodeRow(view, clock.instant()))
                .filter(row -> row.matches(sought))
                .toList();
    }

    public void choose(long chosen) {
        id = chosen;
        result = null;
        form.clear();
        open();
    }

    /** An empty form. */
    public void begin() {
        read();
        id = 0;
        result = null;
        form.clear();
        changed = "";
        form.put("institution", Long.toString(who.getInstitution()));
        form.put("ourAeTitle", OUR_AE_TITLE);
        form.put("port", "104");
        form.put("associations", "4");
        showServices(NodeServices.USUAL);
        List.of("source", "destination", "active").forEach(field -> form.tick(field, true));
    }

    private void show(NodeView view) {
        NodeForm shown = view.form();
        form.put("institution", Long.toString(shown.institution()));
        form.put("name", shown.name());
        form.put("aeTitle", shown.aeTitle());
        form.put("ourAeTitle", shown.ourAeTitle());
        form.put("host", shown.host());
        form.put("port", Integer.toString(shown.port()));
        form.put("patientIdPrefix", shown.patientIdPrefix());
        form.put("associations", Integer.toString(shown.associations()));
        showServices(shown.services());
        form.tick("source", shown.source());
        form.tick("destination", shown.destination());
        form.tick("preferred", shown.preferred());
        form.tick("checksAddress", shown.checksAddress());
        form.tick("active", shown.active());
        changed = "Changed " + Moments.dateTime(view.changed()) + " by " + view.changedBy();
    }

    private void showServices(NodeServices services) {
        form.put("services.retrieve", services.retrieve().name());
        form.put("services.associationsPerStudy", Integer.toString(services.associationsPerStudy()));
        form.put("services.asyncWindow", Integer.toString(services.asyncWindow()));
        form.put("services.security", services.security().name());
        form.put("services.certificateSubject", services.certificateSubject());
        form.tick("services.storageCommitment", services.storageCommitment());
        form.tick("services.decompressesLossy", services.decompressesLossy());
        form.tick("services.mayQuery", services.mayQuery());
    }

    private NodeServices typedServices() {
        return new NodeServices(
                form.get("services.retrieve").equals(RetrieveMethod.C_GET.name())
                        ? RetrieveMethod.C_GET
                        : RetrieveMethod.C_MOVE,
                form.number(
                        "services.associationsPerStudy",
                        "Enter on how many associations one study may be sent, from 1 to 16."),
                form.number(
                        "services.asyncWindow",
                        "Enter how many images may be sent before the first is answered, from 1 to 64."),
                form.get("services.security").equals(TransportSecurity.TLS.name())
                        ? TransportSecurity.TLS
                        : TransportSecurity.PLAIN,
                form.get("services.certificateSubject"),
                form.isTicked("services.storageCommitment"),
                form.isTicked("services.decompressesLossy"),
                form.isTicked("services.mayQuery"));
    }

    public void save() {
        form.getProblems().clear();
        int port = form.number("port", "Enter the port as a number from 1 to 65535, such as 104 or 11112.");
        int associations = form.number("associations", "Enter how many associations may be open, from 1 to 16.");
        NodeForm typed = new NodeForm(
                form.id("institution"),
                form.get("name"),
                form.get("aeTitle"),
                form.get("ourAeTitle"),
                form.get("host"),
                port,
                form.isTicked("source"),
                form.isTicked("destination"),
                form.isTicked("preferred"),
                form.isTicked("checksAddress"),
                form.get("patientIdPrefix"),
                associations,
                form.isTicked("active"),
                typedServices());
        boolean saved = !form.getProblems().isAny() && form.save(() -> store(typed), "Saved.");
        if (saved) {
            open();
        } else {
            read();
        }
    }

    private void store(NodeForm typed) {
        if (id == 0) {
            id = nodes.create(typed);
        } else {
            nodes.change(id, typed);
        }
    }

    /** Forgets what was typed since the last save. */
    public void undo() {
        form.clear();
        open();
    }

    /** Calls the node as it is saved and keeps what it found. */
    public void test() {
        form.getProblems().clear();
        form.save(() -> result = tester.test(id), "");
        tested = Moments.dateTime(clock.instant());
        read();
    }

    public boolean isEditable() {
        boolean own = form.id("institution") == who.getInstitution();
        return who.isMayEditEvery() || (who.isMayEdit() && own);
    }

    public boolean isTestable() {
        return id != 0 && who.isMayTest();
    }

    public List<NodeRow> getList() {
        return list;
    }

    /** "4 nodes. 1 does not answer." */
    public String getSummary() {
        long silent = list.stream().filter(NodeRow::isSilent).count();
        long off = list.stream().filter(row -> !row.isActive()).count();
        return (list.size() == 1 ? "1 node." : list.size() + " nodes.")
                + (silent == 0 ? "" : " " + silent + " with a problem.")
                + (off == 0 ? "" : " " + off + " switched off.");
    }

    public List<Choice> getInstitutions() {
        return institutions.list().stream()
                .map(view -> new Choice(Long.toString(view.id()), view.form().name()))
                .toList();
    }

    public List<Choice> getRetrieveMethods() {
        return List.of(
                new Choice(RetrieveMethod.C_MOVE.name(), "C-MOVE: it sends them to us"),
                new Choice(RetrieveMethod.C_GET.name(), "C-GET: on the same association"));
    }

    public List<Choice> getSecurities() {
        return List.of(
                new Choice(TransportSecurity.PLAIN.name(), "None"),
                new Choice(TransportSecurity.TLS.name(), "TLS, both sides"));
    }

    public @Nullable NodeTestResult getResult() {
        return result;
    }

    public String took(Duration time) {
        return Moments.took(time);
    }

    public String getTested() {
        return tested;
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
