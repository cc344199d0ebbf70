package org.openiep.arrival;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import javax.sql.DataSource;
import org.openiep.connector.api.TurnedAway;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.outage.StoreHealth;
import org.openiep.outage.StoreTroubles;
import org.openiep.outage.StoreTroubles.Unread;

/** Takes down which images were refused unread, since too many wait, and whose they were. */
@ApplicationScoped
public class TurningAway {
    /** What a running collection has asked for it asks for again by itself; nobody has to be told of single images. */
    private static final String SENT_ON_THEIR_OWN = """
            select asked.number, n.id
            from unnest(?::text[], ?::text[], ?::text[]) with ordinality as asked (ae, study, image, number)
            join node n on n.ae_title = asked.ae and n.active
            where not exists (
                select 1 from job j join job_study s on s.job_id = j.id
                where j.institution_id = n.institution_id and j.step = 'COLLECT' and j.state = 'RUNNING'
                  and (s.study_instance_uid = asked.study or exists (
                    select 1 from instance i
                    where i.study_entry_id = s.study_entry_id and i.sop_instance_uid = asked.image)))
            order by asked.number
            """;

    /** Where nothing says which study it is of, it may be any that is being collected from that node. */
    private static final String COLLECTED = """
            update attempt a set turned_away = a.turned_away + hit.images
            from (
                select j.id, j.run, count(distinct asked.number) as images
                from unnest(?::text[], ?::text[], ?::text[], ?::boolean[]) with ordinality
                    as asked (ae, study, image, ours, number)
                join node n on n.ae_title = asked.ae and n.active
                join job j on j.institution_id = n.institution_id and j.step = 'COLLECT' and j.state = 'RUNNING'
                join job_study s on s.job_id = j.id
                where s.study_instance_uid = asked.study
                   or (asked.study = '' and asked.ours and j.node_id = n.id)
                   or exists (
                    select 1 from instance i
                    where i.study_entry_id = s.study_entry_id and i.sop_instance_uid = asked.image)
                group by j.id, j.run) hit
            where a.job_id = hit.id and a.number = hit.run
            """;

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Clock clock;

    @Inject
    StoreHealth health;

    @Inject
    StoreTroubles troubles;

    /** See {@link org.openiep.connector.api.DicomListener#turnedAway}. All of it is taken down, or nothing. */
    public void note(List<TurnedAway> objects, int mayWait) {
        Instant now = clock.instant();
        // The backlog also grows where the store does not take what has arrived.
        Diagnosis why = health.problem()
                .orElseGet(() -> OwnDiagnoses.ownBacklog("no room among the " + mayWait + " images that may wait"));
        noteCollected(objects);
        List<Instant> times =
                objects.stream().map(object -> now.minus(object.ago())).toList();
        troubles.full(
                unread(objects, now),
                times.stream().min(Comparator.naturalOrder()).orElse(now),
                times.stream().max(Comparator.naturalOrder()).orElse(now),
                why);
    }

    /** The attempts that had asked for them will know why they did not come. */
    private void noteCollected(List<TurnedAway> objects) {
        if (objects.isEmpty()) {
            return;
        }
        try (Sql sql = Sql.open(dataSource)) {
            sql.update(
                    COLLECTED,
                    objects.stream()
                            .map(object -> object.from().callingAeTitle())
                            .toList(),
                    objects.stream().map(TurnedAway::studyBefore).toList(),
                    objects.stream().map(TurnedAway::sopInstanceUid).toList(),
                    objects.stream().map(TurnedAway::asked).toList());
        }
    }

    private List<Unread> unread(List<TurnedAway> objects, Instant now) {
        List<TurnedAway> unasked =
                objects.stream().filter(object -> !object.asked()).toList();
        if (unasked.isEmpty()) {
            return List.of();
        }
        try (Sql sql = Sql.open(dataSource)) {
            return sql.list(
                    SENT_ON_THEIR_OWN,
                    row -> {
                        TurnedAway object = unasked.get(row.getInt(1) - 1);
                        return new Unread(
                                row.getLong(2), object.studyBefore(), object.sopInstanceUid(), now.minus(object.ago()));
                    },
                    unasked.stream()
                            .map(object -> object.from().callingAeTitle())
                            .toList(),
                    unasked.stream().map(TurnedAway::studyBefore).toList(),
                    unasked.stream().map(TurnedAway::sopInstanceUid).toList());
        }
    }
}
