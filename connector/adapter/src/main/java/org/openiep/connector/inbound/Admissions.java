package org.openiep.connector.inbound;

import java.net.InetAddress;
import java.security.cert.X509Certificate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.Party;
import org.openiep.connector.security.CertificateNames;
import org.openiep.dicom.net.AssociateReject;
import org.openiep.dicom.net.AssociateRequest;

/** Who may have an association, and how many at once. */
final class Admissions {
    private static final System.Logger LOG = System.getLogger(Admissions.class.getName());

    private final Set<String> aeTitles;
    private final int limit;
    private final DicomListener application;
    private final Map<String, Integer> openByCaller = new HashMap<>();
    private int open;

    Admissions(Set<String> aeTitles, int limit, DicomListener application) {
        this.aeTitles = aeTitles;
        this.limit = limit;
        this.application = application;
    }

    /** One caller's way through the door; closing gives its place back. */
    final class Visit implements AutoCloseable {
        private Optional<String> place = Optional.empty();
        private Party party = new Party("", "", "");
        private boolean mayQuery;
        private final boolean secure;

        Visit(boolean secure) {
            this.secure = secure;
        }

        /** May this caller come in? Takes a place if so; else says with what it is rejected. */
        Optional<AssociateReject> enter(
                AssociateRequest request, InetAddress from, Optional<X509Certificate> certificate) {
            party = new Party(
                    request.callingAeTitle(),
                    request.calledAeTitle(),
                    from.getHostAddress(),
                    secure,
                    certificate.map(CertificateNames::of).orElse(Set.of()));
            Optional<AssociateReject> rejection = reject(this);
            if (rejection.isEmpty()) {
                place = Optional.of(party.callingAeTitle());
            } else {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Association of {0} at {1} with {2} was {3}.",
                        party.callingAeTitle(),
                        party.address(),
                        party.calledAeTitle(),
                        rejection.get().words());
            }
            return rejection;
        }

        /** Who came in. */
        Party party() {
            return party;
        }

        /** May it search and retrieve? */
        boolean mayQuery() {
            return mayQuery;
        }

        @Override
        public void close() {
            place.ifPresent(Admissions.this::leave);
            place = Optional.empty();
        }
    }

    private Optional<AssociateReject> reject(Visit visit) {
        Party party = visit.party;
        if (!aeTitles.contains(party.calledAeTitle())) {
            return Optional.of(AssociateReject.CALLED_AE_NOT_RECOGNISED);
        }
        Admission admission = ask(party);
        if (admission instanceof Admission.CallingAeUnknown) {
            return Optional.of(AssociateReject.CALLING_AE_NOT_RECOGNISED);
        }
        if (admission instanceof Admission.CalledAeUnknown) {
            return Optional.of(AssociateReject.CALLED_AE_NOT_RECOGNISED);
        }
        if (admission instanceof Admission.Admitted admitted) {
            visit.mayQuery = admitted.mayQuery();
            return take(party.callingAeTitle(), admitted.maxAssociations())
                    ? Optional.empty()
                    : Optional.of(AssociateReject.LOCAL_LIMIT_EXCEEDED);
        }
        return Optional.of(AssociateReject.TEMPORARY_CONGESTION);
    }

    private Admission ask(Party party) {
        try {
            return application.admit(party);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "The application could not say who may come in.", e);
            return new Admission.TryLater();
        }
    }

    private synchronized boolean take(String caller, int callersLimit) {
        int callers = openByCaller.getOrDefault(caller, 0);
        if (open >= limit || callers >= callersLimit) {
            return false;
        }
        open++;
        openByCaller.put(caller, callers + 1);
        return true;
    }

    private synchronized void leave(String caller) {
        open--;
        openByCaller.computeIfPresent(caller, (title, count) -> count > 1 ? count - 1 : null);
    }
}
