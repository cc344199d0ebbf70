package org.openiep.diagnosis;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.KindRefusal;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.directory.Node;
import org.openiep.directory.NodeForm;
import org.openiep.imaging.InstanceRows.Answer;

/**
 * The sentences that a PACS administrator reads. They name the node as people call it, never its address, since both
 * sides of a transfer see them.
 */
public final class Diagnoses {
    private Diagnoses() {}

    /** A node, as far as the sentences need it. */
    public record Named(String name, String aeTitle, String ourAeTitle, String host, int port) {
        /** A node that is set up. */
        public static Named of(Node node) {
            return new Named(node.name(), node.aeTitle(), node.ourAeTitle(), node.host(), node.port());
        }

        /** A node as it is typed, perhaps not saved yet. */
        public static Named of(NodeForm node) {
            return new Named(node.name(), node.aeTitle(), node.ourAeTitle(), node.host(), node.port());
        }
    }

    /** What the node, or the way to it, did to an association. */
    public static Diagnosis of(DicomFailure failure, Node node) {
        return of(failure, Named.of(node));
    }

    /** What the node, or the way to it, did to an association. */
    public static Diagnosis of(DicomFailure failure, Named node) {
        String name = node.name();
        String technical = withoutAddress(failure, node);
        return switch (failure.reason()) {
            case UNREACHABLE -> unreachable(name, technical);
            case TLS ->
                new Diagnosis(
                        FailureClass.TLS,
                        "No secure connection to " + name + ".",
                        name + " and the exchange could not agree on an encrypted connection: a certificate is missing,"
                                + " expired, not trusted or another's, or only one of the two uses TLS.",
                        "Compare the node's encryption and certificate name under Admin, Nodes, with the PACS; the"
                                + " exchange's operator knows which certificates it trusts.",
                        technical);
            case CALLING_AE_REJECTED ->
                new Diagnosis(
                        FailureClass.CALLING_AE_UNKNOWN,
                        name + " does not know the exchange.",
                        name + " rejected the association: it does not know the calling AE title " + node.ourAeTitle()
                                + ".",
                        "Ask the administrator of " + name + " to add " + node.ourAeTitle()
                                + " to the AE titles that may call it.",
                        technical);
            case CALLED_AE_REJECTED ->
                new Diagnosis(
                        FailureClass.CALLED_AE_WRONG,
                        name + " has another AE title.",
                        name + " rejected the association: it does not answer to the AE title " + node.aeTitle() + ".",
                        "Correct the node's AE title under Admin, Nodes, or the one in the PACS; the Test button shows"
                                + " whether they agree.",
                        technical);
            case REJECTED ->
                new Diagnosis(
                        FailureClass.REJECTED,
                        name + " rejects the exchange.",
                        name + " rejected the association for good, without an AE title being the reason.",
                        "Ask the administrator of " + name + " what its log says about " + node.ourAeTitle() + ".",
                        technical);
            case BUSY ->
                new Diagnosis(
                        FailureClass.BUSY,
                        name + " is busy.",
                        name + " rejected the association for now: it is at its limit.",
                        "Nothing, if it is only for a while. Else allow the exchange more associations in the PACS, or"
                                + " fewer under Admin, Nodes.",
                        technical);
            default -> during(failure, node, technical);
        };
    }

