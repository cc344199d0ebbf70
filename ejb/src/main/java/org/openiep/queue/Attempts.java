package org.openiep.queue;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.exchange.AttemptSource;
import org.openiep.exchange.TransactionDetails.Attempt;

/** Tells of the attempts of a transaction's jobs. */
@ApplicationScoped
public class Attempts implements AttemptSource {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    /** Images for the present attempt that we refused ourselves, on whichever server, since too many waited. */
    public int turnedAway(Job job) {
        try (Sql sql = Sql.open(dataSource)) {
            return new AttemptRows(sql).turnedAway(job);
        }
    }

    @Override
    public List<Attempt> of(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            return new AttemptRows(sql).of(transactionId);
        }
    }
}
