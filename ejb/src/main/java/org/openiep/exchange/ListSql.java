package org.openiep.exchange;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.openiep.policy.ExchangeClock;

/**
 * The list's SQL. An institution's transactions are those it sends and those it receives; each side is its own walk
 * along its own index from the key on, and no more than one page of each is read before they are merged. That keeps a
 * page fast among millions of rows, where an OR over both sides, or an OFFSET, would not.
 */
final class ListSql {
    /** The ALL tab counts up to here and then stops: beyond it nobody reads the figure, and counting would be slow. */
    static final int COUNTED_UP_TO = 100_000;

    private static final String ORDER = " order by urgent desc, changed desc, id desc limit :size";

    private final Viewer viewer;
    private final ListQuery query;
    private final Map<String, Object> parameters = new HashMap<>();

    ListSql(Viewer viewer, ListQuery query) {
        this.viewer = viewer;
        this.query = query;
    }

    Map<String, Object> parameters() {
        return parameters;
    }

    /** Selects the ids of one page, in order, and one more row when another page follows. */
    String page() {
        parameters.put("size", query.size() + 1);
        StringBuilder key = new StringBuilder();
        if (!query.after().isEmpty()) {
            ListKey after = ListKey.parse(query.after());
            key.append(" and (t.urgent, t.changed, t.id) < (:urgent, :changed, :id)");
            parameters.put("urgent", after.urgent());
            parameters.put("changed", after.changed());
            parameters.put("id", after.id());
        }
        return sides().stream()
                .map(side -> "(select t.id, t.urgent, t.changed from transaction t where " + where(side, query.tab())
                        + key + ORDER + ")")
                .collect(Collectors.joining(" union all ", "select id from (", ") page" + ORDER));
    }

    /** Selects one row with the count of each tab, in the enum's order. */
    String counts() {
        List<String> columns = new ArrayList<>();
        for (Tab tab : Tab.values()) {
            String limit = tab == Tab.ALL ? " limit " + COUNTED_UP_TO : "";
            columns.add(sides().stream()
                    .map(side -> "(select count(*) from (select 1 from transaction t where " + where(side, tab) + limit
                            + ") counted)")
                    .collect(Collectors.joining(" + ", "", " as " + tab)));
        }
        return "select " + String.join(", ", columns);
    }

    private List<Direction> sides() {
        Direction only = query.direction();
        return only == null ? List.of(Direction.OUT, Direction.IN) : List.of(only);
    }

    private String where(Direction side, Tab tab) {
        boolean out = side == Direction.OUT;
        List<String> all = new ArrayList<>();
        all.add((out ? "t.from_institution_id" : "t.to_institution_id") + " = :own");
        parameters.put("own", viewer.institution());
        if (!out) {
            all.add("t.status <> 'NEW'");
        }
        if (!viewer.seesInstitution()) {
            all.add("t.created_by_id = :me");
            parameters.put("me", viewer.user().id());
        }
        switch (tab) {
            case ACTION_REQUIRED -> all.add(out ? "t.waits_from" : "t.waits_to");
            case ACCEPTED -> all.add("t.status = 'ACCEPTED'");
            case IN_PROGRESS -> all.add("t.status in ('UPLOADING', 'DOWNLOAD_REQUESTED', 'DOWNLOADING')");
            case FAILED -> all.add("t.status = 'FAILED'");
            case ALL -> {}
        }
        filters(out, all);
        return String.join(" and ", all);
    }

    private void filters(boolean out, List<String> all) {
        if (query.type() != null) {
            all.add("t.type = :type");
            parameters.put("type", query.type().name());
        }
        if (query.institution() != null) {
            all.add((out ? "t.to_institution_id" : "t.from_institution_id") + " = :other");
            parameters.put("other", query.institution());
        }
        day(query.from(), 0, "t.created >= :from", "from", all);
        day(query.to(), 1, "t.created < :to", "to", all);
        if (!query.search().isBlank()) {
            all.add("t.found @@ cast(:search as tsquery)");
            parameters.put("search", SearchWords.query(query.search(), viewer.institution()));
        }
    }

    private void day(@Nullable LocalDate day, int later, String condition, String name, List<String> all) {
        if (day != null) {
            all.add(condition);
            parameters.put(
                    name, day.plusDays(later).atStartOfDay(ExchangeClock.ZONE).toInstant());
        }
    }
}
