package org.openiep.exchange;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import jakarta.persistence.EntityManager;
import jakarta.persistence.PersistenceContext;
import jakarta.persistence.Query;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openiep.people.SignIn;
import org.openiep.problem.InvalidInput;

/**
 * The lists on Home (requirements G13 to G17): of the caller's institution, or only what the caller created, as the
 * roles say. Whoever may see no transaction gets empty lists.
 */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class TransactionList {
    /** {@link Tab#ALL} is counted up to this for each direction; a figure that reaches it means "or more". */
    public static final int COUNTED_UP_TO = ListSql.COUNTED_UP_TO;

    private static final int LARGEST_PAGE = 200;

    @PersistenceContext
    EntityManager entities;

    @Inject
    Access access;

    @Inject
    Views views;

    /** One page of what the caller may see. */
    public ListPage page(ListQuery query) {
        if (query.size() < 1 || query.size() > LARGEST_PAGE) {
            throw new InvalidInput("size", "Ask for 1 to " + LARGEST_PAGE + " rows a page.");
        }
        Viewer viewer = access.viewer();
        if (!viewer.seesOwn()) {
            return new ListPage(List.of(), "");
        }
        ListSql sql = new ListSql(viewer, query);
        List<Transaction> found = inOrder(ids(prepared(sql.page(), sql)));
        boolean more = found.size() > query.size();
        List<Transaction> page = more ? found.subList(0, query.size()) : found;
        String next = more ? ListKey.after(page.get(page.size() - 1)).text() : "";
        return new ListPage(page.stream().map(row -> views.row(row, viewer)).toList(), next);
    }

    /** How many rows each tab has under the same filters; the query's tab and key do not matter. */
    public Map<Tab, Long> counts(ListQuery filters) {
        Viewer viewer = access.viewer();
        Map<Tab, Long> counts = new EnumMap<>(Tab.class);
        if (!viewer.seesOwn()) {
            for (Tab tab : Tab.values()) {
                counts.put(tab, 0L);
            }
            return counts;
        }
        ListSql sql = new ListSql(viewer, filters);
        Object[] row = (Object[]) prepared(sql.counts(), sql).getSingleResult();
        int column = 0;
        for (Tab tab : Tab.values()) {
            counts.put(tab, ((Number) row[column++]).longValue());
        }
        return counts;
    }

    private Query prepared(String text, ListSql sql) {
        Query query = entities.createNativeQuery(text);
        sql.parameters().forEach(query::setParameter);
        return query;
    }

    private static List<Long> ids(Query query) {
        List<?> rows = query.getResultList();
        return rows.stream().map(id -> ((Number) id).longValue()).toList();
    }

    private List<Transaction> inOrder(List<Long> ids) {
        Map<Long, Transaction> byId = new HashMap<>();
        entities.createQuery(
                        "select t from Transaction t join fetch t.fromInstitution join fetch t.toInstitution"
                                + " where t.id in :ids",
                        Transaction.class)
                .setParameter("ids", ids)
                .getResultList()
                .forEach(transaction -> byId.put(transaction.id(), transaction));
        return ids.stream().map(byId::get).toList();
    }
}
