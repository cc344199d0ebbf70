package org.openiep.web.page;

import jakarta.ejb.EJB;
import jakarta.faces.context.FacesContext;
import jakarta.faces.view.ViewScoped;
import jakarta.inject.Inject;
import jakarta.inject.Named;
import java.io.Serializable;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openiep.exchange.Action;
import org.openiep.exchange.Direction;
import org.openiep.exchange.ListPage;
import org.openiep.exchange.ListQuery;
import org.openiep.exchange.Tab;
import org.openiep.exchange.TransactionList;
import org.openiep.exchange.TransactionType;
import org.openiep.exchange.Transactions;
import org.openiep.problem.Conflict;
import org.openiep.problem.NotAllowed;
import org.openiep.web.words.Moments;
import org.openiep.web.words.RowView;
import org.openiep.web.words.Words;

/** Home: the lists, all day (requirements G13 to G17). */
@Named("home")
@ViewScoped
public class HomePage implements Serializable {

    private static final long serialVersionUID = 1L;
    private static final int ROWS = 50;

    /** A tab with its count. */
    public record TabView(Tab tab, String label, long count, boolean current) implements Serializable {

        public String getName() {
            return tab.name();
        }

        public String getLabel() {
            return label;
        }

        public String getCount() {
            return counted(count);
        }

        public boolean isCurrent() {
            return current;
        }

        /** Red for failures, dark for what waits for us: only while there is any. */
        public String getTone() {
            if (count == 0) {
                return "";
            }
            return tab == Tab.FAILED ? "bad" : tab == Tab.ACTION_REQUIRED ? "hot" : "";
        }
    }

    /** Very long lists are counted up to a bound, which then reads "or more". */
    private static String counted(long count) {
        return "%,d".formatted(count) + (count >= TransactionList.COUNTED_UP_TO ? "+" : "");
    }

    @EJB
    private TransactionList list;

    @EJB
    private Transactions transactions;

    @Inject
    private Clock clock;

    private String tab = Tab.ALL.name();
    private String search = "";
    private @Nullable TransactionType type;
    private @Nullable Direction direction;
    private @Nullable Integer days;
    private String notice = "";
    private boolean refreshed;
    private final Deque<String> before = new ArrayDeque<>();
    private String after = "";
    private String next = "";
    private transient List<RowView> rows = List.of();
    private transient Map<Tab, Long> counts = new EnumMap<>(Tab.class);
    private transient Instant asOf = Instant.EPOCH;

    /** Reads the page anew, where it stands. */
    public void load() {
        asOf = clock.instant();
        ListPage page = list.page(query());
        rows = page.rows().stream().map(row -> new RowView(row, asOf)).toList();
        next = page.next();
        counts = list.counts(query());
    }

    /** The push channel, the poll or a person asked for the present state. */
    public void refresh() {
        refreshed = true;
        load();
    }

    /** A filter or the search has changed: begin at the first page. */
    public void narrow() {
        before.clear();
        after = "";
        notice = "";
        refresh();
    }

    public void forward() {
        before.push(after);
        after = next;
        refresh();
    }

    public void back() {
        after = before.isEmpty() ? "" : before.pop();
        refresh();
    }

    /** The button in a row: parameters {@code reference} and {@code action}. */
    public void act() {
        Map<String, String> parameters =
                FacesContext.getCurrentInstance().getExternalContext().getRequestParameterMap();
        String reference = parameters.getOrDefault("reference", "");
        Action action = Action.valueOf(parameters.getOrDefault("action", ""));
        try {
            switch (action) {
                case DOWNLOAD -> transactions.requestDownload(reference);
                case RETRY -> transactions.retry(reference);
                case FIX_UP -> transactions.fixUp(reference);
                case MAKE_DISK, CANCEL, CHANGE_PRIORITY, SEND_MESSAGE ->
                    throw new NotAllowed("Open the transaction for this.");
            }
            notice = reference + ": " + Words.done(action);
        } catch (Conflict | NotAllowed refused) {
            notice = reference + ": " + refused.getMessage();
        }
        refresh();
    }

    private ListQuery query() {
        LocalDate from = days == null
                ? null
                : LocalDate.ofInstant(clock.instant(), Moments.LONDON).minusDays(days);
        return new ListQuery(tab(), search.strip(), type, direction, null, from, null, after, ROWS);
    }

    private Tab tab() {
        return Arrays.stream(Tab.values())
                .filter(known -> known.name().equals(tab))
                .findFirst()
                .orElse(Tab.ALL);
    }

    public List<TabView> getTabs() {
        return Arrays.stream(Tab.values())
                .map(each -> new TabView(each, Words.of(each), counts.getOrDefault(each, 0L), each == tab()))
                .toList();
    }

    public String getTitle() {
        return Words.of(tab());
    }

    public List<RowView> getRows() {
        return rows;
    }

    public String getAsOf() {
        return Moments.timeWithSeconds(asOf);
    }

    /** "1 to 50 of 2,054". */
    public String getExtent() {
        if (rows.isEmpty()) {
            return "";
        }
        int first = before.size() * ROWS + 1;
        return "%,d to %,d of %s".formatted(first, first + rows.size() - 1, counted(counts.getOrDefault(tab(), 0L)));
    }

    public boolean isFiltered() {
        return !search.isBlank() || type != null || direction != null || days != null;
    }

    public boolean isHasNext() {
        return !next.isEmpty();
    }

    public boolean isHasBefore() {
        return !before.isEmpty();
    }

    public boolean isRefreshed() {
        return refreshed;
    }

    public String getNotice() {
        return notice;
    }

    public String getTab() {
        return tab;
    }

    public void setTab(String tab) {
        this.tab = tab;
    }

    public String getSearch() {
        return search;
    }

    public void setSearch(String search) {
        this.search = search;
    }

    public @Nullable TransactionType getType() {
        return type;
    }

    public void setType(@Nullable TransactionType type) {
        this.type = type;
    }

    public @Nullable Direction getDirection() {
        return direction;
    }

    public void setDirection(@Nullable Direction direction) {
        this.direction = direction;
    }

    public @Nullable Integer getDays() {
        return days;
    }

    public void setDays(@Nullable Integer days) {
        this.days = days;
    }
}
