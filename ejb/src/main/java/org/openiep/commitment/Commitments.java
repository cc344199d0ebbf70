package org.openiep.commitment;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import javax.sql.DataSource;
import org.openiep.commitment.CommitmentRows.NotKept;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.ObjectReference;
import org.openiep.database.Sql;

/** What destinations keep for good. Every call is one short transaction. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Commitments {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    /** See {@link CommitmentRows#open}. */
    public List<ObjectReference> open(Collection<Long> studyEntryIds) {
        return with(rows -> rows.open(studyEntryIds));
    }

    /** A request is about to be made. */
    public void asked(String transactionUid, long transactionId, long nodeId, Collection<Long> studyEntryIds) {
        with(rows -> {
            rows.asked(transactionUid, transactionId, nodeId, studyEntryIds, clock.instant());
            return true;
        });
    }

    /** See {@link CommitmentRows#isAnswered}. */
    public boolean isAnswered(String transactionUid) {
        return with(rows -> rows.isAnswered(transactionUid));
    }

    /** See {@link CommitmentRows#answered}. */
    public boolean answered(String aeTitle, Commitment report) {
        return with(rows -> rows.answered(aeTitle, report, clock.instant()));
    }

    /** See {@link CommitmentRows#notKept}. */
    public List<NotKept> notKept(Collection<Long> studyEntryIds) {
        return with(rows -> rows.notKept(studyEntryIds));
    }

    private <T> T with(Function<CommitmentRows, T> work) {
        try (Sql sql = Sql.open(dataSource)) {
            return work.apply(new CommitmentRows(sql));
        }
    }
}
