package org.openiep.pull;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.LocalDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openiep.audit.Act;
import org.openiep.audit.Actor;
import org.openiep.audit.Audit;
import org.openiep.database.Sql;
import org.openiep.directory.Node;
import org.openiep.pull.PullRows.HeldObject;
import org.openiep.pull.PullRows.HeldStudy;

/** What nodes may see On IEP, and the record of what they asked for. Every call is one short transaction. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Catalogue {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Audit audit;

    /** See {@link PullRows#studies}. */
    public List<HeldStudy> studies(
            long institution,
            Collection<String> studies,
            @Nullable LocalDateTime from,
            @Nullable LocalDateTime before,
            int limit) {
        return with(rows -> rows.studies(institution, studies, from, before, limit));
    }

    /** See {@link PullRows#objects}. */
    public List<HeldObject> objects(
            long institution, Collection<String> studies, Collection<String> series, Collection<String> instances) {
        return with(rows -> rows.objects(institution, studies, series, instances));
    }

    /** See {@link PullRows#holding}. */
    public List<HeldObject> holding(long institution, Collection<String> instances) {
        return with(rows -> rows.holding(institution, instances));
    }

    /** A node has searched. */
    public void searched(Node node, String level, int matches) {
        audit.record(actor(node), Act.NODE_SEARCHED, "node " + node.id(), level + " level, " + matches + " matches");
    }

    /**
     * A node is about to be sent objects.
     *
     * @param how such as "C-GET"
     */
    public void retrieved(Node node, List<HeldObject> objects, String how) {
        Map<String, Long> byReference =
                objects.stream().collect(Collectors.groupingBy(HeldObject::reference, Collectors.counting()));
        byReference.forEach((reference, count) -> audit.record(
                actor(node), Act.NODE_RETRIEVED, reference, count + " images by " + how + " for node " + node.id()));
    }

    private static Actor actor(Node node) {
        return new Actor(null, "Node " + node.aeTitle(), node.institutionId());
    }

    private <T> T with(Function<PullRows, T> work) {
        try (Sql sql = Sql.open(dataSource)) {
            return work.apply(new PullRows(sql));
        }
    }
}
