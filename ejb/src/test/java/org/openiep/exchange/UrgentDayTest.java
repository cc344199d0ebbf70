package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.people.Role;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;

/** Blue lights, changed priorities and repeated sendings, with a real database. */
class UrgentDayTest extends TwoHospitals {
    private final long lead = desk.person(sender, "lea", Role.INSTITUTION_ADMINISTRATOR);

    private String blueLight() {
        TransferDraft draft = draft();
        draft.priority = Priority.BLUE_LIGHT;
        draft.reason = PriorityReason.BLUE_LIGHT;
        return desk.as(clinician, s -> s.transactions().create(draft.transfer()));
    }

    /** What the clock does every few seconds; of the tests' many blue lights, this one alone. */
    private void look(String reference) {
        desk.job(s -> {
            if (s.ladder().unfinished().contains(id(reference))) {
                s.ladder().climb(id(reference));
            }
        });
    }

    @Test
    @DisplayName("E3: the priority of what waits is raised and lowered, with a reason, in the story and the audit")
    void priorityChanges() {
        String reference = created();
        desk.after(Duration.ofMinutes(10));
        desk.doAs(senderTeam, s -> s.priorities().change(reference, Priority.BLUE_LIGHT, "Theatre at 14:00"));

        TransactionDetails raised = details(senderTeam, reference);
        assertThat(raised.row().priority()).isEqualTo(Priority.BLUE_LIGHT);
        assertThat(raised.row().blueLightDue()).isEqualTo(desk.clock.instant().plus(Duration.ofHours(4)));
        assertThat(raised.timeline()).last().satisfies(event -> {
            assertThat(event.title()).isEqualTo("Priority changed");
            assertThat(event.text()).contains("From normal to blue light", "Theatre at 14:00");
        });
        assertThat(desk.prioritised).containsExactly(new PriorityChanged(id(reference), Priority.BLUE_LIGHT));
        assertThat(desk.audited).contains("PRIORITY_CHANGED " + reference + " NORMAL to BLUE_LIGHT");

        desk.doAs(receiverTeam, s -> s.priorities().change(reference, Priority.BATCH, "Not needed today"));
        assertThat(details(clinician, reference).row().priority()).isEqualTo(Priority.BATCH);
        assertThat(details(clinician, reference).row().blueLightDue()).isNull();
    }

