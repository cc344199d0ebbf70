package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.people.Role;
import org.openiep.people.User;

/** How much of the database a page of the list reads: what holds for thousands of rows holds for millions. */
class ListPlanTest {
    private static final int ROWS = 20_000;
    private static final int PAGE = 50;

    /** Of "(actual rows=51.00 loops=1)" and "Rows Removed by Filter: 7". */
    private static final Pattern READ =
            Pattern.compile("Scan.*actual rows=(\\d+)(?:\\.\\d+)? loops=1\\)|Rows Removed by Filter: (\\d+)");

    private final Desk desk = new Desk();
    private long team;

    @BeforeEach
    void many() {
        long here = desk.institution("Looe", false);
        long there = desk.institution("Fowey", false);
        team = desk.person(here, "ivy", Role.PACS_TEAM);
        desk.node(there, "LTD", false);
        TransferDraft draft = new TransferDraft();
        draft.toInstitution = there;
        draft.sourceNode = desk.node(here, "LHS", true);
        String reference = desk.as(team, s -> s.transactions().create(draft.transfer()));
        desk.doAs(team, s -> copy(s.entities(), reference));
    }

    private static void copy(EntityManager entities, String reference) {
        String columns = entities.createNativeQuery(
                        "select string_agg(column_name, ', ') from information_schema.columns"
                                + " where table_name = 'transaction' and is_generated = 'NEVER'"
                                + " and column_name not in ('id', 'reference', 'submission', 'changed')",
                        String.class)
                .getSingleResult()
                .toString();
        entities.createNativeQuery("insert into transaction (reference, submission, changed, " + columns + ")"
                        + " select reference || '-' || g, gen_random_uuid(), changed - g * interval '1 minute', "
                        + columns
                        + " from transaction, generate_series(1, " + ROWS + ") g where reference = :reference")
                .setParameter("reference", reference)
                .executeUpdate();
        entities.createNativeQuery("analyze transaction").executeUpdate();
    }

    private int rowsRead(Tab tab, String after) {
        return desk.as(team, s -> {
            Viewer viewer = Viewer.of(s.entities().find(User.class, team), true);
            ListSql sql = new ListSql(viewer, new ListQuery(tab, "", null, null, null, null, null, after, PAGE));
            Query explained =
                    s.entities().createNativeQuery("explain (analyze, timing off, summary off) " + sql.page());
            sql.parameters().forEach(explained::setParameter);
            List<?> lines = explained.getResultList();
            String plan = lines.stream().map(String::valueOf).collect(Collectors.joining("\n"));
            Matcher read = READ.matcher(plan);
            int rows = 0;
            while (read.find()) {
                rows += Integer.parseInt(read.group(1) == null ? read.group(2) : read.group(1));
            }
            assertThat(plan).contains("Scan");
            return rows;
        });
    }

    @Test
    @DisplayName(
            "H7: a page of a tab, the first or a deep one, reads no more than it may show, however many rows there are")
    void pages() {
        for (Tab tab : Tab.values()) {
            assertThat(rowsRead(tab, "")).as("%s", tab).isLessThanOrEqualTo(2 * (PAGE + 1));
        }
        ListQuery first = new ListQuery(Tab.ALL, "", null, null, null, null, null, "", PAGE);
        ListKey key = ListKey.parse(desk.as(team, s -> s.list().page(first)).next());
        ListKey deep = new ListKey(key.urgent(), key.changed().minusSeconds(60L * ROWS / 2), key.id());
        assertThat(rowsRead(Tab.ALL, deep.text())).isBetween(PAGE + 1, 2 * (PAGE + 1));
    }
}
