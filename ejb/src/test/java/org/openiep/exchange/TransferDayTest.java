package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.people.Role;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;

/** The services on a real database: what a transfer goes through, and who may know of it. */
class TransferDayTest extends TwoHospitals {
    private final long third = desk.institution("Derby " + run, false);
    private final long stranger = desk.person(third, "eve", Role.PACS_TEAM);
    private final long systemAdministrator = desk.person(sender, "fay", Role.SYSTEM_ADMINISTRATOR);

    @Test
    @DisplayName("B9: a transfer gets a reference, is accepted at once, and tells its story")
    void createsAndAccepts() {
        String reference = created();

        assertThat(reference).matches("IEP-26-\\d{7}");
        TransactionDetails details = details(clinician, reference);
        assertThat(details.row().status()).isEqualTo(Status.ACCEPTED);
        assertThat(details.row().direction()).isEqualTo(Direction.OUT);
        assertThat(details.row().expected()).isEqualTo(120);
        assertThat(details.patient().nhsNumber()).isEqualTo("9434765919");
        assertThat(details.destinationNode()).startsWith("DST");
        assertThat(details.timeline())
                .extracting(TransactionDetails.Event::title)
                .containsExactly("Created", "Accepted");
        assertThat(desk.moved)
                .containsExactly(new TransactionMoved(id(reference), reference, Status.NEW, Status.ACCEPTED));
        assertThat(desk.audited).contains("TRANSACTION_MOVED " + reference + " NEW to ACCEPTED");
    }

    @Test
    @DisplayName("B9: the same form sent again, one after the other or at once, makes one transaction")
    void doubleSubmission() throws Exception {
        TransferDraft draft = draft();
        ExecutorService pool = Executors.newFixedThreadPool(4);
        try {
            Callable<String> send =
                    () -> new Desk().as(clinician, s -> s.transactions().create(draft.transfer()));
            List<Future<String>> sent = pool.invokeAll(List.of(send, send, send, send));
            String first = sent.get(0).get();
            for (Future<String> one : sent) {
                assertThat(one.get()).isEqualTo(first);
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(desk.counts(senderTeam, ListQuery.of(Tab.ALL)).get(Tab.ALL)).isEqualTo(1);
    }

    @Test
    @DisplayName("D5: what breaks rules is refused with every problem, and leaves nothing behind")
    void refusesWithEveryProblem() {
        TransferDraft draft = draft();
        draft.studies = List.of();
        draft.nhsNumber = "9434765918";
        assertThatThrownBy(() -> desk.as(clinician, s -> s.transactions().create(draft.transfer())))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.problems())
                                .extracting(problem -> problem.field())
                                .containsExactly("patient.nhsNumber", "studies"));
        assertThat(desk.as(senderTeam, s -> s.list().page(ListQuery.of(Tab.ALL)))
                        .rows())
                .isEmpty();
    }

    @Test
    @DisplayName("A8: a third institution, and a colleague who is no creator, find nothing; the sides do")
    void visibleToTheTwoSides() {
        String reference = created();

        assertThat(details(receiverTeam, reference).row().direction()).isEqualTo(Direction.IN);
        assertThat(details(senderTeam, reference).row().institution()).startsWith("Nottingham");
        for (long user : new long[] {stranger, colleague, systemAdministrator}) {
            assertThatThrownBy(() -> details(user, reference)).isInstanceOf(NotFound.class);
            assertThatThrownBy(() -> desk.doAs(user, s -> s.transactions().requestDownload(reference)))
                    .isInstanceOf(NotFound.class);
            assertThat(desk.as(user, s -> s.list().page(ListQuery.of(Tab.ALL))).rows())
                    .isEmpty();
            assertThat(desk.counts(user, ListQuery.of(Tab.ALL))).containsEntry(Tab.ALL, 0L);
        }
    }

    @Test
    @DisplayName("A6: only those may create a transfer whose role allows it")
    void createsByRole() {
        assertThatThrownBy(
                        () -> desk.as(systemAdministrator, s -> s.transactions().create(draft().transfer())))
                .isInstanceOf(NotAllowed.class);
    }

