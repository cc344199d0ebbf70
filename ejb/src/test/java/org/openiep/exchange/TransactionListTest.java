package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.people.Role;

class TransactionListTest {
    private static final AtomicInteger COUNT = new AtomicInteger(1000);

    private final int run = COUNT.incrementAndGet();
    private final Desk desk = new Desk();
    private final long here = desk.institution("Truro " + run, false);
    private final long there = desk.institution("Penzance " + run, false);
    private final long team = desk.person(here, "gus", Role.PACS_TEAM);
    private final long otherTeam = desk.person(there, "hal", Role.PACS_TEAM);

    TransactionListTest() {
        desk.node(here, "HD" + run, false);
        desk.node(there, "TD" + run, false);
    }

    private String send(long user, long to, Priority priority, String lastName) {
        TransferDraft draft = new TransferDraft();
        draft.toInstitution = to;
        draft.sourceNode = to == there ? hereSource() : thereSource();
        draft.priority = priority;
        draft.reason = priority == Priority.BLUE_LIGHT ? PriorityReason.BLUE_LIGHT : null;
        draft.lastName = lastName;
        desk.after(Duration.ofMinutes(1));
        return desk.as(user, s -> s.transactions().create(draft.transfer()));
    }

    private long hereSource;
    private long thereSource;

    private long hereSource() {
        hereSource = hereSource == 0 ? desk.node(here, "HS" + run, true) : hereSource;
        return hereSource;
    }

    private long thereSource() {
        thereSource = thereSource == 0 ? desk.node(there, "TS" + run, true) : thereSource;
        return thereSource;
    }

    private List<String> references(ListQuery query) {
        return desk.as(team, s -> s.list().page(query)).rows().stream()
                .map(TransactionRow::reference)
                .toList();
    }

    private static ListQuery query(
            String search, @Nullable Direction direction, @Nullable LocalDate from, @Nullable LocalDate to) {
        return new ListQuery(Tab.ALL, search, null, direction, null, from, to, "", 50);
    }

    @Test
    @DisplayName("Pages follow each other without gap or repetition, blue light first, then the latest change")
    void pages() {
        List<String> normal = new ArrayList<>();
        String blueLight = send(team, there, Priority.BLUE_LIGHT, "Blue");
        for (int i = 0; i < 7; i++) {
            boolean out = i % 2 == 0;
            normal.add(0, send(out ? team : otherTeam, out ? there : here, Priority.NORMAL, "Name" + i));
        }
        List<String> expected = new ArrayList<>(normal);
        expected.add(0, blueLight);

        List<String> read = new ArrayList<>();
        String after = "";
        do {
            ListQuery query = new ListQuery(Tab.ALL, "", null, null, null, null, null, after, 3);
            ListPage page = desk.as(team, s -> s.list().page(query));
            page.rows().forEach(row -> read.add(row.reference()));
            after = page.next();
        } while (!after.isEmpty());
        assertThat(read).isEqualTo(expected);
    }

    @Test
    @DisplayName("H2: blue light stands first until it is delivered, and its clock runs four hours")
    void blueLightUntilDelivered() {
        String blueLight = send(team, there, Priority.BLUE_LIGHT, "Blue");
        String normal = send(team, there, Priority.NORMAL, "Later");
        assertThat(references(ListQuery.of(Tab.ALL))).containsExactly(blueLight, normal);
        TransactionRow row =
                desk.as(team, s -> s.transactions().details(blueLight)).row();
        assertThat(row.blueLightDue()).isEqualTo(row.created().plus(Duration.ofHours(4)));

        long id = desk.moved.get(0).id();
        desk.job(s -> s.progress().started(id, Step.COLLECT));
        desk.job(s -> s.progress().onIep(id));
        desk.doAs(otherTeam, s -> s.transactions().requestDownload(blueLight));
        desk.job(s -> s.progress().started(id, Step.DELIVER));
        desk.job(s -> s.progress().delivered(id));
        String later = send(team, there, Priority.NORMAL, "Last");
        assertThat(references(ListQuery.of(Tab.ALL))).startsWith(later);
    }

