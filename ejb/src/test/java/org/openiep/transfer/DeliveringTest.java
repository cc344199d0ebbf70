package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.exchange.Counts;
import org.openiep.exchange.Step;
import org.openiep.imaging.InstanceRows;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.SampleRun;
import org.openiep.queue.Stopped;

/** What is held is offered until it is confirmed, and never again. */
class DeliveringTest extends TransferScene {
    @Test
    @DisplayName("G6: what was collected is delivered, and every image confirmed once")
    void delivers() throws Exception {
        List<String> images = north.hold(STUDY, 60, 5);
        collector.collect(run(Step.COLLECT));
        SampleRun run = run(Step.DELIVER);
        assertThat(deliverer.deliver(run)).isEqualTo(65);
        assertThat(run.started).isTrue();
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
        assertThat(run.counts).containsEntry(entry, new Counts(65, 65, 65, 0));
    }

    @Test
    @DisplayName("Several associations deliver every image exactly once")
    void deliversInParallel() throws Exception {
        List<String> images = north.hold(STUDY, 100);
        collector.collect(run(Step.COLLECT));
        assertThat(deliverer.deliver(new SampleRun(run(Step.DELIVER).job(), onFourAssociations())))
                .isEqualTo(100);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("An association that breaks gives its images back to the study's others")
    void othersFinish() throws Exception {
        List<String> images = north.hold(STUDY, 100);
        collector.collect(run(Step.COLLECT));
        south.breaking.set(3);
        assertThat(deliverer.deliver(new SampleRun(run(Step.DELIVER).job(), onFourAssociations())))
                .isEqualTo(100);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("Who has no association with a full node waits for one, and is seen waiting")
    void waitsForPlace() throws Exception {
        south.allows = 1;
        Purpose echo = new Purpose.Echo();
        DicomConnection first = crowding.connect(south, exchange.south(), echo, () -> {});
        Future<?> second = executor.submit(() -> {
            crowding.connect(south, exchange.south(), echo, () -> {}).close();
            return true;
        });
        await().until(() -> crowding.at(exchange.south()));
        first.close();
        second.get(30, TimeUnit.SECONDS);
        assertThat(crowding.at(exchange.south())).isFalse();
    }

    @Test
    @DisplayName("Images go out before earlier ones are answered, and what has no answer goes out again")
    void window() throws Exception {
        List<String> images = north.hold(STUDY, 30);
        collector.collect(run(Step.COLLECT));
        south.window = 8;
        south.breaksAfter = 11;
        assertThat(failure(() -> deliverer.deliver(run(Step.DELIVER))).failure())
                .isEqualTo(FailureClass.ABORTED);
        south.breaksAfter = Integer.MAX_VALUE;
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(19);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("D13: what was confirmed to a server that was killed before the database knew is not offered again")
    void confirmedToTheDead() throws Exception {
        north.hold(STUDY, 30);
        collector.collect(run(Step.COLLECT));
        List<Undelivered> images = holdings.undelivered(List.of(entry));
        Path noted = folder.resolve("confirmed");
        AnswerNotes ofTheDead = new AnswerNotes(noted, order.transactionId());
        images.subList(0, 10).forEach(image -> ofTheDead.add(new Answer(image, true, 0, "", null)));
        AnswerNotes ofAnother = new AnswerNotes(noted, order.transactionId() + 1);
        ofAnother.add(new Answer(images.get(20), true, 0, "", null));
        Files.writeString(
                noted.resolve(order.transactionId() + "-cut"),
                entry + " " + images.get(11).sopInstanceUid());

        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(20);
        assertThat(south.stored)
                .containsExactlyInAnyOrderElementsOf(images.subList(10, 30).stream()
                        .map(Undelivered::sopInstanceUid)
                        .toList());
        assertThat(tally().delivered()).isEqualTo(30);
        assertThat(noted).isDirectoryNotContaining("glob:**/" + order.transactionId() + "-*");
        assertThat(noted).isDirectoryContaining("glob:**/" + (order.transactionId() + 1) + "-*");
    }

    @Test
    @DisplayName("One image refused: the rest is delivered, the cause kept, and a retry sends that one alone")
    void oneRefused() throws Exception {
        List<String> images = north.hold(STUDY, 120);
        collector.collect(run(Step.COLLECT));
        south.answers.put(images.get(3), new StoreOutcome(0xA700, "disk full"));
        Diagnosis diagnosis = failure(() -> deliverer.deliver(run(Step.DELIVER)));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.OUT_OF_SPACE);
        assertThat(diagnosis.cause()).isEqualTo("South PACS refused 1 of 120 images: out of resources.");
        assertThat(diagnosis.technical()).isEqualTo("status A700H; disk full");
        assertThat(diagnosis.instances()).containsExactly(images.get(3));
        assertThat(south.stored).hasSize(119);

        south.answers.clear();
        south.stored.clear();
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(1);
        assertThat(south.stored).containsExactly(images.get(3));
    }

    @Test
    @DisplayName("A kind of image that the destination does not take is named in words, and is not retried by itself")
    void kindRefused() throws Exception {
        List<String> images = north.hold(STUDY, 2);
        north.ofClass(images.get(1), FakePacs.MODERN);
        collector.collect(run(Step.COLLECT));
        south.refusedClasses.add(FakePacs.MODERN);
        Diagnosis diagnosis = failure(() -> deliverer.deliver(run(Step.DELIVER)));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.SOP_CLASS_REFUSED);
        assertThat(diagnosis.failure().retried()).isFalse();
        assertThat(diagnosis.cause())
                .startsWith("South PACS does not take Enhanced MR Image Storage")
                .endsWith("1 of 2 images was not sent.");
        assertThat(south.stored).containsExactly(images.get(0));
    }

    @Test
    @DisplayName("I13: a destination that hangs up on one image gets all others, and the failure names that one")
    void hangsUp() throws Exception {
        List<String> images = north.hold(STUDY, 30);
        collector.collect(run(Step.COLLECT));
        south.window = 4;
        south.hangsUpOn.add(images.get(0));
        south.hangsUpOn.add(images.get(17));
        Diagnosis diagnosis = failure(() -> deliverer.deliver(run(Step.DELIVER)));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.BAD_OBJECT);
        assertThat(diagnosis.cause()).isEqualTo("South PACS hangs up on 2 of 30 images.");
        assertThat(diagnosis.instances()).containsExactlyInAnyOrder(images.get(0), images.get(17));
        assertThat(south.stored).doesNotHaveDuplicates().hasSize(28);
    }

    @Test
    @DisplayName("A connection that breaks keeps what was confirmed: nothing is delivered twice")
    void resumesDelivery() throws Exception {
        List<String> images = north.hold(STUDY, 30);
        collector.collect(run(Step.COLLECT));
        south.breaksAfter = 12;
        assertThat(failure(() -> deliverer.deliver(run(Step.DELIVER))).failure())
                .isEqualTo(FailureClass.ABORTED);
        south.breaksAfter = Integer.MAX_VALUE;
        assertThat(deliverer.deliver(run(Step.DELIVER))).isEqualTo(18);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("A server that stops puts the job down between two images, with every confirmation written")
    void stops() throws Exception {
        north.hold(STUDY, 10);
        collector.collect(run(Step.COLLECT));
        SampleRun run = run(Step.DELIVER);
        run.goOn = () -> {
            if (south.stored.size() == 4) {
                throw new Stopped();
            }
        };
        assertThatExceptionOfType(Stopped.class).isThrownBy(() -> deliverer.deliver(run));
        assertThat(holdings.tallies(List.of(entry)).values())
                .extracting(InstanceRows.Tally::delivered)
                .containsExactly(4);
    }
}