    private static Diagnosis during(DicomFailure failure, Named node, String technical) {
        String name = node.name();
        return switch (failure.reason()) {
            case NOT_ACCEPTED ->
                new Diagnosis(
                        FailureClass.SERVICE_REFUSED,
                        name + " does not offer the service.",
                        name + " accepted the association, but not what the exchange wanted of it.",
                        "Allow " + node.ourAeTitle() + " in the PACS to query, retrieve and store, as this node is to"
                                + " be used.",
                        technical);
            case NOT_CONVERTIBLE ->
                new Diagnosis(
                        FailureClass.TRANSFER_SYNTAX_REFUSED,
                        name + " does not take these images as they are encoded.",
                        "They cannot be converted to any encoding that " + name + " accepts.",
                        "Have more transfer syntaxes set up in " + name + ".",
                        technical);
            case ABORTED ->
                new Diagnosis(
                        FailureClass.ABORTED,
                        "The connection to " + name + " broke.",
                        name + " ended the association in the middle, or the network did.",
                        "Look in the log of " + name
                                + " at that time: some PACS hang up on an AE title that they do not" + " know, here "
                                + node.ourAeTitle() + "; the network between is the other suspect.",
                        technical);
            case TIMED_OUT ->
                new Diagnosis(
                        FailureClass.TIMED_OUT,
                        name + " stopped answering.",
                        name + " said nothing for longer than the exchange waits.",
                        "Check whether " + name + " is overloaded or fetches the study from an archive.",
                        technical);
            case REFUSED -> queryRefused(node, failure.status(), "", technical);
            case PROTOCOL ->
                new Diagnosis(
                        FailureClass.PROTOCOL,
                        name + " does not speak DICOM as expected.",
                        "What " + name + " sent is not DICOM as the standard has it.",
                        "Check that host and port under Admin, Nodes are those of a DICOM service, not of another one.",
                        technical);
            case ALL_IN_USE ->
                new Diagnosis(
                        FailureClass.ALL_IN_USE,
                        "Waiting for a free association with " + name + ".",
                        "As many associations with " + name + " are open as the exchange allows itself.",
                        "Nothing: it goes on by itself. More may be allowed under Admin, Nodes.",
                        technical);
            default -> OwnDiagnoses.ownFault(technical);
        };
    }

    /** No connection, or none in time. */
    public static Diagnosis unreachable(String name, String technical) {
        return new Diagnosis(
                FailureClass.UNREACHABLE,
                name + " cannot be reached.",
                "No connection to " + name + ": it is switched off, its address is wrong, or a firewall is between.",
                "Check that " + name + " is running, and host and port under Admin, Nodes (the Test button helps).",
                technical);
    }

    /** A C-FIND or C-MOVE that the node answered with a failure. */
    static Diagnosis queryRefused(Named node, int status, String comment, String technical) {
        String words = StatusWords.ofQuery(status);
        return new Diagnosis(
                FailureClass.QUERY_REFUSED,
                node.name() + " refused: " + words + ".",
                node.name() + " answered the exchange's query or retrieve with a failure: " + words + ".",
                "Look in the log of " + node.name() + " at that time.",
                joined(StatusWords.code(status), comment, technical));
    }

    /** The source lists nothing of a chosen study. */
    public static Diagnosis noSuchStudy(Named node) {
        return new Diagnosis(
                FailureClass.NO_SUCH_STUDY,
                node.name() + " no longer has the study.",
                node.name() + " has no images of a study that was chosen from it.",
                "Search again and send what is found; the study may have been merged, moved to an archive or deleted.",
                "");
    }

    /** The source answered a C-MOVE with a failure. */
    public static Diagnosis moveRefused(Named node, MoveOutcome outcome) {
        if (outcome.status() == 0xA801) {
            return new Diagnosis(
                    FailureClass.MOVE_DESTINATION_UNKNOWN,
                    node.name() + " does not know where to send.",
                    node.name() + " does not know the AE title " + node.ourAeTitle() + " as a destination of C-MOVE.",
                    "Ask the administrator of " + node.name() + " to add " + node.ourAeTitle()
                            + " with the exchange's host and DICOM port as a destination.",
                    joined(StatusWords.code(outcome.status()), outcome.comment(), ""));
        }
        return queryRefused(node, outcome.status(), outcome.comment(), "");
    }

