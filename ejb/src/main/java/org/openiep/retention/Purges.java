package org.openiep.retention;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.exchange.Progress;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;

/** The single steps of a purge, each a short database transaction. Needs no caller. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Purges {
    /** Longer than an image takes that was on its way when its transaction was called off. */
    private static final Duration LONGEST_ON_ITS_WAY = Duration.ofHours(1);

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Progress progress;

    @Inject
    Policies policies;

    @Inject
    Clock clock;

    /** Some transactions whose images have been kept for long enough, and of which nothing moves at present. */
    public List<Long> due() {
        try (Sql sql = Sql.open(dataSource)) {
            return new RetentionRows(sql).due(before());
        }
    }

    /** Ends one of them, unless somebody has it in hand or it is not due any more. Answers whether it was ended. */
    public boolean end(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            if (!new RetentionRows(sql).lockIfDue(transactionId, before())) {
                return false;
            }
            progress.purged(transactionId);
            return true;
        }
    }

    /** Some transactions that are over and whose files may be there still. */
    public List<Long> withImagesToGo() {
        try (Sql sql = Sql.open(dataSource)) {
            return new RetentionRows(sql).withImagesToGo(clock.instant().minus(LONGEST_ON_ITS_WAY));
        }
    }

    /** No file of it is left. */
    public void imagesGone(long transactionId) {
        try (Sql sql = Sql.open(dataSource)) {
            new RetentionRows(sql).imagesGone(transactionId, clock.instant());
        }
    }

    private Instant before() {
        return clock.instant().minus(policies.time(Policy.RETENTION));
    }
}