    @Test
    @DisplayName(
            "G2-G7: a transfer goes its way from Uploading to Fixed up, with the next step offered to whom it waits for")
    void goesItsWay() {
        String reference = created();
        long id = id(reference);
        desk.job(s -> s.progress().started(id, Step.COLLECT));
        desk.job(s -> s.progress().started(id, Step.COLLECT));
        desk.job(s -> {
            TransferOrder order = s.progress().order(id);
            long entry = order.studies().get(0).entryId();
            s.progress().recordCounts(id, Map.of(entry, new Counts(120, 60, 0, 0)), 55.5);
        });
        TransactionRow uploading = details(senderTeam, reference).row();
        assertThat(uploading.status()).isEqualTo(Status.UPLOADING);
        assertThat(uploading.held()).isEqualTo(60);
        assertThat(uploading.rate()).isEqualTo(55.5);
        assertThat(uploading.actions()).containsExactly(Action.CHANGE_PRIORITY, Action.SEND_MESSAGE);

        desk.job(s -> s.progress().onIep(id));
        TransactionRow onIep = details(receiverTeam, reference).row();
        assertThat(onIep.actions()).startsWith(Action.DOWNLOAD);
        assertThat(onIep.keptUntil()).isEqualTo(desk.clock.instant().plus(Duration.ofDays(15)));
        assertThat(onIep.held()).as("a move does not undo the counts").isEqualTo(60);
        assertThatThrownBy(() -> desk.doAs(senderTeam, s -> s.transactions().requestDownload(reference)))
                .isInstanceOf(NotAllowed.class);

        desk.doAs(receiverTeam, s -> s.transactions().requestDownload(reference));
        assertThatThrownBy(() -> desk.doAs(receiverTeam, s -> s.transactions().requestDownload(reference)))
                .isInstanceOf(Conflict.class)
                .hasMessageContaining("download requested");
        desk.job(s -> s.progress().started(id, Step.DELIVER));
        desk.job(s -> s.progress().delivered(id));
        desk.doAs(receiverTeam, s -> s.transactions().fixUp(reference));
        assertThat(details(clinician, reference).row().status()).isEqualTo(Status.FIXED_UP);
        assertThat(desk.moved)
                .extracting(TransactionMoved::to)
                .containsExactly(
                        Status.ACCEPTED,
                        Status.UPLOADING,
                        Status.ON_IEP,
                        Status.DOWNLOAD_REQUESTED,
                        Status.DOWNLOADING,
                        Status.DELIVERED,
                        Status.FIXED_UP);
    }

    @Test
    @DisplayName("I1: a receiver that delivers by itself needs nobody to ask for the download")
    void deliversByItself() {
        long automatic = desk.institution("Oxford " + run, true);
        desk.node(automatic, "OXF" + run, false);
        TransferDraft draft = draft();
        draft.toInstitution = automatic;
        String reference = desk.as(clinician, s -> s.transactions().create(draft.transfer()));
        desk.job(s -> s.progress().started(id(reference), Step.COLLECT));
        desk.job(s -> s.progress().onIep(id(reference)));
        desk.job(s -> s.progress().onIep(id(reference)));
        assertThat(details(clinician, reference).row().status()).isEqualTo(Status.DOWNLOAD_REQUESTED);
    }

    @Test
    @DisplayName("G8: a failure says why in the list and in the story, waits for who can mend it, and can be retried")
    void failsAndIsRetried() {
        String reference = created();
        long id = id(reference);
        desk.job(s ->
                s.progress().failed(id, Step.COLLECT, "SRC does not answer.", "SRC does not answer.", "Ring them."));

        TransactionDetails failed = details(senderTeam, reference);
        assertThat(failed.row().status()).isEqualTo(Status.FAILED);
        assertThat(failed.row().cause()).isEqualTo("SRC does not answer.");
        assertThat(failed.row().actions()).startsWith(Action.RETRY);
        assertThat(failed.timeline().get(failed.timeline().size() - 1).text())
                .isEqualTo("SRC does not answer. Ring them.");
        assertThat(details(receiverTeam, reference).row().actions()).doesNotContain(Action.RETRY);
        assertThat(tab(senderTeam, Tab.ACTION_REQUIRED)).containsExactly(reference);
        assertThat(tab(receiverTeam, Tab.ACTION_REQUIRED)).isEmpty();
        assertThat(tab(receiverTeam, Tab.FAILED)).containsExactly(reference);
        assertThatThrownBy(() -> desk.doAs(clinician, s -> s.transactions().retry(reference)))
                .isInstanceOf(NotAllowed.class);

        desk.doAs(senderTeam, s -> s.transactions().retry(reference));
        TransactionRow retried = details(senderTeam, reference).row();
        assertThat(retried.status()).isEqualTo(Status.ACCEPTED);
        assertThat(retried.cause()).isEmpty();
    }

