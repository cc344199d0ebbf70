package org.openiep.board;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import org.openiep.board.LanesView.Arriving;
import org.openiep.database.Sql;
import org.openiep.exchange.Priority;

/** What routes have taken on and is still arriving, as people look at it. */
final class ArrivingRows {
    private static final int MOST = 200;

    private static final String ARRIVING = """
            select t.reference, t.priority, t.last_name, t.first_name, f.name as from_name, u.name as to_name,
                n.name as node, t.held, t.delivered, t.created, ? in (f.id, u.id) as own,
                r.sender is not null and r.sender_until >= clock_timestamp() as goes_on
            from routed_study r join transaction t on t.id = r.transaction_id
            join institution f on f.id = t.from_institution_id join institution u on u.id = t.to_institution_id
            join node n on n.id = r.destination_node_id
            where r.arriving and t.status = 'UPLOADING' and (? or ? in (f.id, u.id))
            order by t.priority <> 'BLUE_LIGHT', r.id limit ?
            """;

    private final Sql sql;

    ArrivingRows(Sql sql) {
        this.sql = sql;
    }

    /**
     * Blue light first, then what began first; at most 200.
     *
     * @param everything of all institutions, or of the own one alone?
     */
    List<Arriving> list(boolean everything, long own) {
        return sql.list(ARRIVING, ArrivingRows::arriving, own, everything, own, MOST);
    }

    private static Arriving arriving(ResultSet row) throws SQLException {
        return new Arriving(
                row.getString("reference"),
                Priority.valueOf(row.getString("priority")),
                row.getBoolean("own") ? row.getString("last_name") + ", " + row.getString("first_name") : "",
                row.getString("from_name"),
                row.getString("to_name"),
                row.getString("node"),
                row.getInt("held"),
                row.getInt("delivered"),
                row.getBoolean("goes_on"),
                Objects.requireNonNull(Sql.instant(row, "created")));
    }
}
