package org.openiep.dicom.net;

import java.util.List;

/**
 * An A-ASSOCIATE-AC (PS3.8 9.3.3).
 *
 * @param calledAeTitle copied from the request; not to be tested (PS3.8 table 9-17)
 * @param callingAeTitle copied from the request; not to be tested
 * @param contexts one answer for each proposal
 * @param user the acceptor of itself
 */
public record AssociateAccept(
        String calledAeTitle, String callingAeTitle, List<ContextAnswer> contexts, UserInformation user)
        implements Pdu {
    public AssociateAccept {
        contexts = List.copyOf(contexts);
    }
}