    /** The retrieve ended, but images are missing. */
    public static Diagnosis fewer(Named node, int held, int promised, MoveOutcome last, List<String> missing) {
        String technical = joined(
                StatusWords.code(last.status()),
                last.failed() > 0 ? last.failed() + " sub-operations failed" : "",
                last.comment());
        if (held == 0) {
            return new Diagnosis(
                    FailureClass.SOURCE_CANNOT_SEND,
                    node.name() + " sent none of " + promised + " images.",
                    node.name() + " took the request for " + promised + " images, but none reached the exchange.",
                    "Check in " + node.name() + " that the destination " + node.ourAeTitle()
                            + " has the exchange's host and DICOM port, and that it sends under the AE title "
                            + node.aeTitle() + ".",
                    technical,
                    missing);
        }
        return new Diagnosis(
                FailureClass.FEWER_IMAGES,
                "Fewer images than the source promised: " + held + " of " + promised + ".",
                node.name() + " sent fewer images than it promised: " + held + " of " + promised + ".",
                "Look in the log of " + node.name() + " for images that it could not send.",
                technical,
                missing);
    }

    /**
     * The destination did not take every image.
     *
     * @param refused at least one
     * @param total images of the transfer
     */
    public static Diagnosis refused(Named node, List<Answer> refused, int total) {
        List<Answer> kinds = refused.stream().filter(a -> a.status() == null).toList();
        if (refused.stream().allMatch(a -> a.refusal() == KindRefusal.Cause.HUNG_UP)) {
            return hangsUp(node, refused, total);
        }
        if (kinds.size() == refused.size()) {
            return kindRefused(node, kinds, total);
        }
        boolean space = refused.stream().allMatch(a -> a.status() != null && StatusWords.outOfResources(a.status()));
        String sentence =
                node.name() + " refused " + refused.size() + " of " + images(total) + ": " + reasons(refused) + ".";
        boolean bad = refused.stream().allMatch(a -> a.status() != null && StatusWords.badObject(a.status()));
        FailureClass failure =
                space ? FailureClass.OUT_OF_SPACE : bad ? FailureClass.BAD_OBJECT : FailureClass.OBJECT_REFUSED;
        return new Diagnosis(
                failure,
                sentence,
                sentence + " The others were confirmed.",
                switch (failure) {
                    case OUT_OF_SPACE -> "Make space in " + node.name() + ".";
                    case BAD_OBJECT ->
                        "Have the source's PACS check and mend these images, or send the study without them: another"
                                + " attempt would end the same way.";
                    default -> "Look in the log of " + node.name() + " for why it refused them.";
                },
                said(refused),
                uids(refused));
    }

    private static Diagnosis hangsUp(Named node, List<Answer> images, int total) {
        String sentence = node.name() + " hangs up on " + images.size() + " of " + images(total) + ".";
        return new Diagnosis(
                FailureClass.BAD_OBJECT,
                sentence,
                sentence + " It broke the connection each time, even when nothing else was sent on it. The others were"
                        + " confirmed.",
                "Have the source's PACS check and mend these images, or send the study without them; the log of "
                        + node.name() + " says what it could not read.",
                "Connection broken while the image was sent",
                uids(images));
    }

    private static Diagnosis kindRefused(Named node, List<Answer> kinds, int total) {
        String sentence = node.name() + " does not take " + reasons(kinds) + ": " + kinds.size() + " of "
                + images(total) + (kinds.size() == 1 ? " was not sent." : " were not sent.");
        FailureClass failure = kindFailure(kinds);
        return new Diagnosis(
                failure,
                sentence,
                sentence,
                switch (failure) {
                    case SOP_CLASS_REFUSED ->
                        "Ask the administrator of " + node.name() + " to accept this SOP class from "
                                + node.ourAeTitle() + ", if it can; else send the study without these images.";
                    case TRANSFER_SYNTAX_REFUSED ->
                        "Have one of the transfer syntaxes named set up in " + node.name() + ".";
                    default ->
                        "Ask the administrator of " + node.name() + " to accept this kind of image from "
                                + node.ourAeTitle() + ".";
                },
                "Presentation context not accepted",
                uids(kinds));
    }

