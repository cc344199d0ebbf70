package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.directory.DirectorySamples;
import org.openiep.directory.Institution;
import org.openiep.directory.Node;
import org.openiep.exchange.TransferRules.Surroundings;
import org.openiep.policy.ExchangeClock;
import org.openiep.problem.FieldProblem;

class TransferRulesTest {
    private static final Instant NOW = Instant.parse("2026-06-02T12:00:00Z");

    private final Institution leicester = DirectorySamples.institution(1, "Leicester", false);
    private final Institution nottingham = DirectorySamples.institution(2, "Nottingham", true);
    private final Node source = DirectorySamples.node(11, leicester, true, false, true);
    private final Node destination = DirectorySamples.node(21, nottingham, false, true, true);
    private final Surroundings around =
            new Surroundings(leicester, nottingham, source, destination, List.of(), NOW, ExchangeClock.ZONE);

    private static List<String> fields(NewTransfer asked, Surroundings around) {
        return TransferRules.check(asked, around).stream()
                .map(FieldProblem::field)
                .toList();
    }

    @Test
    @DisplayName("A complete transfer is accepted")
    void accepts() {
        assertThat(fields(new TransferDraft().transfer(), around)).isEmpty();
    }

    @Test
    @DisplayName("D5: no study ticked is refused beside the studies")
    void wantsAStudy() {
        TransferDraft draft = new TransferDraft();
        draft.studies = List.of();
        assertThat(fields(draft.transfer(), around)).containsExactly("studies");
    }

    @Test
    @DisplayName("D5: the same study twice, and what is no UID, are refused")
    void wantsRealStudies() {
        TransferDraft draft = new TransferDraft();
        draft.studies = List.of(TransferDraft.study("1.2.3", 1), TransferDraft.study("1.2.3", 1));
        assertThat(fields(draft.transfer(), around)).containsExactly("studies");
        draft.studies = List.of(TransferDraft.study("1.2.3\\4", 1));
        assertThat(fields(draft.transfer(), around)).containsExactly("studies");
    }

    @Test
    @DisplayName("C12: the tick that it is the right patient is needed")
    void wantsTheTick() {
        TransferDraft draft = new TransferDraft();
        draft.patientChecked = false;
        assertThat(fields(draft.transfer(), around)).containsExactly("patientChecked");
    }

    @Test
    @DisplayName("E6: blue light needs the blue-light reason, and no other priority may have it")
    void blueLightReason() {
        TransferDraft draft = new TransferDraft();
        draft.priority = Priority.BLUE_LIGHT;
        draft.reason = null;
        assertThat(fields(draft.transfer(), around)).containsExactly("priorityReason");
        draft.reason = PriorityReason.INPATIENT;
        assertThat(fields(draft.transfer(), around)).containsExactly("priorityReason");
        draft.reason = PriorityReason.BLUE_LIGHT;
        assertThat(fields(draft.transfer(), around)).isEmpty();
        draft.priority = Priority.NORMAL;
        assertThat(fields(draft.transfer(), around)).containsExactly("priorityReason");
    }

    @Test
    @DisplayName("E6: the reason Other needs a text")
    void otherNeedsText() {
        TransferDraft draft = new TransferDraft();
        draft.reason = PriorityReason.OTHER;
        assertThat(fields(draft.transfer(), around)).containsExactly("priorityReasonText");
        draft.reasonText = "Second opinion";
        assertThat(fields(draft.transfer(), around)).isEmpty();
    }

    @Test
    @DisplayName("E5: a past moment is refused, none and a coming one are accepted")
    void requiredBy() {
        TransferDraft draft = new TransferDraft();
        draft.requiredBy = NOW.minusSeconds(1);
        assertThat(fields(draft.transfer(), around)).containsExactly("requiredBy");
        draft.requiredBy = NOW.plusSeconds(60);
        assertThat(fields(draft.transfer(), around)).isEmpty();
    }

    @Test
    @DisplayName("E11: a receiver that wants a named recipient is not sent to without one")
    void namedRecipient() {
        TransferDraft draft = new TransferDraft();
        draft.namedRecipient = " ";
        assertThat(TransferRules.check(draft.transfer(), around))
                .singleElement()
                .satisfies(problem -> {
                    assertThat(problem.field()).isEqualTo("namedRecipient");
                    assertThat(problem.message()).contains("Nottingham");
                });
    }

    @Test
    @DisplayName("B7, B8: nodes of another institution, switched off or of the wrong kind are refused")
    void nodes() {
        NewTransfer asked = new TransferDraft().transfer();
        Node off = DirectorySamples.node(12, leicester, true, false, false);
        assertThat(fields(
                        asked,
                        new Surroundings(
                                leicester, nottingham, destination, source, List.of(), NOW, ExchangeClock.ZONE)))
                .containsExactly("sourceNode", "destinationNode");
        assertThat(fields(
                        asked, new Surroundings(leicester, nottingham, off, null, List.of(), NOW, ExchangeClock.ZONE)))
                .containsExactly("sourceNode", "destinationNode");
    }

    @Test
    @DisplayName("B4: the own institution and an unknown one are no destinations")
    void receiver() {
        NewTransfer asked = new TransferDraft().transfer();
        Node own = DirectorySamples.node(13, leicester, true, true, true);
        assertThat(fields(
                        asked, new Surroundings(leicester, leicester, source, own, List.of(), NOW, ExchangeClock.ZONE)))
                .containsExactly("toInstitution");
        assertThat(fields(asked, new Surroundings(leicester, null, source, null, List.of(), NOW, ExchangeClock.ZONE)))
                .containsExactly("toInstitution");
    }

    @Test
    @DisplayName("C2: problems of the patient and of the transfer are found together")
    void findsEverything() {
        TransferDraft draft = new TransferDraft();
        draft.nhsNumber = "9434765918";
        draft.studies = List.of();
        draft.patientChecked = false;
        draft.namedRecipient = "";
        draft.callReference = "x".repeat(201);
        assertThat(fields(draft.transfer(), around))
                .containsExactly("namedRecipient", "patient.nhsNumber", "patientChecked", "studies", "callReference");
    }
}
