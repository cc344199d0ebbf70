package org.openiep.exchange;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.people.Role;
import org.openiep.problem.Conflict;
import org.openiep.problem.NotAllowed;
import org.openiep.problem.NotFound;

/** Disks of what could not be sent, with a real database. */
class DiskOrdersTest extends TwoHospitals {
    private final long stranger = desk.person(desk.institution("Derby " + run, false), "eve", Role.PACS_TEAM);

    private void held(String reference, int images) {
        desk.job(s -> {
            long entry = s.progress().order(id(reference)).studies().get(0).entryId();
            s.progress().recordCounts(id(reference), Map.of(entry, new Counts(120, images, 0, 0)), 1.0);
        });
    }

    private void failed(String reference, Step step) {
        desk.job(s -> s.progress().failed(id(reference), step, "No answer.", "No answer.", "Ring them."));
    }

    private void refused(long user, String reference, Class<? extends Exception> how) {
        assertThatThrownBy(() -> desk.as(user, s -> s.disks().order(reference))).isInstanceOf(how);
        assertThatThrownBy(() -> desk.doAs(user, s -> s.disks().given(reference, 1)))
                .isInstanceOf(how);
    }

    @Test
    @DisplayName(
            "I12: of a collection that failed, the sender's PACS team has a disk made of what is here, and it is noted")
    void failedCollection() {
        String reference = created();
        desk.job(s -> s.progress().started(id(reference), Step.COLLECT));
        held(reference, 80);
        failed(reference, Step.COLLECT);

        assertThat(details(senderTeam, reference).row().actions()).containsSubsequence(Action.RETRY, Action.MAKE_DISK);
        DiskOrder order = desk.as(senderTeam, s -> s.disks().order(reference));
        assertThat(order.expected()).isEqualTo(120);
        assertThat(order.studyEntries()).hasSize(1);
        assertThat(order.from()).startsWith("Leicester");
        desk.doAs(senderTeam, s -> s.disks().given(reference, 80));

        assertThat(details(receiverTeam, reference).timeline()).last().satisfies(event -> {
            assertThat(event.title()).isEqualTo("Disk made");
            assertThat(event.text()).endsWith("80 of 120 images are on it.");
        });
        assertThat(desk.audited).contains("DISK_MADE " + reference + " 80 of 120 images");
        assertThat(details(receiverTeam, reference).row().actions()).doesNotContain(Action.MAKE_DISK);
        refused(receiverTeam, reference, NotAllowed.class);
        refused(clinician, reference, NotAllowed.class);
        refused(stranger, reference, NotFound.class);
    }

    @Test
    @DisplayName("I12: of a delivery that failed, or has to wait, either PACS team has a disk made of all images")
    void failedDelivery() {
        String reference = created();
        desk.job(s -> s.progress().started(id(reference), Step.COLLECT));
        held(reference, 120);
        desk.job(s -> s.progress().onIep(id(reference)));
        assertThat(details(receiverTeam, reference).row().actions())
                .containsSubsequence(Action.DOWNLOAD, Action.MAKE_DISK);
        desk.doAs(receiverTeam, s -> s.transactions().requestDownload(reference));
        assertThat(details(receiverTeam, reference).row().actions()).contains(Action.MAKE_DISK);
        desk.job(s -> s.progress().started(id(reference), Step.DELIVER));
        failed(reference, Step.DELIVER);

        for (long user : new long[] {senderTeam, receiverTeam}) {
            desk.doAs(user, s -> s.disks().given(reference, 120));
            assertThat(details(senderTeam, reference).timeline())
                    .last()
                    .satisfies(event -> assertThat(event.text()).endsWith("All 120 images are on it."));
        }
        refused(clinician, reference, NotAllowed.class);
        refused(stranger, reference, NotFound.class);
    }

    @Test
    @DisplayName("I12: there is no disk of nothing, nor of what was delivered")
    void notPossible() {
        String reference = created();
        refused(senderTeam, reference, Conflict.class);
        failed(reference, Step.COLLECT);
        refused(senderTeam, reference, Conflict.class);

        String delivered = created();
        desk.job(s -> s.progress().started(id(delivered), Step.COLLECT));
        held(delivered, 120);
        desk.job(s -> s.progress().onIep(id(delivered)));
        desk.doAs(receiverTeam, s -> s.transactions().requestDownload(delivered));
        desk.job(s -> s.progress().started(id(delivered), Step.DELIVER));
        desk.job(s -> s.progress().delivered(id(delivered)));
        assertThat(details(receiverTeam, delivered).row().actions()).doesNotContain(Action.MAKE_DISK);
        refused(receiverTeam, delivered, Conflict.class);
    }
}