    private static FailureClass kindFailure(List<Answer> kinds) {
        if (kinds.stream().allMatch(kind -> kind.refusal() == KindRefusal.Cause.SOP_CLASS)) {
            return FailureClass.SOP_CLASS_REFUSED;
        }
        return kinds.stream().allMatch(kind -> kind.refusal() == KindRefusal.Cause.TRANSFER_SYNTAX)
                ? FailureClass.TRANSFER_SYNTAX_REFUSED
                : FailureClass.KIND_REFUSED;
    }

    /**
     * The destination said success to images that it does not keep.
     *
     * @param images SOP Instance UIDs, at least one
     * @param asked how many it was asked about
     */
    public static Diagnosis notKept(Named node, List<String> images, int asked) {
        String sentence = node.name() + " confirmed " + images(Math.max(asked, images.size())) + ", but does not keep "
                + (images.size() >= asked ? (images.size() == 1 ? "it" : "any of them") : images.size() + " of them")
                + ".";
        return new Diagnosis(
                FailureClass.NOT_KEPT,
                sentence,
                sentence + " Asked for storage commitment, it said so itself.",
                "Look in the log of " + node.name() + " for what became of these images.",
                "Storage commitment failed",
                images);
    }

    /** The destination was asked whether it keeps the images, and has not answered in time. */
    public static Diagnosis commitmentOverdue(Named node) {
        return new Diagnosis(
                FailureClass.COMMITMENT_OVERDUE,
                node.name() + " has not said yet whether it keeps the images.",
                node.name() + " took every image and the request for storage commitment, but has not answered it.",
                "Check in " + node.name() + " that storage commitment reports for " + node.ourAeTitle()
                        + " go to the exchange's host and DICOM port.",
                "No storage commitment report");
    }

    /** The destination is set up to confirm storage, but does not accept to be asked. */
    public static Diagnosis noCommitment(Named node) {
        return new Diagnosis(
                FailureClass.SERVICE_REFUSED,
                node.name() + " does not offer storage commitment.",
                node.name() + " took every image, but does not offer to confirm that it keeps them.",
                "Switch storage commitment on in " + node.name() + ", or untick Confirms storage under Admin, Nodes.",
                "Storage Commitment Push Model not accepted");
    }

    private static String images(int count) {
        return count == 1 ? "1 image" : count + " images";
    }

    /** "out of resources", or "2 out of resources, 1 this kind of image is not supported". */
    private static String reasons(List<Answer> refused) {
        Map<String, Integer> counts = new TreeMap<>();
        refused.forEach(answer -> counts.merge(reason(answer), 1, Integer::sum));
        if (counts.size() == 1) {
            return counts.keySet().iterator().next();
        }
        List<String> parts = new ArrayList<>();
        counts.forEach((reason, count) -> parts.add(count + " " + reason));
        return String.join(", ", parts);
    }

    private static String reason(Answer answer) {
        Integer status = answer.status();
        return status == null ? answer.comment() : StatusWords.ofStore(status);
    }

    private static String said(List<Answer> refused) {
        Answer first = refused.get(0);
        Integer status = first.status();
        return status == null ? first.comment() : joined(StatusWords.code(status), first.comment(), "");
    }

    private static List<String> uids(List<Answer> answers) {
        return answers.stream().map(answer -> answer.image().sopInstanceUid()).toList();
    }

    private static String withoutAddress(DicomFailure failure, Named node) {
        return String.valueOf(failure.getMessage())
                .replace(node.host() + ":" + node.port(), "its address")
                .replace(node.host() + ", port " + node.port(), "its address")
                .replace(node.host(), "its address");
    }

    private static String joined(String first, String second, String third) {
        StringBuilder text = new StringBuilder();
        for (String part : List.of(first, second, third)) {
            if (!part.isBlank()) {
                text.append(text.isEmpty() ? "" : "; ").append(part.strip());
            }
        }
        return text.toString();
    }
}
