package org.openiep.web.admin;

import jakarta.ejb.EJB;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
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
public class NodesPage extends ListAndForm<NodeRow, NodeForm> {

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

    private transient @Nullable NodeTestResult result;
    private String tested = "";

    @Override
    protected List<NodeRow> rows() {
        return nodes.list().stream()
                .map(view -> new NodeRow(view, clock.instant()))
                .toList();
    }

    @Override
    protected long idOf(NodeRow row) {
        return row.getId();
    }

    @Override
    protected boolean matches(NodeRow row, String sought) {
        return row.matches(sought);
    }

    /** What a Test found of one node says nothing of another. */
    @Override
    protected void turned() {
        result = null;
    }

    @Override
    protected void usual(Form form) {
        form.put("institution", Long.toString(who.getInstitution()));
        form.put("ourAeTitle", OUR_AE_TITLE);
        form.put("port", "104");
        form.put("associations", "4");
        showServices(NodeServices.USUAL, form);
        List.of("source", "destination", "active").forEach(field -> form.tick(field, true));
    }

    @Override
    protected void show(NodeRow row, Form form) {
        NodeView view = row.view();
        NodeForm shown = view.form();
        form.put("institution", Long.toString(shown.institution()));
        form.put("name", shown.name());
        form.put("aeTitle", shown.aeTitle());
        form.put("ourAeTitle", shown.ourAeTitle());
        form.put("host", shown.host());
        form.put("port", Integer.toString(shown.port()));
        form.put("patientIdPrefix", shown.patientIdPrefix());
        form.put("associations", Integer.toString(shown.associations()));
        showServices(shown.services(), form);
        form.tick("source", shown.source());
        form.tick("destination", shown.destination());
        form.tick("preferred", shown.preferred());
        form.tick("checksAddress", shown.checksAddress());
        form.tick("active", shown.active());
        changed(view.changed(), view.changedBy());
    }

    private void showServices(NodeServices services, Form form) {
        form.put("services.retrieve", services.retrieve().name());
        form.put("services.associationsPerStudy", Integer.toString(services.associationsPerStudy()));
        form.put("services.asyncWindow", Integer.toString(services.asyncWindow()));
        form.put("services.security", services.security().name());
        form.put("services.certificateSubject", services.certificateSubject());
        form.tick("services.storageCommitment", services.storageCommitment());
        form.tick("services.decompressesLossy", services.decompressesLossy());
        form.tick("services.mayQuery", services.mayQuery());
    }

    private NodeServices typedServices(Form form) {
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

    @Override
    protected NodeForm typed(Form form) {
        int port = form.number("port", "Enter the port as a number from 1 to 65535, such as 104 or 11112.");
        int associations = form.number("associations", "Enter how many associations may be open, from 1 to 16.");
        return new NodeForm(
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
                typedServices(form));
    }

    @Override
    protected long create(NodeForm typed) {
        return nodes.create(typed);
    }

    @Override
    protected void change(long chosen, NodeForm typed) {
        nodes.change(chosen, typed);
    }

    /** Calls the node as it is saved and keeps what it found. */
    public void test() {
        getForm().getProblems().clear();
        getForm().save(() -> result = tester.test(getId()), "");
        tested = Moments.dateTime(clock.instant());
        read();
    }

    public boolean isEditable() {
        boolean own = getForm().id("institution") == who.getInstitution();
        return who.isMayEditEvery() || (who.isMayEdit() && own);
    }

    public boolean isTestable() {
        return getId() != 0 && who.isMayTest();
    }

    /** "4 nodes. 1 does not answer." */
    public String getSummary() {
        long silent = getList().stream().filter(NodeRow::isSilent).count();
        long off = getList().stream().filter(row -> !row.isActive()).count();
        return (getList().size() == 1 ? "1 node." : getList().size() + " nodes.")
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
}
