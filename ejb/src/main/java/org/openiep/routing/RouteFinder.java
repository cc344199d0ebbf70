package org.openiep.routing;

import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import java.util.Optional;

/** Which route takes what a node sends. Needs no caller: a PACS asks. */
@Stateless
@PermitAll
public class RouteFinder {
    @PersistenceContext
    EntityManager entities;

    /**
     * The first active route that takes it, of active nodes and institutions.
     *
     * @param modality of the study's first image; may be empty
     * @param description of the study; may be empty
     */
    public Optional<Route> find(long callingNode, String calledAeTitle, String modality, String description) {
        return entities.createQuery(
                        "select r from Route r join fetch r.callingNode join fetch r.destinationNode"
                                + " where r.callingNode.id = :from and r.calledAeTitle = :called and r.active = true"
                                + " and r.destinationNode.active = true"
                                + " and r.destinationNode.institution.active = true order by r.place, r.id",
                        Route.class)
                .setParameter("from", callingNode)
                .setParameter("called", calledAeTitle)
                .getResultStream()
                .filter(route -> route.takes(modality, description))
                .findFirst();
    }
}
