package org.openiep.queue;

import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.openiep.database.Sql;

/** The blue lights among the jobs: few rows, looked at twice a second. */
final class BlueLightRows {
    private static final String WAITING = """
            with busy as (
                select lane, node_id, institution_id, count(*) as jobs from job where state = 'RUNNING'
                group by lane, node_id, institution_id)
            select j.id, j.lane, j.node_id, j.institution_id,
                coalesce((select sum(jobs) from busy b where b.lane = j.lane and b.node_id = j.node_id), 0)
                    >= n.associations as node_full,
                coalesce((select sum(jobs) from busy b where b.lane = j.lane
                    and b.institution_id = j.institution_id), 0) as institution_jobs,
                (%s limit 1) as same_study
            from job j join node n on n.id = j.node_id
            where j.priority = 0 and j.state in ('QUEUED', 'RETRY') and j.not_before <= ? and %s
            order by j.queued_at, j.id
            """.formatted(JobRows.SAME_STUDY, JobRows.FREE_TO_GO);

    private final Sql sql;

    BlueLightRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * A blue light that could start if something else stopped.
     *
     * @param nodeFull as many jobs as the node allows associations are running with it
     * @param institutionJobs of its institution, running in the same direction
     * @param sameStudy the running job that collects the same study; null when there is none
     */
    record Waiting(
            long jobId,
            Lane lane,
            long nodeId,
            long institutionId,
            boolean nodeFull,
            int institutionJobs,
            @Nullable Long sameStudy) {}

    List<Waiting> waiting(Instant now) {
        return sql.list(
                WAITING,
                row -> {
                    long same = row.getLong("same_study");
                    return new Waiting(
                            row.getLong("id"),
                            Lane.valueOf(row.getString("lane")),
                            row.getLong("node_id"),
                            row.getLong("institution_id"),
                            row.getBoolean("node_full"),
                            row.getInt("institution_jobs"),
                            same == 0 ? null : same);
                },
                now);
    }

    /** Studies of the blue lights that move, on whichever server; a routed one does so before it has a job. */
    Set<String> moving() {
        return new HashSet<>(sql.list("""
                select s.study_instance_uid from job j join job_study s on s.job_id = j.id
                where j.priority = 0 and j.state = 'RUNNING'
                union
                select r.study_instance_uid from routed_study r join transaction t on t.id = r.transaction_id
                where r.arriving and r.sender_until >= clock_timestamp() and t.priority = 'BLUE_LIGHT'
                """, row -> row.getString(1)));
    }
}
