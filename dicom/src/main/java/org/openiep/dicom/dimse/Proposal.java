package org.openiep.dicom.dimse;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.net.AssociateRequest;
import org.openiep.dicom.net.AssociationSettings;
import org.openiep.dicom.net.AsyncWindow;
import org.openiep.dicom.net.ProposedContext;
import org.openiep.dicom.net.RoleSelection;
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
    private final Map<String, RoleSelection> roles = new LinkedHashMap<>();
    private AsyncWindow window = AsyncWindow.SYNCHRONOUS;

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

    /**
     * Taking objects of this class on the association on which a C-GET asks for them, as their SCP (PS3.7 D.3.3.4).
     *
     * @param transferSyntaxes for one context, from which the acceptor chooses one; to take several encodings, call
     *     this for each
     */
    public Proposal receive(String sopClass, List<String> transferSyntaxes) {
        roles.put(sopClass, new RoleSelection(sopClass, false, true));
        return add(sopClass, transferSyntaxes);
    }

    /** Asking for storage commitment, and hearing the report on the same association or on another. */
    public Proposal commitment() {
        return service(Uids.STORAGE_COMMITMENT_PUSH);
    }

    /** Bringing a commitment report back to who asked for it: we are the SCP on an association of ours (PS3.4 J.3.3). */
    public Proposal commitmentReport() {
        roles.put(Uids.STORAGE_COMMITMENT_PUSH, new RoleSelection(Uids.STORAGE_COMMITMENT_PUSH, false, true));
        return service(Uids.STORAGE_COMMITMENT_PUSH);
    }

    /**
     * Several requests of ours under way at once (PS3.7 D.3.3.3), for {@link StorePipeline}.
     *
     * @param invoked 1 to 65535, or 0 for any number; the acceptor may want fewer
     */
    public Proposal window(int invoked) {
        window = new AsyncWindow(invoked, 1);
        return this;
    }

    /** Are all 128 contexts taken? */
    public boolean isFull() {
        return contexts.size() == AssociateRequest.MAX_CONTEXTS;
    }

    private Proposal add(String sopClass, List<String> transferSyntaxes) {
        boolean there = contexts.stream()
                .anyMatch(c -> c.abstractSyntax().equals(sopClass)
                        && c.transferSyntaxes().equals(transferSyntaxes));
        if (!there) {
            if (isFull()) {
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
                UserInformation.of(AssociationSettings.DEFAULT_MAX_PDU_LENGTH, window, List.copyOf(roles.values())));
    }
}
