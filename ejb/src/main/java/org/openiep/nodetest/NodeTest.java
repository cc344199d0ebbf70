package org.openiep.nodetest;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnknownHostException;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import org.openiep.calling.AnswerTimes;
import org.openiep.calling.Remotes;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Remote;
import org.openiep.diagnosis.StatusWords;
import org.openiep.directory.NodeForm;
import org.openiep.directory.NodeView;
import org.openiep.directory.Nodes;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.SignIn;
import org.openiep.problem.NotFound;

/** Tests a node from the outside in: its name, its port, its association, its echo, and each service that is set up. */
@Stateless
@RolesAllowed(SignIn.STAFF)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class NodeTest {
    private static final int CONNECT_MILLIS = 5000;

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Inject
    Nodes nodes;

    @Inject
    Caller caller;

    @Inject
    AnswerTimes answers;

    /**
     * Tries an echo with the node, then everything that it is set up for, and notes its health.
     *
     * @throws NotFound unless the caller may see the node
     */
    public NodeTestResult test(long nodeId) {
        caller.require(Permission.TEST_NODES);
        NodeView node = nodes.get(nodeId);
        NodeTestResult result = test(nodeId, node.form());
        if (result.well()) {
            nodes.seen(nodeId);
        } else {
            nodes.failed(nodeId, result.summary());
        }
        return result;
    }

    private NodeTestResult test(long nodeId, NodeForm node) {
        TestSteps steps = new TestSteps();
        InetAddress address;
        try {
            address = InetAddress.getByName(node.host());
            steps.add(true, node.host() + " is " + address.getHostAddress() + ".");
        } catch (UnknownHostException e) {
            steps.add(false, "No address is known for " + node.host() + ".");
            return steps.end(
                    false, "The host name " + node.host() + " is unknown: check its spelling, or use the IP address.");
        }
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(address, node.port()), CONNECT_MILLIS);
            steps.add(true, "Port " + node.port() + " takes connections.");
        } catch (IOException e) {
            steps.add(false, "Port " + node.port() + " takes no connection: " + e.getMessage() + ".");
            return steps.end(
                    false,
                    "Nothing answers at " + node.host() + ", port " + node.port()
                            + ": the PACS is down, the address is wrong, or a firewall is between.");
        }
        return echo(nodeId, node, steps);
    }

    private NodeTestResult echo(long nodeId, NodeForm node, TestSteps steps) {
        Remote remote = Remotes.of(node);
        try (DicomConnection connection = connections.connectOnce(remote, new Purpose.Echo())) {
            answers.note(nodeId, connection);
            connection
                    .certificate()
                    .ifPresent(certificate -> steps.add(
                            true,
                            "The connection is encrypted; its certificate is valid until "
                                    + DateTimeFormatter.ofPattern("dd/MM/uuuu", Locale.UK)
                                            .withZone(ZoneId.of("Europe/London"))
                                            .format(certificate.getNotAfter().toInstant())
                                    + "."));
            steps.add(true, node.aeTitle() + " accepts associations from " + node.ourAeTitle() + ".");
            connection.echo();
            steps.add(true, "C-ECHO was answered with success.");
        } catch (DicomFailure e) {
            steps.add(false, String.valueOf(e.getMessage()));
            return steps.end(false, summary(node, e));
        }
        List<String> lacking = new NodeTrials(connections, node, steps).run();
        return lacking.isEmpty()
                ? steps.end(true, node.name() + " answers.")
                : steps.end(false, node.name() + " answers, but does not " + String.join(", nor ", lacking) + ".");
    }

    private static String summary(NodeForm node, DicomFailure failure) {
        return switch (failure.reason()) {
            case TLS ->
                "No encrypted connection came about: compare encryption and certificates here and in the PACS. "
                        + failure.getMessage();
            case CALLING_AE_REJECTED ->
                "It does not know the exchange: have " + node.ourAeTitle() + " added in the PACS as an AE title that"
                        + " may call.";
            case CALLED_AE_REJECTED ->
                "It does not answer to the AE title " + node.aeTitle() + ": correct the AE title here or in the PACS.";
            case REJECTED -> "It rejects the association for good; its log says why.";
            case BUSY -> "It is at its limit of associations; try again in a moment.";
            case NOT_ACCEPTED ->
                "It accepts associations, but does not offer Verification to " + node.ourAeTitle() + ".";
            case ABORTED -> "It ended the association in the middle; its log says why.";
            case TIMED_OUT -> "It takes connections, but does not answer: is this a DICOM port?";
            case REFUSED -> "It answered the echo with " + StatusWords.code(failure.status()) + ".";
            case PROTOCOL -> "What answers there does not speak DICOM: check the port.";
            case NOT_CONVERTIBLE -> String.valueOf(failure.getMessage());
            case ALL_IN_USE -> "Every association with it that the exchange allows itself is in use; try again later.";
            case UNREACHABLE -> "It took a connection a moment ago and does not any more; try again.";
            case OURS -> "The exchange itself failed; its log says why.";
        };
    }
}
