package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.DicomFailure;
import org.openiep.database.Sql;
import org.openiep.diagnosis.FailureClass;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.SampleRun;

/** What was sent and had no answer is asked for where that is possible, and counts only where it says something. */
class LostAnswersTest extends TransferScene {
    /** A server was killed: these were answered for, those were offered alone, and the first of those had arrived. */
    private List<Undelivered> killedWith(int answered, int unanswered) {
        List<Undelivered> images = holdings.undelivered(List.of(entry));
        AnswerNotes notes = new AnswerNotes(notes(), order.transactionId());
        images.subList(0, answered + unanswered).forEach(notes::offering);
        images.subList(0, answered).forEach(image -> notes.add(new Answer(image, true, 0, "", null)));
        images.subList(0, answered + 1).forEach(image -> {
            south.offered.add(image.sopInstanceUid());
            south.stored.add(image.sopInstanceUid());
        });
        return images;
    }

    private Path notes() {
        return folder.resolve("confirmed");
    }

    private List<Path> noted() throws IOException {
        if (!Files.isDirectory(notes())) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(notes())) {
            return files.toList();
        }
    }

    @Test
    @DisplayName(
            "I11: after a kill the destination is asked for what had no answer, and gets only what it does not list")
    void afterKill() throws Exception {
        List<String> images = north.hold(STUDY, 20);
        collector.collect(run(Step.COLLECT));
        south.listsStored = true;
        killedWith(5, 3);
        SampleRun run = run(Step.DELIVER);
        deliverer.deliver(run);
        assertThat(south.offered).containsExactlyInAnyOrderElementsOf(images);
        assertThat(tally().delivered()).isEqualTo(20);
        assertThat(run.notes).containsExactly("3 images were sent and had no answer.");
        assertThat(noted()).isEmpty();
    }

    @Test
    @DisplayName("I11: a destination that cannot be searched is offered again what had no answer, and nothing else")
    void cannotBeSearched() throws Exception {
        north.hold(STUDY, 20);
        collector.collect(run(Step.COLLECT));
        south.refusesFind = true;
        List<Undelivered> images = killedWith(5, 3);
        SampleRun run = run(Step.DELIVER);
        assertThat(deliverer.deliver(run)).isEqualTo(15);
        assertThat(south.offered)
                .hasSize(21)
                .filteredOn(images.get(5).sopInstanceUid()::equals)
                .hasSize(2);
        assertThat(run.notes).isEmpty();
    }

    @Test
    @DisplayName("I11: a connection that breaks instead of an answer does not send the image twice")
    void connectionBreaks() throws Exception {
        List<String> images = north.hold(STUDY, 30);
        collector.collect(run(Step.COLLECT));
        south.listsStored = true;
        south.losesAnswers.add(images.get(7));
        south.losesAnswers.add(images.get(29));
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(30);
        assertThat(south.offered).containsExactlyInAnyOrderElementsOf(images);
        assertThat(noted()).isEmpty();
    }

    @Test
    @DisplayName("I11: an answer lost while images arrive is asked for by the delivery")
    void lostAhead() throws Exception {
        List<String> images = north.hold(STUDY, 60);
        TransferOrder ahead = asItIsNow(true);
        south.listsStored = true;
        south.losesAnswers.add(images.get(10));
        collector.collect(new SampleRun(run(Step.COLLECT).job(), ahead));
        deliverer.deliver(new SampleRun(run(Step.DELIVER).job(), ahead));
        assertThat(south.offered).containsExactlyInAnyOrderElementsOf(images);
        assertThat(tally().delivered()).isEqualTo(60);
    }

    @Test
    @DisplayName("I11: what is in doubt stays so while the destination is away, and is asked for by the next attempt")
    void away() throws Exception {
        List<String> images = north.hold(STUDY, 10);
        collector.collect(run(Step.COLLECT));
        south.listsStored = true;
        killedWith(0, 4);
        south.down = DicomFailure.Reason.UNREACHABLE;
        assertThat(failure(() -> deliverer.deliver(run(Step.DELIVER))).failure())
                .isEqualTo(FailureClass.UNREACHABLE);
        assertThat(noted()).isNotEmpty();
        south.down = null;
        deliverer.deliver(run(Step.DELIVER));
        assertThat(south.offered).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("I13: a destination that goes away before the last image is sent again is away, and not our own fault")
    void goesAway() throws Exception {
        List<String> images = north.hold(STUDY, 3);
        collector.collect(run(Step.COLLECT));
        south.hangsUpOn.add(images.get(2));
        south.refusesFind = true;
        south.afterFind = () -> south.down = DicomFailure.Reason.UNREACHABLE;
        assertThat(failure(() -> deliverer.deliver(run(Step.DELIVER))).failure())
                .isEqualTo(FailureClass.UNREACHABLE);
        south.down = null;
        south.hangsUpOn.clear();
        south.afterFind = () -> {};
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(1);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("D13: that a destination lists an image says nothing where another transaction has brought it")
    void broughtByAnother() throws Exception {
        north.hold(STUDY, 10);
        collector.collect(run(Step.COLLECT));
        south.listsStored = true;
        try (Sql sql = Sql.open(exchange.database())) {
            long other =
                    exchange.order(order.priority(), STUDY).studies().get(0).entryId();
            sql.update("""
                    insert into instance (study_entry_id, sop_instance_uid, series_instance_uid, expected, delivered_at)
                    values (?, '2.25.9', '2.25.8', true, now())
                    """, other);
        }
        List<Undelivered> images = killedWith(0, 3);
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(10);
        assertThat(south.offered)
                .hasSize(11)
                .filteredOn(images.get(0).sopInstanceUid()::equals)
                .hasSize(2);
    }

    @Test
    @DisplayName(
            "D13: that a destination lists an image says nothing of one that was corrected, or that it did not keep")
    void corrected() throws Exception {
        north.hold(STUDY, 10);
        collector.collect(run(Step.COLLECT));
        south.listsStored = true;
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update instance set corrected_at = now() where sop_instance_uid = ?", STUDY + ".1.1");
            sql.update("update instance set withdrawn = 1 where sop_instance_uid = ?", STUDY + ".1.2");
        }
        List<Undelivered> images = killedWith(0, 3);
        south.stored.add(images.get(1).sopInstanceUid());
        south.stored.add(images.get(2).sopInstanceUid());
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(9);
        assertThat(south.offered).contains(STUDY + ".1.1", STUDY + ".1.2").hasSize(10);
    }

    @Test
    @DisplayName("G10: what was noted of a transaction goes with its images")
    void purged() throws Exception {
        north.hold(STUDY, 10);
        collector.collect(run(Step.COLLECT));
        killedWith(2, 2);
        Path others = Files.writeString(notes().resolve(order.transactionId() + "1-x"), "");
        deliverer.store.purge(order.transactionId());
        assertThat(noted()).containsExactly(others);
    }
}