    @Test
    @DisplayName("E3: nobody changes a priority without a reason, a part in it, or once it is over")
    void priorityRefused() {
        String reference = created();
        assertThatThrownBy(() -> desk.doAs(senderTeam, s -> s.priorities().change(reference, Priority.BLUE_LIGHT, " ")))
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() ->
                        desk.doAs(colleague, s -> s.priorities().change(reference, Priority.BLUE_LIGHT, "Theatre")))
                .isInstanceOf(NotFound.class);
        assertThatThrownBy(() -> desk.doAs(lead, s -> s.priorities().change(reference, Priority.BATCH, "Later")))
                .isInstanceOf(NotAllowed.class);
        desk.doAs(clinician, s -> s.transactions().cancel(reference, "Wrong patient."));
        assertThatThrownBy(() -> desk.doAs(senderTeam, s -> s.priorities().change(reference, Priority.BATCH, "Later")))
                .isInstanceOf(Conflict.class);
    }

    @Test
    @DisplayName(
            "H2: at 1 h, 2 h, 3 h and 4 h operator, lead, receiver and all are told, each once, without the patient")
    void ladder() {
        String reference = blueLight();
        desk.after(Duration.ofMinutes(59));
        look(reference);
        assertThat(mails(reference)).isEmpty();

        desk.after(Duration.ofMinutes(1));
        look(reference);
        look(reference);
        assertThat(recipients(reference)).containsExactly("cem@" + sender + ".example");
        desk.after(Duration.ofHours(1));
        look(reference);
        assertThat(recipients(reference)).last().isEqualTo("lea@" + sender + ".example");
        desk.after(Duration.ofHours(1));
        look(reference);
        assertThat(recipients(reference)).last().isEqualTo("dan@" + receiver + ".example");
        assertThat(recipients(reference)).hasSize(3);

        desk.after(Duration.ofHours(1));
        look(reference);
        look(reference);
        assertThat(recipients(reference).subList(3, recipients(reference).size()))
                .contains("cem@" + sender + ".example", "lea@" + sender + ".example", "dan@" + receiver + ".example")
                .doesNotHaveDuplicates();
        assertThat(mails(reference))
                .allSatisfy(mail -> assertThat(mail)
                        .contains(reference, "Leicester", "Nottingham", "Due: 02/06/2026 17:00")
                        .doesNotContainIgnoringCase("fairweather")
                        .doesNotContain("S4471902", "9434765919", "RWE26060218"));
        assertThat(details(receiverTeam, reference).timeline())
                .extracting(TransactionDetails.Event::title)
                .filteredOn(title -> title.startsWith("Blue light"))
                .containsExactly(
                        "Blue light not delivered yet",
                        "Blue light not delivered yet",
                        "Blue light not delivered yet",
                        "Blue light overdue");
        assertThat(desk.audited)
                .filteredOn(line -> line.startsWith("BLUE_LIGHT_ESCALATED " + reference))
                .hasSize(4);
    }

    @Test
    @DisplayName("H2: after a stop of five hours each step is taken once; the ladder ends with Delivered")
    void ladderAfterAStop() {
        String late = blueLight();
        String delivered = blueLight();
        desk.job(s -> {
            s.progress().started(id(delivered), Step.COLLECT);
            s.progress().onIep(id(delivered));
        });
        desk.doAs(receiverTeam, s -> s.transactions().requestDownload(delivered));
        desk.job(s -> {
            s.progress().started(id(delivered), Step.DELIVER);
            s.progress().delivered(id(delivered));
        });
        desk.after(Duration.ofHours(5));
        look(late);
        look(late);
        look(delivered);
        assertThat(desk.audited)
                .filteredOn(line -> line.startsWith("BLUE_LIGHT_ESCALATED " + late))
                .hasSize(4);
        assertThat(mails(delivered)).isEmpty();
    }

    @Test
    @DisplayName("G18: the same study to the same institution again is refused with date and reference until ticked")
    void sentBefore() {
        String first = created();
        TransferDraft again = draft();
        again.sentBeforeSeen = false;
        desk.after(Duration.ofDays(1));
        assertThatThrownBy(() -> desk.as(senderTeam, s -> s.transactions().create(again.transfer())))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        e -> assertThat(e.problems()).singleElement().satisfies(problem -> {
                            assertThat(problem.field()).isEqualTo("sentBeforeSeen");
                            assertThat(problem.message()).contains("02/06/2026 13:00", first);
                        }));
        List<SentBefore> found =
                desk.as(senderTeam, s -> s.earlier().find(receiver, List.of("1.2.826.0.1.3680043.8.498.1", "1.2.3")));
        assertThat(found)
                .singleElement()
                .satisfies(sent -> assertThat(sent.reference()).isEqualTo(first));

        again.sentBeforeSeen = true;
        String second = desk.as(senderTeam, s -> s.transactions().create(again.transfer()));
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    @DisplayName("G18: what was cancelled was not sent")
    void cancelledWasNotSent() {
        String first = created();
        desk.doAs(clinician, s -> s.transactions().cancel(first, "Wrong hospital."));
        TransferDraft again = draft();
        again.sentBeforeSeen = false;
        String second = desk.as(clinician, s -> s.transactions().create(again.transfer()));
        assertThat(second).isNotEqualTo(first);
    }

    private List<String> mails(String reference) {
        return desk.texts(
                "select subject || ' ' || body from mail where subject like '%" + reference + "' order by id");
    }

    private List<String> recipients(String reference) {
        return desk.texts("select recipient from mail where subject like '%" + reference + "' order by id");
    }
}
