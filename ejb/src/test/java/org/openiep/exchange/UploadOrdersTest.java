package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.people.Role;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotAllowed;

/** Transfers of what was uploaded, with a real database. */
class UploadOrdersTest extends TwoHospitals {
    private String uploaded(TransferDraft draft, String remark) {
        return desk.as(clinician, s -> {
            UploadOrders.Begun begun = s.uploads().begin(draft.transfer());
            Map<Long, Integer> images = new HashMap<>();
            begun.studyEntries().values().forEach(entry -> images.put(entry, 120));
            s.uploads().held(begun, images, remark);
            return begun.reference();
        });
    }

    @Test
    @DisplayName("D14: what was uploaded is On IEP at once; it was never Accepted, so nothing is asked of the PACS")
    void onIepAtOnce() {
        String reference = uploaded(draft(), "2 images are missing.");

        TransactionDetails details = details(senderTeam, reference);
        assertThat(details.row().status()).isEqualTo(Status.ON_IEP);
        assertThat(details.row().type()).isEqualTo(TransactionType.TRANSFER);
        assertThat(details.studies()).singleElement().satisfies(study -> {
            assertThat(study.held()).isEqualTo(120);
            assertThat(study.expected()).isEqualTo(120);
        });
        assertThat(desk.moved).extracting(TransactionMoved::to).containsExactly(Status.UPLOADING, Status.ON_IEP);
        assertThat(details.timeline())
                .filteredOn(event -> event.title().equals("Uploaded"))
                .singleElement()
                .satisfies(event -> assertThat(event.text())
                        .isEqualTo(
                                "Dr ann Example has uploaded 120 images from a disk or folder. 2 images are missing."));
        assertThat(desk.audited)
                .anyMatch(line ->
                        line.startsWith("TRANSACTION_CREATED " + reference) && line.endsWith("1 studies, uploaded"));
    }

    @Test
    @DisplayName("D14, G4: where the receiver takes what arrives by itself, it goes on by itself")
    void goesOn() {
        long byItself = desk.institution("Derby " + run, true);
        desk.node(byItself, "DRB" + run, false);
        TransferDraft draft = draft();
        draft.toInstitution = byItself;

        String reference = uploaded(draft, "");

        assertThat(details(senderTeam, reference).row().status()).isEqualTo(Status.DOWNLOAD_REQUESTED);
    }

    @Test
    @DisplayName("B9: the same submission again is the same transaction, whichever way it went")
    void submittedAgain() {
        TransferDraft draft = draft();
        String reference = uploaded(draft, "");
        Optional<String> known = desk.as(clinician, s -> s.uploads().known(draft.transfer()));
        assertThat(known).contains(reference);
        String again = desk.as(clinician, s -> s.transactions().create(draft.transfer()));
        assertThat(again).isEqualTo(reference);
        Optional<String> other = desk.as(clinician, s -> s.uploads().known(draft().transfer()));
        assertThat(other).isEmpty();
    }

    @Test
    @DisplayName("A8, C12: an upload goes around neither the roles nor the rules")
    void refused() {
        long manager = desk.person(sender, "max", Role.INSTITUTION_ADMINISTRATOR);
        assertThatThrownBy(() -> desk.as(manager, s -> s.uploads().begin(draft().transfer())))
                .isInstanceOf(NotAllowed.class);
        TransferDraft unchecked = draft();
        unchecked.patientChecked = false;
        assertThatThrownBy(() -> uploaded(unchecked, "")).isInstanceOf(InvalidInput.class);
        assertThat(desk.moved).isEmpty();
    }
}
