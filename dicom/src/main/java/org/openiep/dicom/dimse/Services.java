package org.openiep.dicom.dimse;

import java.util.List;
import java.util.Optional;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.AssociateRequest;
import org.openiep.dicom.net.ContextAnswer;
import org.openiep.dicom.net.ContextAnswer.Result;
import org.openiep.dicom.net.ProposedContext;

/**
 * What is offered on an association; C-ECHO always is.
 *
 * <pre>{@code
 * Services services = Services.ECHO.withStore(objects::take).withFind(index::search).withMove(sender::send);
 * }</pre>
 */
public record Services(Optional<StoreHandler> store, Optional<FindHandler> find, Optional<MoveHandler> move) {
    /** Nothing but C-ECHO. */
    public static final Services ECHO = new Services(Optional.empty(), Optional.empty(), Optional.empty());

    private static final String STANDARD = "1.2.840.10008.";

    /** RT Beams Delivery Instruction and RT Brachy Application Setup Delivery Instruction, outside the common branch. */
    private static final List<String> MORE_STORAGE = List.of("1.2.840.10008.5.1.4.34.7", "1.2.840.10008.5.1.4.34.10");

    private static final List<String> FIND = List.of(Uids.STUDY_ROOT_FIND, Uids.PATIENT_ROOT_FIND);
    private static final List<String> MOVE = List.of(Uids.STUDY_ROOT_MOVE, Uids.PATIENT_ROOT_MOVE);

    /** The encodings that we read and write ourselves. */
    private static final List<String> READABLE = List.of(
            Uids.EXPLICIT_VR_LITTLE_ENDIAN,
            Uids.IMPLICIT_VR_LITTLE_ENDIAN,
            Uids.EXPLICIT_VR_BIG_ENDIAN,
            Uids.DEFLATED_EXPLICIT_VR_LITTLE_ENDIAN);

    /** The same and storage of any kind of object. */
    public Services withStore(StoreHandler handler) {
        return new Services(Optional.of(handler), find, move);
    }

    /** The same and searches in the study and patient root models. */
    public Services withFind(FindHandler handler) {
        return new Services(store, Optional.of(handler), move);
    }

    /** The same and moves in the study and patient root models. */
    public Services withMove(MoveHandler handler) {
        return new Services(store, find, Optional.of(handler));
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

    /** Answers each proposed context: the first transfer syntax in the requestor's order that we can take. */
    public List<ContextAnswer> answer(AssociateRequest request) {
        return request.contexts().stream().map(this::answer).toList();
    }

    private ContextAnswer answer(ProposedContext proposed) {
        String sopClass = proposed.abstractSyntax();
        if (sopClass.equals(Uids.VERIFICATION)
                || (find.isPresent() && FIND.contains(sopClass))
                || (move.isPresent() && MOVE.contains(sopClass))) {
            return firstOf(proposed, READABLE);
        }
        if (store.isPresent() && isStorage(sopClass)) {
            return firstStandard(proposed);
        }
        return ContextAnswer.refuse(proposed, Result.ABSTRACT_SYNTAX_NOT_SUPPORTED);
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
