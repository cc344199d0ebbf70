package org.openiep.outage;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.people.SignIn;

/** Which nodes are known to be away, for who is about to rely on one (requirement D14). */
@Stateless
@RolesAllowed(SignIn.STAFF)
@TransactionAttribute(TransactionAttributeType.SUPPORTS)
public class NodesAway {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    /** Since when each of these nodes cannot be reached; those that can, as far as is known, are left out. */
    public Map<Long, Instant> since(Collection<Long> nodes) {
        try (Sql sql = Sql.open(dataSource)) {
            return new OutageRows(sql).since(nodes);
        }
    }
}
