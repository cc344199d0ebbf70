package org.openiep.dicom.net;

import java.net.InetAddress;
import java.util.List;

/** Decides on an association that somebody asks for. */
@FunctionalInterface
public interface AcceptorPolicy {
    /**
     * Called on the association's own thread; may block, within the caller's patience.
     *
     * @param from the caller's address
     */
    Decision decide(AssociateRequest request, InetAddress from);

    /** Yes, with an answer for each proposed context, or no. */
    sealed interface Decision {}

    /**
     * Yes.
     *
     * @param contexts one answer for each proposal
     */
    record Accept(List<ContextAnswer> contexts) implements Decision {
        public Accept {
            contexts = List.copyOf(contexts);
        }
    }

    /**
     * No.
     *
     * @param reject what the caller is told
     */
    record Reject(AssociateReject reject) implements Decision {}
}
