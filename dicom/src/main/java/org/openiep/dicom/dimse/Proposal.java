package org.openiep.dicom.dimse;

import java.util.ArrayList;
import java.util.List;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.AssociateRequest;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.ProposedContext;
import org.openiep.dicom.net.UserInformation;

/**
 * Collects what an association is to be used for. Not safe for several threads.
 *
 * <pre>{@code
 * AssociateRequest request = new Proposal("PACS", "OPENIEP").service(Uids.VERIFICATION).request();
 * }</pre>
 */
public final class Proposal {
    private final String calledAeTitle;
    private final String callingAeTitle;
    private final List<ProposedContext> contexts = new ArrayList<>();

    /**
     * Begins without any presentation context.
     *
     * @param calledAeTitle 1 to 16 characters
     * @param callingAeTitle 1 to 16 characters
     */
    public Proposal(String calledAeTitle, String callingAeTitle) {
        this.calledAeTitle = calledAeTitle;
        this.callingAeTitle = callingAeTitle;
    }

    /** A service whose data sets we encode ourselves: explicit or implicit VR little endian, as the acceptor likes. */
    public Proposal service(String sopClass) {
        return add(sopClass, List.of(Uids.EXPLICIT_VR_LITTLE_ENDIAN, Uids.IMPLICIT_VR_LITTLE_ENDIAN));
    }

    /**
     * Storage of objects that are held in this transfer syntax; a context of its own, so that the acceptor says yes or
     * no to each.
     */
    public Proposal storage(String sopClass, String transferSyntax) {
        return add(sopClass, List.of(transferSyntax));
    }

    private Proposal add(String sopClass, List<String> transferSyntaxes) {
        boolean there = contexts.stream()
                .anyMatch(c -> c.abstractSyntax().equals(sopClass)
                        && c.transferSyntaxes().equals(transferSyntaxes));
        if (!there) {
            if (contexts.size() == AssociateRequest.MAX_CONTEXTS) {
                throw new IllegalStateException(
                        "One association has at most " + AssociateRequest.MAX_CONTEXTS + " presentation contexts.");
            }
            contexts.add(new ProposedContext(2 * contexts.size() + 1, sopClass, transferSyntaxes));
        }
        return this;
    }

    /** The request to open an association with. */
    public AssociateRequest request() {
        return new AssociateRequest(
                calledAeTitle,
                callingAeTitle,
                contexts,
                UserInformation.of(AssociationSettings.DEFAULT_MAX_PDU_LENGTH));
    }
}
