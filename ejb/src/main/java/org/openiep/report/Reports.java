package org.openiep.report;

import static org.openiep.people.Permission.SEE_REPORTS;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.openiep.people.Caller;
import org.openiep.people.SignIn;
import org.openiep.policy.ExchangeClock;
import org.openiep.problem.InvalidInput;
import org.openiep.report.Report.Count;
import org.openiep.report.Report.Times;

/** Reports on the transactions that the caller's institution sent or received. */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class Reports {

    private static final int LONGEST_DAYS = 732;

    private static final String PERIOD = " (t.from_institution_id = :own or t.to_institution_id = :own)"
            + " and t.created >= :begin and t.created < :end";

    @PersistenceContext
    EntityManager entities;

    @Inject
    Caller caller;

    /**
     * The report of a period.
     *
     * @param from first day, Europe/London
     * @param to last day, included; at most two years later
     * @throws InvalidInput for a period that ends before it begins or is too long
     */
    public Report of(LocalDate from, LocalDate to) {
        caller.require(SEE_REPORTS);
        if (to.isBefore(from)) {
            throw new InvalidInput("to", "Choose a last day that is not before the first.");
        }
        if (from.plusDays(LONGEST_DAYS).isBefore(to)) {
            throw new InvalidInput("to", "Choose a period of two years at most.");
        }
        return new Report(
                from,
                to,
                counts(
                        "select t.status, count(*) from transaction t where" + PERIOD
                                + " group by 1 order by 2 desc, 1",
                        from,
                        to),
                counts(
                        "select t.priority, count(*) from transaction t where" + PERIOD + " group by 1 order by 1",
                        from,
                        to),
                counts(
                        "select i.name, count(*) from transaction t join institution i on i.id ="
                                + " case when t.from_institution_id = :own then t.to_institution_id"
                                + " else t.from_institution_id end where" + PERIOD
                                + " group by 1 order by 2 desc, 1 limit 20",
                        from,
                        to),
                times(from, to),
                counts(
                        "select a.failure, count(*) from attempt a join transaction t on t.id = a.transaction_id where"
                                + PERIOD + " and a.failure <> '' group by 1 order by 2 desc, 1",
                        from,
                        to));
    }

    private List<Count> counts(String sql, LocalDate from, LocalDate to) {
        List<?> rows = query(sql, from, to).getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Count(String.valueOf(row[0]), ((Number) row[1]).longValue()))
                .toList();
    }

    private List<Times> times(LocalDate from, LocalDate to) {
        String seconds = "extract(epoch from t.delivered_at - t.created)";
        List<?> rows = query(
                        "select t.priority, count(*),"
                                + " percentile_cont(0.5) within group (order by " + seconds + "),"
                                + " percentile_cont(0.9) within group (order by " + seconds + ")"
                                + " from transaction t where" + PERIOD
                                + " and t.delivered_at is not null group by 1 order by 1",
                        from,
                        to)
                .getResultList();
        return rows.stream()
                .map(row -> (Object[]) row)
                .map(row -> new Times(
                        String.valueOf(row[0]),
                        number(row[1]).longValue(),
                        number(row[2]).doubleValue(),
                        number(row[3]).doubleValue()))
                .toList();
    }

    private static Number number(Object value) {
        return (Number) value;
    }

    private Query query(String sql, LocalDate from, LocalDate to) {
        return entities.createNativeQuery(sql)
                .setParameter("own", caller.institutionId())
                .setParameter("begin", midnight(from))
                .setParameter("end", midnight(to.plusDays(1)));
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ExchangeClock.ZONE).toInstant();
    }
}
