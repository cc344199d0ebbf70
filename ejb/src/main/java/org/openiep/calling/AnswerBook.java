package org.openiep.calling;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import javax.sql.DataSource;
import org.openiep.database.Sql;

/** Writes down how long nodes take to answer, each time in a short transaction of its own. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class AnswerBook {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    /** See {@link AnswerRows#note}. */
    public void note(long nodeId, Duration answer) {
        try (Sql sql = Sql.open(dataSource)) {
            new AnswerRows(sql).note(nodeId, answer, clock.instant());
        }
    }
}
