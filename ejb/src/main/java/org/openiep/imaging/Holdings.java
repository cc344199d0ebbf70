package org.openiep.imaging;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import javax.sql.DataSource;
import org.openiep.database.Sql;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.HeldFile;
import org.openiep.imaging.InstanceRows.Listed;
import org.openiep.imaging.InstanceRows.Tally;
import org.openiep.imaging.InstanceRows.Undelivered;

/** What the exchange holds of a transfer, image by image. Every call is one short transaction and one statement. */
@Stateless
@PermitAll
@TransactionAttribute(TransactionAttributeType.REQUIRES_NEW)
public class Holdings {
    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    /** See {@link InstanceRows#expect}. */
    public void expect(long studyEntryId, Collection<Listed> listed) {
        with(rows -> {
            rows.expect(studyEntryId, listed);
            return true;
        });
    }

    /** See {@link InstanceRows#tallies}. */
    public Map<Long, Tally> tallies(Collection<Long> studyEntryIds) {
        return with(rows -> rows.tallies(studyEntryIds));
    }

    /** See {@link InstanceRows#missing}. */
    public List<Listed> missing(long studyEntryId) {
        return with(rows -> rows.missing(studyEntryId));
    }

    /** See {@link InstanceRows#seriesBegun}. */
    public List<String> seriesBegun(long studyEntryId) {
        return with(rows -> rows.seriesBegun(studyEntryId));
    }

    /** See {@link InstanceRows#files}. */
    public List<HeldFile> files(Collection<Long> studyEntryIds) {
        return with(rows -> rows.files(studyEntryIds));
    }

    /** See {@link InstanceRows#lost}. */
    public void lost(Collection<HeldFile> files) {
        with(rows -> {
            rows.lost(files);
            return true;
        });
    }

    /** See {@link InstanceRows#undelivered}. */
    public List<Undelivered> undelivered(Collection<Long> studyEntryIds) {
        return with(rows -> rows.undelivered(studyEntryIds));
    }

    /** See {@link InstanceRows#refused}. */
    public List<Answer> refused(Collection<Long> studyEntryIds) {
        return with(rows -> rows.refused(studyEntryIds));
    }

    /** See {@link InstanceRows#forgetRefusals}. */
    public void forgetRefusals(Collection<Long> studyEntryIds) {
        with(rows -> {
            rows.forgetRefusals(studyEntryIds);
            return true;
        });
    }

    /** See {@link InstanceRows#answered}. */
    public void answered(Collection<Answer> answers) {
        with(rows -> {
            rows.answered(answers, clock.instant());
            return true;
        });
    }

    /** See {@link InstanceRows#broughtByOthers}. */
    public Set<Long> broughtByOthers(Collection<Long> studyEntryIds) {
        return with(rows -> rows.broughtByOthers(studyEntryIds));
    }

    private <T> T with(Function<InstanceRows, T> work) {
        try (Sql sql = Sql.open(dataSource)) {
            return work.apply(new InstanceRows(sql));
        }
    }
}
