package org.openiep.board;

import jakarta.annotation.Resource;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openiep.board.LanesView.LaneState;
import org.openiep.board.LanesView.NodeWork;
import org.openiep.board.LanesView.Waiting;
import org.openiep.board.LanesView.Work;
import org.openiep.board.QueueRows.Entry;
import org.openiep.calling.AnswerRows;
import org.openiep.calling.AnswerTime;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;
import org.openiep.exchange.QueuePlace;
import org.openiep.outage.StoreTrouble;
import org.openiep.outage.StoreTroubleRows;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.SignIn;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.queue.Hold;
import org.openiep.queue.HoldRows;
import org.openiep.queue.Lane;
import org.openiep.queue.Shares;
import org.openiep.reconciliation.ReconciliationRows;

/** The queue in sight: what every lane and node does, what waits, and until when. */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class LaneBoard {
    private static final int MOST_WAITING = 200;

    /** As long as somebody may still have to send again what was refused. */
    private static final Duration TROUBLE_SHOWN = Duration.ofDays(7);

    private static final String NODES = """
            select n.id, n.name, i.name as institution, o.since as away, n.last_answered, n.last_problem,
                q.running, q.to_collect, q.oldest_to_collect, q.to_deliver, q.oldest_to_deliver,
                (select images_per_second from node_rate r where r.node_id = n.id and r.step = 'COLLECT') as collects,
                (select images_per_second from node_rate r where r.node_id = n.id and r.step = 'DELIVER') as delivers
            from node n join institution i on i.id = n.institution_id left join node_outage o on o.node_id = n.id
            left join lateral (
                select count(*) filter (where j.state = 'RUNNING') as running,
                    count(*) filter (where j.state <> 'RUNNING' and j.step = 'COLLECT') as to_collect,
                    min(j.queued_at) filter (where j.state <> 'RUNNING' and j.step = 'COLLECT') as oldest_to_collect,
                    count(*) filter (where j.state <> 'RUNNING' and j.step = 'DELIVER') as to_deliver,
                    min(j.queued_at) filter (where j.state <> 'RUNNING' and j.step = 'DELIVER') as oldest_to_deliver
                from job j where j.node_id = n.id and j.state in ('QUEUED', 'RETRY', 'RUNNING')) q on true
            where n.active and (? or n.institution_id = ?)
            order by o.since is null, q.running desc, q.to_collect + q.to_deliver desc, lower(i.name), lower(n.name), n.id
            """;

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Caller caller;

    @Inject
    Policies policies;

    @Inject
    StockCount stock;

    @Inject
    Clock clock;

    /** Everything that the caller may see of it, at this moment. */
    public LanesView view() {
        caller.require(Permission.SEE_ADMINISTRATION);
        boolean everything = caller.may(Permission.EDIT_EVERY_INSTITUTION);
        long own = caller.institutionId();
        Instant now = clock.instant();
        try (Sql sql = Sql.open(dataSource)) {
            List<Hold> holds = new HoldRows(sql).list();
            List<LaneState> lanes = List.of(Lane.OUTBOUND, Lane.INBOUND).stream()
                    .map(lane -> lane(sql, lane, holds, everything, own, now))
                    .toList();
            Map<Long, AnswerTime> answers = new AnswerRows(sql).fresh(now);
            List<NodeWork> nodes = sql.list(NODES, row -> node(row, holds, answers), everything, own);
            return new LanesView(
                    now,
                    lanes,
                    new ArrivingRows(sql).list(everything, own),
                    nodes,
                    everything,
                    stock.count(sql),
                    new ReconciliationRows(sql).last().orElse(null),
                    new StoreTroubleRows(sql)
                            .last(everything, own)
                            .filter(trouble -> concerns(trouble, now))
                            .orElse(null));
        }
    }

    private static boolean concerns(StoreTrouble trouble, Instant now) {
        Instant ended = trouble.ended();
        return ended == null || ended.isAfter(now.minus(TROUBLE_SHOWN));
    }

    private LaneState lane(Sql sql, Lane lane, List<Hold> holds, boolean everything, long own, Instant now) {
        List<Entry> entries = new QueueRows(sql).entries(lane);
        List<Entry> running = entries.stream().filter(Entry::running).toList();
        List<Entry> waiting = entries.stream().filter(entry -> !entry.running()).toList();
        var places = Forecasts.of(policies, lane, holds, now).of(entries);
        Hold hold = holds.stream().filter(each -> each.ofLane(lane)).findFirst().orElse(null);
        return new LaneState(
                lane,
                Shares.workers(policies, lane),
                policies.number(lane == Lane.OUTBOUND ? Policy.OUTBOUND_BLUE_LIGHT : Policy.INBOUND_BLUE_LIGHT),
                running.size(),
                running.stream().mapToDouble(LaneBoard::rate).sum(),
                count(waiting, Priority.BLUE_LIGHT),
                count(waiting, Priority.NORMAL),
                count(waiting, Priority.BATCH),
                waiting.stream()
                        .filter(entry -> entry.priority() != Priority.BLUE_LIGHT)
                        .map(Entry::queued)
                        .min(Instant::compareTo)
                        .orElse(null),
                hold,
                hold != null && running.stream().allMatch(entry -> entry.priority() == Priority.BLUE_LIGHT),
                holds.stream()
                        .filter(each -> each.lane() == lane && each.worker() != null)
                        .toList(),
                running.stream()
                        .filter(entry -> !everything && !party(entry, own))
                        .map(Entry::worker)
                        .toList(),
                works(running, places, everything, own),
                works(waiting, places, everything, own));
    }

    private static double rate(Entry entry) {
        Double rate = entry.rate();
        return rate == null ? 0 : rate;
    }

    private static int count(List<Entry> entries, Priority priority) {
        return (int)
                entries.stream().filter(entry -> entry.priority() == priority).count();
    }

    private static List<Work> works(List<Entry> entries, Map<Long, QueuePlace> places, boolean everything, long own) {
        return entries.stream()
                .filter(entry -> everything || party(entry, own))
                .limit(MOST_WAITING)
                .map(entry -> new Work(
                        entry.reference(),
                        entry.running() ? Integer.valueOf(entry.worker()) : null,
                        entry.priority(),
                        party(entry, own) ? entry.lastName() + ", " + entry.firstName() : "",
                        entry.from(),
                        entry.to(),
                        entry.node(),
                        entry.done(),
                        entry.total(),
                        entry.running() ? entry.rate() : null,
                        Objects.requireNonNull(places.get(entry.jobId()))))
                .toList();
    }

    private static boolean party(Entry entry, long institution) {
        return entry.fromInstitution() == institution || entry.toInstitution() == institution;
    }

    private static NodeWork node(ResultSet row, List<Hold> holds, Map<Long, AnswerTime> answers) throws SQLException {
        long id = row.getLong("id");
        @Nullable
        Hold hold = holds.stream()
                .filter(each -> Objects.equals(each.nodeId(), id))
                .findFirst()
                .orElse(null);
        int running = row.getInt("running");
        return new NodeWork(
                id,
                row.getString("name"),
                row.getString("institution"),
                Sql.instant(row, "away"),
                Sql.instant(row, "last_answered"),
                row.getString("last_problem"),
                running,
                new Waiting(row.getInt("to_collect"), Sql.instant(row, "oldest_to_collect")),
                new Waiting(row.getInt("to_deliver"), Sql.instant(row, "oldest_to_deliver")),
                row.getObject("collects", Double.class),
                row.getObject("delivers", Double.class),
                answers.get(id),
                hold,
                hold != null && running == 0);
    }
}
