package org.openiep.nodetest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.openiep.calling.Remotes;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.Purpose.ObjectKind;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.UidNames;
import org.openiep.dicom.data.Uids;
import org.openiep.directory.NodeForm;
import org.openiep.directory.RetrieveMethod;

/** Tries each service that a node is set up for, with nothing that would leave a trace: no image moves. */
final class NodeTrials {
    private static final int DESTINATION_UNKNOWN = 0xA801;
    private static final List<String> COMMON_CLASSES = List.of(
            Uids.COMPUTED_RADIOGRAPHY_IMAGE,
            Uids.DIGITAL_XRAY_IMAGE,
            Uids.CT_IMAGE,
            Uids.ENHANCED_CT_IMAGE,
            Uids.MR_IMAGE,
            Uids.ENHANCED_MR_IMAGE,
            Uids.ULTRASOUND_IMAGE,
            Uids.ULTRASOUND_MULTIFRAME_IMAGE,
            Uids.SECONDARY_CAPTURE_IMAGE,
            Uids.XRAY_ANGIOGRAPHIC_IMAGE,
            Uids.NUCLEAR_MEDICINE_IMAGE,
            Uids.PET_IMAGE,
            Uids.GRAYSCALE_PRESENTATION_STATE,
            Uids.KEY_OBJECT_SELECTION,
            Uids.ENHANCED_SR,
            Uids.ENCAPSULATED_PDF);

    private final DicomConnectionFactory connections;
    private final NodeForm node;
    private final TestSteps steps;
    private final List<String> lacking = new ArrayList<>();

    NodeTrials(DicomConnectionFactory connections, NodeForm node, TestSteps steps) {
        this.connections = connections;
        this.node = node;
        this.steps = steps;
    }

    @FunctionalInterface
    private interface Trial {
        /** Answers what was found, in a sentence. */
        String on(DicomConnection connection) throws DicomFailure;
    }

    /** Tries all; answers what the node does not do, such as "offer storage commitment". */
    List<String> run() {
        if (node.source()) {
            attempt(new Purpose.Find(), "answer searches", this::search);
            if (node.services().retrieve() == RetrieveMethod.C_GET) {
                attempt(new Purpose.Get(Set.copyOf(COMMON_CLASSES)), "offer C-GET", connection -> "It offers C-GET.");
            } else {
                attempt(new Purpose.Move(), "offer C-MOVE to us", this::move);
            }
        }
        if (node.destination()) {
            attempt(new Purpose.Store(commonKinds()), "take images", this::store);
            if (!node.source()) {
                askWhatItHas();
            }
        }
        if (node.services().storageCommitment()) {
            attempt(
                    new Purpose.Commit(),
                    "offer storage commitment",
                    connection -> "It offers to confirm that it keeps images.");
        }
        return lacking;
    }

    private void attempt(Purpose purpose, String ability, Trial trial) {
        try (DicomConnection connection = connections.connectOnce(Remotes.of(node), purpose)) {
            steps.add(true, trial.on(connection));
        } catch (DicomFailure e) {
            boolean refused = e.reason() == DicomFailure.Reason.NOT_ACCEPTED;
            steps.add(false, "It does not " + ability + (refused ? "." : ": " + e.getMessage()));
            lacking.add(ability);
        }
    }

    /** Only after a break does a delivery need that, so a node lacks nothing without it. */
    private void askWhatItHas() {
        try (DicomConnection connection = connections.connectOnce(Remotes.of(node), new Purpose.Find())) {
            search(connection);
            steps.add(true, "It can be asked what it has: after a broken connection nothing is sent to it twice.");
        } catch (DicomFailure e) {
            steps.add(
                    true,
                    "It answers no search, which it need not: but after a broken connection it may get some images twice.");
        }
    }

    private String search(DicomConnection connection) throws DicomFailure {
        int[] matches = {0};
        connection.find(nothing(), match -> ++matches[0] < 2);
        return "It answered a search.";
    }

    /** Of a study that nobody has: what matters is whether it knows where it would have to send. */
    private String move(DicomConnection connection) throws DicomFailure {
        MoveOutcome outcome = connection.move(nothing(), node.ourAeTitle(), 1, pending -> {});
        if (outcome.status() == DESTINATION_UNKNOWN) {
            throw new DicomFailure(
                    DicomFailure.Reason.REFUSED,
                    "it does not know " + node.ourAeTitle()
                            + " as a destination. Have it added with the exchange's host" + " and DICOM port.");
        }
        return "It offers C-MOVE to " + node.ourAeTitle() + ".";
    }

    private String store(DicomConnection connection) throws DicomFailure {
        Set<String> refused = commonKinds().stream()
                .filter(kind -> !connection.accepts(kind))
                .map(kind -> UidNames.describe(kind.sopClassUid()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        int taken = COMMON_CLASSES.size() - refused.size();
        if (taken == 0) {
            throw new DicomFailure(DicomFailure.Reason.NOT_ACCEPTED, "It takes none of the usual kinds of object.");
        }
        return "It takes " + taken + " of the " + COMMON_CLASSES.size() + " most common kinds of object"
                + (refused.isEmpty() ? "." : ", not " + String.join(", ", refused) + ".");
    }

    private static Set<ObjectKind> commonKinds() {
        return COMMON_CLASSES.stream()
                .map(uid -> new ObjectKind(uid, Uids.EXPLICIT_VR_LITTLE_ENDIAN))
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static DataSet nothing() {
        return new DataSet().put(Tag.QUERY_RETRIEVE_LEVEL, "STUDY").put(Tag.STUDY_INSTANCE_UID, Uids.generate());
    }
}
