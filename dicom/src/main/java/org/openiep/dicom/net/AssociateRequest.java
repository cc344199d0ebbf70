package org.openiep.dicom.net;

import java.util.List;

/**
 * An A-ASSOCIATE-RQ (PS3.8 9.3.2).
 *
 * @param calledAeTitle without padding, up to 16 characters
 * @param callingAeTitle without padding, up to 16 characters
 * @param contexts 1 to 128 proposals
 * @param user the requestor of itself
 */
public record AssociateRequest(
        String calledAeTitle, String callingAeTitle, List<ProposedContext> contexts, UserInformation user)
        implements Pdu {
    /** Identifiers are the odd numbers of a byte, so no association has more contexts. */
    public static final int MAX_CONTEXTS = 128;

    public AssociateRequest {
        contexts = List.copyOf(contexts);
    }
}
