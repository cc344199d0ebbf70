package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.Commitment;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.directory.RetrieveMethod;
import org.openiep.exchange.Step;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.SampleRun;

/** What a destination says it keeps, and what it does not. */
class CommittingTest extends TransferScene {
    @Test
    @DisplayName("A destination that offers storage commitment is asked, and keeps every image")
    void commits() throws Exception {
        north.hold(STUDY, 30);
        collector.collect(run(Step.COLLECT));
        exchange.southServes(services(RetrieveMethod.C_MOVE, true));
        order = asItIsNow(false);
        SampleRun run = run(Step.DELIVER);
        assertThat(deliverer.deliver(run)).isEqualTo(30);
        assertThat(south.asked.values())
                .singleElement()
                .satisfies(objects -> assertThat(objects).hasSize(30));
        assertThat(run.notes).containsExactly("Storage confirmed.");
        assertThat(commitments.open(List.of(entry))).isEmpty();
    }

    @Test
    @DisplayName("A destination that says success and keeps nothing of it is found out; a retry sends it again")
    void notKept() throws Exception {
        List<String> images = north.hold(STUDY, 4);
        collector.collect(run(Step.COLLECT));
        exchange.southServes(services(RetrieveMethod.C_MOVE, true));
        order = asItIsNow(false);
        south.forgets.addAll(images.subList(0, 3));
        Diagnosis diagnosis = failure(() -> deliverer.deliver(run(Step.DELIVER)));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.NOT_KEPT);
        assertThat(diagnosis.cause()).isEqualTo("South PACS confirmed 4 images, but does not keep 3 of them.");
        assertThat(diagnosis.instances()).containsExactlyElementsOf(images.subList(0, 3));

        south.forgets.clear();
        south.stored.clear();
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(3);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images.subList(0, 3));
    }

    @Test
    @DisplayName("D13: a note of before the destination took an image back says nothing; one of after that counts")
    void staleNote() throws Exception {
        List<String> images = north.hold(STUDY, 4);
        collector.collect(run(Step.COLLECT));
        exchange.southServes(services(RetrieveMethod.C_MOVE, true));
        order = asItIsNow(false);
        List<Undelivered> before = holdings.undelivered(List.of(entry));
        south.forgets.addAll(images.subList(0, 3));
        assertThat(failure(() -> deliverer.deliver(run(Step.DELIVER))).failure())
                .isEqualTo(FailureClass.NOT_KEPT);
        note(before);
        List<Undelivered> after = holdings.undelivered(List.of(entry));
        note(after.subList(0, 1));

        south.forgets.clear();
        south.stored.clear();
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(2);
        assertThat(south.stored)
                .containsExactlyInAnyOrder(
                        after.get(1).sopInstanceUid(), after.get(2).sopInstanceUid());
        assertThat(tally().delivered()).isEqualTo(4);
    }

    /** As a server leaves them that cannot delete its file, or is killed. */
    private void note(List<Undelivered> images) {
        AnswerNotes notes = new AnswerNotes(folder.resolve("confirmed"), order.transactionId());
        images.forEach(image -> notes.add(new Answer(image, true, 0, "", null)));
    }

    @Test
    @DisplayName("A destination that does not answer is asked again, not sent to again; its late answer counts")
    void commitmentOverdue() throws Exception {
        north.hold(STUDY, 4);
        collector.collect(run(Step.COLLECT));
        exchange.southServes(services(RetrieveMethod.C_MOVE, true));
        order = asItIsNow(false);
        south.answersCommitment = false;
        Diagnosis diagnosis = failure(() -> deliverer.deliver(run(Step.DELIVER)));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.COMMITMENT_OVERDUE);
        String uid = south.asked.keySet().iterator().next();
        Commitment late = new Commitment(uid, south.asked.getOrDefault(uid, List.of()), Map.of());
        assertThat(commitments.answered("NORTHPACS", late)).isFalse();
        assertThat(commitments.answered("SOUTHPACS", late)).isTrue();

        south.stored.clear();
        assertThat(deliverer.deliver(run(Step.DELIVER))).isZero();
        assertThat(south.stored).isEmpty();
        assertThat(south.asked).hasSize(1);
    }
}
