package org.openiep.queue;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.exchange.AttemptSource;
import org.openiep.exchange.TransactionDetails.Attempt;

/** Tells the attempts of a transaction's jobs. */
@ApplicationScoped
public class Attempts implements AttemptSource {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Override
    public List<Attempt> of(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            return new AttemptRows(sql).of(transactionId);
        }
    }
}
