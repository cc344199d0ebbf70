package org.openiep.dicom.net;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What an association was agreed on.
 *
 * @param requestor are we the requestor?
 * @param contexts the accepted ones by identifier, in the order they were proposed
 * @param sendLimit longest P-DATA-TF that we send, in bytes after its length field; even
 */
record Negotiated(
        boolean requestor,
        AssociateRequest request,
        AssociateAccept answer,
        Map<Integer, PresentationContext> contexts,
        int sendLimit) {
    /** Room for headers and a few bytes; nobody announces less than 4 KiB in earnest. */
    private static final int SHORTEST = 128;

    /**
     * @param other what the other side told of itself
     * @throws DicomProtocolException when the answer does not fit the request
     */
    static Negotiated of(
            boolean requestor,
            AssociateRequest request,
            AssociateAccept answer,
            UserInformation other,
            AssociationSettings settings)
            throws DicomProtocolException {
        return new Negotiated(
                requestor, request, answer, agreed(request, answer), sendLimit(other, settings.maxPduLength()));
    }

    /**
     * The same, without the transfer syntaxes that were proposed and not accepted: an acceptor needs them no more, and
     * there may be thousands.
     */
    Negotiated lean() {
        List<ProposedContext> proposed = request.contexts().stream()
                .map(c -> new ProposedContext(
                        c.id(),
                        c.abstractSyntax(),
                        contexts.containsKey(c.id())
                                ? List.of(contexts.get(c.id()).transferSyntax())
                                : List.of()))
                .toList();
        AssociateRequest lean =
                new AssociateRequest(request.calledAeTitle(), request.callingAeTitle(), proposed, request.user());
        return new Negotiated(requestor, lean, answer, contexts, sendLimit);
    }

    /** May we ask for this service (be its SCU)? */
    boolean isUser(String sopClass) {
        RoleSelection role = agreedRole(sopClass);
        return requestor ? role.scu() : role.scp();
    }

    /** May we be asked for this service (be its SCP)? */
    boolean isProvider(String sopClass) {
        RoleSelection role = agreedRole(sopClass);
        return requestor ? role.scp() : role.scu();
    }

    /** The requestor's roles: the default ones unless both sides spoke of others (PS3.7 D.3.3.4). */
    private RoleSelection agreedRole(String sopClass) {
        Optional<RoleSelection> asked = request.user().role(sopClass);
        Optional<RoleSelection> answered = answer.user().role(sopClass);
        if (asked.isEmpty() || answered.isEmpty()) {
            return new RoleSelection(sopClass, true, false);
        }
        return new RoleSelection(
                sopClass,
                asked.get().scu() && answered.get().scu(),
                asked.get().scp() && answered.get().scp());
    }

    /** How many requests of ours may be open at once (PS3.7 D.3.3.3), {@link Integer#MAX_VALUE} for any number. */
    int invokable() {
        AsyncWindow asked = request.user().asyncWindow();
        AsyncWindow answered = answer.user().asyncWindow();
        return requestor ? invoked(asked, answered) : performed(asked, answered);
    }

    /** The same of the other side's. */
    int performable() {
        AsyncWindow asked = request.user().asyncWindow();
        AsyncWindow answered = answer.user().asyncWindow();
        return requestor ? performed(asked, answered) : invoked(asked, answered);
    }

    private static int invoked(AsyncWindow asked, AsyncWindow answered) {
        return Math.min(unlimited(asked.invoked()), unlimited(answered.invoked()));
    }

    private static int performed(AsyncWindow asked, AsyncWindow answered) {
        return Math.min(unlimited(asked.performed()), unlimited(answered.performed()));
    }

    private static int unlimited(int window) {
        return window == 0 ? Integer.MAX_VALUE : window;
    }

    private static int sendLimit(UserInformation other, int ours) throws DicomProtocolException {
        long theirs = other.maxPduLength();
        if (theirs == 0) {
            return ours;
        }
        if (theirs < SHORTEST) {
            throw new DicomProtocolException(
                    Abort.INVALID_PARAMETER_VALUE,
                    "The other side takes PDUs of " + theirs + " bytes at most; a message needs " + SHORTEST + ".");
        }
        // Fragments have an even number of bytes (PS3.8 Annex E.1), and all headers do.
        return (int) Math.min(theirs, ours) & ~1;
    }

    private static Map<Integer, PresentationContext> agreed(AssociateRequest request, AssociateAccept answer)
            throws DicomProtocolException {
        Map<Integer, ContextAnswer> accepted = new LinkedHashMap<>();
        for (ContextAnswer context : answer.contexts()) {
            if (context.isAccepted()) {
                accepted.put(context.id(), context);
            }
        }
        Map<Integer, PresentationContext> agreed = new LinkedHashMap<>();
        for (ProposedContext proposed : request.contexts()) {
            ContextAnswer context = accepted.remove(proposed.id());
            if (context == null) {
                continue;
            }
            if (!proposed.transferSyntaxes().contains(context.transferSyntax())) {
                throw invalid("Context " + context.id() + " was accepted in transfer syntax " + context.transferSyntax()
                        + ", which was not proposed.");
            }
            agreed.put(
                    proposed.id(),
                    new PresentationContext(proposed.id(), proposed.abstractSyntax(), context.transferSyntax()));
        }
        if (!accepted.isEmpty()) {
            throw invalid("Contexts " + accepted.keySet() + " were accepted and not proposed.");
        }
        return Collections.unmodifiableMap(agreed);
    }

    private static DicomProtocolException invalid(String message) {
        return new DicomProtocolException(Abort.INVALID_PARAMETER_VALUE, message);
    }
}
