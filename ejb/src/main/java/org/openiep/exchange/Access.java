package org.openiep.exchange;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import org.openiep.people.Caller;
import org.openiep.people.User;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.problem.NotFound;

/** How the caller comes to a transaction: only to those that he or she may know of. */
@ApplicationScoped
class Access {
    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    @Inject
    Policies policies;

    @Inject
    TransactionStory story;

    Viewer viewer() {
        User user = caller.user();
        return Viewer.of(user, policies.flag(Policy.CLINICIANS_SEE_INSTITUTION, user.institutionId()));
    }

    /** The transaction with its row locked, as it is now; {@link NotFound} unless the viewer may see it. */
    Transaction locked(String reference, Viewer viewer) {
        return story.lock(find(reference, viewer).id()).orElseThrow(Access::notFound);
    }

    /** {@link NotFound} unless the viewer may see it. */
    Transaction find(String reference, Viewer viewer) {
        return entities.createQuery("select t from Transaction t where t.reference = :reference", Transaction.class)
                .setParameter("reference", reference)
                .getResultStream()
                .findFirst()
                .filter(viewer::sees)
                .orElseThrow(Access::notFound);
    }

    private static NotFound notFound() {
        return new NotFound("There is no such transaction, or it is not yours to see.");
    }
}