    @Test
    @DisplayName("G13: the counts of the tabs equal the lengths of their lists")
    void countsEqualLists() {
        send(team, there, Priority.NORMAL, "Accepted");
        String incoming = send(otherTeam, here, Priority.NORMAL, "Failed");
        send(team, there, Priority.NORMAL, "Moving");
        long moving = desk.moved.get(2).id();
        long failing = desk.moved.get(1).id();
        desk.job(s -> s.progress().started(failing, Step.COLLECT));
        desk.job(s -> s.progress().onIep(failing));
        desk.doAs(team, s -> s.transactions().requestDownload(incoming));
        desk.job(s -> s.progress().failed(failing, Step.DELIVER, "Refused.", "Refused.", ""));
        desk.job(s -> s.progress().started(moving, Step.COLLECT));

        Map<Tab, Long> counts = desk.counts(team, ListQuery.of(Tab.ALL));
        assertThat(counts)
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        Tab.ACTION_REQUIRED, 1L, Tab.ACCEPTED, 1L, Tab.IN_PROGRESS, 1L, Tab.FAILED, 1L, Tab.ALL, 3L));
        counts.forEach(
                (tab, count) -> assertThat((long) references(ListQuery.of(tab)).size())
                        .as("%s", tab)
                        .isEqualTo(count));
    }

    @Test
    @DisplayName("G17: found by name, NHS number, hospital number, reference, bare number and institution, only here")
    void searches() {
        String ours = send(team, there, Priority.NORMAL, "O'Hara-Jones" + run);
        send(team, there, Priority.NORMAL, "Somebody");
        long elsewhere = desk.institution("Exeter " + run, false);
        desk.node(elsewhere, "ED" + run, false);
        long elsewhereSource = desk.node(elsewhere, "ES" + run, true);
        long stranger = desk.person(elsewhere, "ida", Role.PACS_TEAM);
        TransferDraft draft = new TransferDraft();
        draft.toInstitution = there;
        draft.sourceNode = elsewhereSource;
        draft.lastName = "O'Hara-Jones" + run;
        desk.as(stranger, s -> s.transactions().create(draft.transfer()));

        for (String typed : List.of("o'hara", "OHARA jones", ours, ours.replaceFirst("IEP-26-0*", ""))) {
            assertThat(references(query(typed, null, null, null))).as(typed).containsExactly(ours);
        }
        for (String typed : List.of("943-476-5919", "943 476", "s4471902", "penz", "SR-204418")) {
            assertThat(references(query(typed, null, null, null)))
                    .as(typed)
                    .hasSize(2)
                    .contains(ours);
        }
        assertThat(references(query("exeter", null, null, null))).isEmpty();
    }

    @Test
    @DisplayName("G17: filters by direction and day narrow list and counts alike")
    void filters() {
        String out = send(team, there, Priority.NORMAL, "Out");
        String in = send(otherTeam, here, Priority.NORMAL, "In");
        LocalDate today = LocalDate.of(2026, 6, 2);
        assertThat(references(query("", Direction.OUT, null, null))).containsExactly(out);
        assertThat(references(query("", Direction.IN, today, today))).containsExactly(in);
        assertThat(references(query("", null, today.plusDays(1), null))).isEmpty();
        assertThat(references(query("", null, null, today.minusDays(1)))).isEmpty();
        assertThat(desk.counts(team, query("", Direction.IN, today, today))).containsEntry(Tab.ALL, 1L);
        assertThat(references(new ListQuery(Tab.ALL, "", TransactionType.REQUEST, null, there, null, null, "", 50)))
                .isEmpty();
        assertThat(references(new ListQuery(Tab.ALL, "", TransactionType.TRANSFER, null, there, null, null, "", 50)))
                .containsExactly(in, out);
    }
}
