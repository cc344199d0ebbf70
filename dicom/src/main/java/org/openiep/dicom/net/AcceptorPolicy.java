package org.openiep.dicom.net;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;

/** Decides on an association that somebody asks for. */
@FunctionalInterface
public interface AcceptorPolicy {
    /**
     * Called on the association's own thread; may block, within the caller's patience.
     *
     * @param from the caller's address
     */
    Decision decide(AssociateRequest request, InetAddress from);

    /**
     * The same with the caller's certificate, which is trusted; policies that care for it override this.
     *
     * @param certificate none over plain TCP, or where none was shown
     */
    default Decision decide(AssociateRequest request, InetAddress from, Optional<X509Certificate> certificate) {
        return decide(request, from);
    }

    /** Yes, with an answer for each proposed context, or no. */
    sealed interface Decision {}

    /**
     * Yes.
     *
     * @param contexts one answer for each proposal
     * @param roles answers to role selections; a class without one keeps the default roles (PS3.7 D.3.3.4)
     * @param window from the requestor's point of view, at most what it proposed (PS3.7 D.3.3.3)
     */
    record Accept(List<ContextAnswer> contexts, List<RoleSelection> roles, AsyncWindow window) implements Decision {
        public Accept {
            contexts = List.copyOf(contexts);
            roles = List.copyOf(roles);
        }

        /** Yes, in the default roles and one operation at a time. */
        public Accept(List<ContextAnswer> contexts) {
            this(contexts, List.of(), AsyncWindow.SYNCHRONOUS);
        }
    }

    /**
     * No.
     *
     * @param reject what the caller is told
     */
    record Reject(AssociateReject reject) implements Decision {}
}
