package org.openiep.exchange;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.SignIn;

/** Which studies the caller's institution has sent to another already (requirement G18). */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class EarlierTransfers {
    /** What never arrived, or was called off, does not count. */
    private static final Set<Status> DO_NOT_COUNT =
            Set.of(Status.FAILED, Status.CANCELLED, Status.DECLINED, Status.NEEDS_DETAILS);

    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    /** The latest transaction of each of the studies that went, or is going, there; studies that did not are left out. */
    public List<SentBefore> find(long toInstitution, Collection<String> studyInstanceUids) {
        caller.require(Permission.CREATE_TRANSFER);
        if (studyInstanceUids.isEmpty()) {
            return List.of();
        }
        Map<String, SentBefore> latest = new LinkedHashMap<>();
        entities.createQuery(
                        "select new org.openiep.exchange.SentBefore(s.studyInstanceUid, t.reference, t.created, t.status)"
                                + " from StudyEntry s join s.transaction t"
                                + " where s.studyInstanceUid in :studies and t.fromInstitution.id = :own"
                                + " and t.toInstitution.id = :to and t.status not in :not order by t.created desc",
                        SentBefore.class)
                .setParameter("studies", studyInstanceUids)
                .setParameter("own", caller.institutionId())
                .setParameter("to", toInstitution)
                .setParameter("not", DO_NOT_COUNT)
                .getResultList()
                .forEach(sent -> latest.putIfAbsent(sent.studyInstanceUid(), sent));
        return List.copyOf(latest.values());
    }
}
