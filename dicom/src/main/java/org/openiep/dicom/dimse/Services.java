package org.openiep.dicom.dimse;

import java.util.List;
import java.util.Optional;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.AcceptorPolicy;
import org.openiep.dicom.net.AssociateRequest;
import org.openiep.dicom.net.AsyncWindow;
import org.openiep.dicom.net.ContextAnswer;
import org.openiep.dicom.net.ContextAnswer.Result;
import org.openiep.dicom.net.ProposedContext;
import org.openiep.dicom.net.RoleSelection;

/**
 * What is offered on an association; C-ECHO always is.
 *
 * <pre>{@code
 * Services services = Services.ECHO.withStore(objects::take).withFind(index::search).withMove(sender::send);
 * }</pre>
 *
 * @param store takes objects
 * @param find answers searches
 * @param move sends objects to others
 * @param get sends objects back
 * @param commitment answers for stored objects
 * @param commitmentReports takes the answers to requests of ours
 */
public record Services(
        Optional<StoreHandler> store,
        Optional<FindHandler> find,
        Optional<MoveHandler> move,
        Optional<GetHandler> get,
        Optional<CommitmentHandler> commitment,
        Optional<CommitmentReportHandler> commitmentReports) {
    /** Nothing but C-ECHO. */
    public static final Services ECHO = new Services(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    /**
     * How many C-STORE requests a sender may have open. They are answered in the order they came. What a wider window saves
     * the sender is the wait for each answer to travel, and for what an answer needs ({@link StoreHandler.Answer}).
     */
    public static final int STORE_WINDOW = 64;

    private static final String STANDARD = "1.2.840.10008.";

    /** RT Beams Delivery Instruction and RT Brachy Application Setup Delivery Instruction, outside the common branch. */
    private static final List<String> MORE_STORAGE = List.of("1.2.840.10008.5.1.4.34.7", "1.2.840.10008.5.1.4.34.10");

    private static final List<String> FIND = List.of(Uids.STUDY_ROOT_FIND, Uids.PATIENT_ROOT_FIND);
    private static final List<String> MOVE = List.of(Uids.STUDY_ROOT_MOVE, Uids.PATIENT_ROOT_MOVE);
    private static final List<String> GET = List.of(Uids.STUDY_ROOT_GET, Uids.PATIENT_ROOT_GET);

    /** The encodings that we read and write ourselves. */
    private static final List<String> READABLE = List.of(
            Uids.EXPLICIT_VR_LITTLE_ENDIAN,
            Uids.IMPLICIT_VR_LITTLE_ENDIAN,
            Uids.EXPLICIT_VR_BIG_ENDIAN,
            Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

    /** The same and storage of any kind of object. */
    public Services withStore(StoreHandler handler) {
        return new Services(Optional.of(handler), find, move, get, commitment, commitmentReports);
    }

    /** The same and searches in the study and patient root models. */
    public Services withFind(FindHandler handler) {
        return new Services(store, Optional.of(handler), move, get, commitment, commitmentReports);
    }

    /** The same and moves in the study and patient root models. */
    public Services withMove(MoveHandler handler) {
        return new Services(store, find, Optional.of(handler), get, commitment, commitmentReports);
    }

    /** The same and C-GET in the study and patient root models. */
    public Services withGet(GetHandler handler) {
        return new Services(store, find, move, Optional.of(handler), commitment, commitmentReports);
    }

    /** The same and storage commitment as SCP. */
    public Services withCommitment(CommitmentHandler handler) {
        return new Services(store, find, move, get, Optional.of(handler), commitmentReports);
    }

    /** The same and the reports of storage commitment, as SCU, on associations that the other side opens. */
    public Services withCommitmentReports(CommitmentReportHandler handler) {
        return new Services(store, find, move, get, commitment, Optional.of(handler));
    }

    /**
     * Is this, as far as one can tell, a class of objects to be stored? Classes that the standard does not have are
     * taken for storage, since vendors send objects of private classes.
     */
    public static boolean isStorage(String sopClass) {
        return !sopClass.isEmpty()
                && (!sopClass.startsWith(STANDARD)
                        || sopClass.startsWith(Uids.STORAGE_PREFIX)
                        || MORE_STORAGE.contains(sopClass));
    }

    static boolean isFind(String sopClass) {
        return FIND.contains(sopClass);
    }

    static boolean isMove(String sopClass) {
        return MOVE.contains(sopClass);
    }

    static boolean isGet(String sopClass) {
        return GET.contains(sopClass);
    }

    static boolean isCommitment(String sopClass) {
        return Uids.STORAGE_COMMITMENT_PUSH.equals(sopClass);
    }

    /** Accepts an association: answers each context, each role selection, and the asynchronous window. */
    public AcceptorPolicy.Accept accept(AssociateRequest request) {
        List<ContextAnswer> contexts =
                request.contexts().stream().map(c -> answer(request, c)).toList();
        List<RoleSelection> roles =
                request.user().roles().stream().map(this::answer).toList();
        return new AcceptorPolicy.Accept(contexts, roles, window(request));
    }

    private RoleSelection answer(RoleSelection asked) {
        String sopClass = asked.sopClassUid();
        boolean scp = isStorage(sopClass) ? get.isPresent() : isCommitment(sopClass) && commitmentReports.isPresent();
        boolean scu = isStorage(sopClass) ? store.isPresent() : !isCommitment(sopClass) || commitment.isPresent();
        return new RoleSelection(sopClass, asked.scu() && scu, asked.scp() && scp);
    }

    /** Wider than one only where nothing but C-STORE and C-ECHO can come: a C-CANCEL must not wait behind others. */
    private static AsyncWindow window(AssociateRequest request) {
        int asked = request.user().asyncWindow().invoked();
        boolean storage = request.contexts().stream()
                .map(ProposedContext::abstractSyntax)
                .allMatch(c -> isStorage(c) || c.equals(Uids.VERIFICATION));
        if (!storage || asked == 1) {
            return AsyncWindow.SYNCHRONOUS;
        }
        return new AsyncWindow(asked == 0 ? STORE_WINDOW : Math.min(asked, STORE_WINDOW), 1);
    }

    /** Answers one context: the first transfer syntax in the requestor's order that we can take. */
    private ContextAnswer answer(AssociateRequest request, ProposedContext proposed) {
        String sopClass = proposed.abstractSyntax();
        if (sopClass.equals(Uids.VERIFICATION)
                || (find.isPresent() && isFind(sopClass))
                || (move.isPresent() && isMove(sopClass))
                || (get.isPresent() && isGet(sopClass))
                || (isCommitment(sopClass) && (commitment.isPresent() || commitmentReports.isPresent()))) {
            return firstOf(proposed, READABLE);
        }
        if (isStorage(sopClass) && (store.isPresent() || takesObjects(request, sopClass))) {
            return firstStandard(proposed);
        }
        return ContextAnswer.refuse(proposed, Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
    }

    /** Is the context for the objects that a C-GET sends back? */
    private boolean takesObjects(AssociateRequest request, String sopClass) {
        return get.isPresent()
                && request.user().roles().stream()
                        .anyMatch(r -> r.scp() && r.sopClassUid().equals(sopClass));
    }

    private static ContextAnswer firstOf(ProposedContext proposed, List<String> known) {
        return proposed.transferSyntaxes().stream()
                .filter(known::contains)
                .findFirst()
                .map(uid -> ContextAnswer.accept(proposed.id(), uid))
                .orElseGet(() -> ContextAnswer.refuse(proposed, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }

    /** Objects are kept as they come; but of several encodings, one that others can read is the better. */
    private static ContextAnswer firstStandard(ProposedContext proposed) {
        List<String> offered =
                proposed.transferSyntaxes().stream().filter(Uids::isValid).toList();
        return offered.stream()
                .filter(uid -> uid.startsWith(STANDARD))
                .findFirst()
                .or(() -> offered.stream().findFirst())
                .map(uid -> ContextAnswer.accept(proposed.id(), uid))
                .orElseGet(() -> ContextAnswer.refuse(proposed, Result.TRANSFER_SYNTAXES_NOT_SUPPORTED));
    }
}