    @Test
    @DisplayName("G10: images of a transfer that failed before all had come are kept for 15 days from then")
    void failedEarly() {
        String reference = created();
        long id = id(reference);
        desk.job(s -> s.progress().started(id, Step.COLLECT));
        assertThat(details(senderTeam, reference).row().keptUntil()).isNull();
        desk.job(s -> s.progress().failed(id, Step.COLLECT, "SRC does not answer.", "SRC does not answer.", ""));
        assertThat(details(senderTeam, reference).row().keptUntil())
                .as("there is nothing to keep")
                .isNull();

        desk.doAs(senderTeam, s -> s.transactions().retry(reference));
        desk.job(s -> s.progress().started(id, Step.COLLECT));
        desk.job(s -> {
            long entry = s.progress().order(id).studies().get(0).entryId();
            s.progress().recordCounts(id, Map.of(entry, new Counts(120, 60, 0, 0)), 55.5);
        });
        desk.job(s -> s.progress().failed(id, Step.COLLECT, "SRC does not answer.", "SRC does not answer.", ""));
        assertThat(details(senderTeam, reference).row().keptUntil())
                .isEqualTo(desk.clock.instant().plus(Duration.ofDays(15)));
    }

    private List<String> tab(long user, Tab tab) {
        return desk.as(user, s -> s.list().page(ListQuery.of(tab))).rows().stream()
                .map(TransactionRow::reference)
                .toList();
    }

    @Test
    @DisplayName("A transfer is cancelled with a reason before images move, and not after; its jobs then stop")
    void cancels() {
        String early = created();
        assertThatThrownBy(() -> desk.doAs(clinician, s -> s.transactions().cancel(early, " ")))
                .isInstanceOf(InvalidInput.class);
        desk.doAs(clinician, s -> s.transactions().cancel(early, "Wrong patient."));
        assertThat(details(receiverTeam, early).row().status()).isEqualTo(Status.CANCELLED);
        assertThatThrownBy(() -> desk.job(s -> s.progress().started(id(early), Step.COLLECT)))
                .isInstanceOf(Conflict.class);

        String late = created();
        desk.job(s -> s.progress().started(id(late), Step.COLLECT));
        assertThatThrownBy(() -> desk.doAs(clinician, s -> s.transactions().cancel(late, "Too late.")))
                .isInstanceOf(Conflict.class);
    }

    @Test
    @DisplayName("K1, K2: a message is unread at the other side until that side reads it")
    void messages() {
        TransferDraft draft = draft();
        draft.message = "Leaves at 14:50.";
        String reference = desk.as(clinician, s -> s.transactions().create(draft.transfer()));

        assertThat(details(receiverTeam, reference).row().unreadMessages()).isEqualTo(1);
        assertThat(details(clinician, reference).row().unreadMessages()).isZero();
        assertThat(details(receiverTeam, reference).messages()).singleElement().satisfies(note -> {
            assertThat(note.unread()).isTrue();
            assertThat(note.institution()).startsWith("Leicester");
        });
        assertThat(tab(receiverTeam, Tab.ACTION_REQUIRED)).containsExactly(reference);

        desk.doAs(receiverTeam, s -> s.transactions().markRead(reference));
        desk.doAs(receiverTeam, s -> s.transactions().addMessage(reference, "Understood."));
        assertThat(tab(receiverTeam, Tab.ACTION_REQUIRED)).isEmpty();
        assertThat(details(clinician, reference).row().unreadMessages()).isEqualTo(1);
        assertThat(details(clinician, reference).messages())
                .extracting(TransactionDetails.Note::unread)
                .containsExactly(false, true);
    }

    @Test
    @DisplayName("O1: looking at a transaction is audited once, however often its page reads it again")
    void auditsViews() {
        String reference = created();
        details(receiverTeam, reference);
        details(receiverTeam, reference);
        assertThat(desk.audited)
                .filteredOn(line -> line.startsWith("TRANSACTION_VIEWED " + reference))
                .hasSize(1);
    }
}
