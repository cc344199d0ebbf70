package org.openiep.dicom.net;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

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
