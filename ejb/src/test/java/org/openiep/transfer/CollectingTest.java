package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.openiep.queue.Wiring.wire;

import java.nio.file.Files;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.openiep.arrival.TurningAway;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Expectation;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.TurnedAway;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.FailureClass;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.directory.RetrieveMethod;
import org.openiep.exchange.Counts;
import org.openiep.exchange.Step;
import org.openiep.imaging.FolderImageStore;
import org.openiep.imaging.InstanceRows;
import org.openiep.outage.StoreHealth;
import org.openiep.outage.StoreTroubles;
import org.openiep.queue.SampleExchange;
import org.openiep.queue.SampleRun;

/** What a source holds is fetched, ticked off, and missed when it does not come. */
class CollectingTest extends TransferScene {
    @Test
    @DisplayName("A study is collected whole with one request, and every image is ticked off")
    void collects() throws Exception {
        List<String> images = north.hold(STUDY, 3, 2);
        SampleRun run = run(Step.COLLECT);
        assertThat(collector.collect(run)).isEqualTo(5);
        assertThat(run.started).isTrue();
        assertThat(run.counts).containsEntry(entry, new Counts(5, 5, 0, 0));
        assertThat(levels(north.moves)).containsExactly("STUDY");
        assertThat(holdings.files(List.of(entry)))
                .extracting(InstanceRows.HeldFile::sopInstanceUid)
                .containsExactlyInAnyOrderElementsOf(images);
        assertThat(folder.resolve("incoming")).isEmptyDirectory();
    }

    @Test
    @DisplayName("A source that breaks off is asked for the missing images alone the next time")
    void resumesCollection() throws Exception {
        List<String> images = north.hold(STUDY, 4, 3);
        north.breaksAfter = 2;
        assertThat(failure(() -> collector.collect(run(Step.COLLECT))).failure())
                .isEqualTo(FailureClass.ABORTED);

        north.breaksAfter = Integer.MAX_VALUE;
        north.moves.clear();
        SampleRun again = run(Step.COLLECT);
        assertThat(collector.collect(again)).isEqualTo(5);
        assertThat(levels(north.moves)).containsExactly("IMAGE", "SERIES");
        assertThat(north.moves.get(0).strings(Tag.SOP_INSTANCE_UID)).containsExactlyElementsOf(images.subList(2, 4));
        assertThat(again.counts).containsEntry(entry, new Counts(7, 7, 0, 0));
    }

    @Test
    @DisplayName("Fewer images than the source promised: says how many, and which")
    void fewer() {
        List<String> images = north.hold(STUDY, 120);
        north.cannotSend.add(images.get(7));
        Diagnosis diagnosis = failure(() -> collector.collect(run(Step.COLLECT)));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.FEWER_IMAGES);
        assertThat(diagnosis.cause()).isEqualTo("Fewer images than the source promised: 119 of 120.");
        assertThat(diagnosis.instances()).containsExactly(images.get(7));
        assertThat(diagnosis.meaning()).startsWith("North PACS sent fewer images than it promised");
    }

    @Test
    @DisplayName(
            "I13: a source whose images we refused, since too many waited, is not blamed, whatever it says of them")
    void turnedAway() {
        List<String> images = north.hold(STUDY, 12);
        north.cannotSend.add(images.get(7));
        SampleRun run = run(Step.COLLECT);
        TurningAway turningAway = wire(
                new TurningAway(),
                exchange.database(),
                Clock.fixed(SampleExchange.NOW, ZoneOffset.UTC),
                wire(new StoreHealth(), new FolderImageStore(folder.resolve("store"))),
                new StoreTroubles() {
                    @Override
                    public void full(List<Unread> refused, Instant from, Instant until, Diagnosis why) {
                        assertThat(refused).isEmpty();
                    }
                });
        Party source = new Party("NORTHPACS", "OPENIEP", "127.0.0.1");
        TurnedAway object = new TurnedAway(source, images.get(7), STUDY, true, Duration.ofSeconds(1));
        turningAway.note(List.of(object), 8);
        Diagnosis diagnosis = failure(() -> collector.collect(run));
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.OWN_BACKLOG);
        assertThat(diagnosis.cause()).isEqualTo("Too many images wait to be catalogued.");
        assertThat(diagnosis.technical()).isEqualTo("images of this collection that were refused (A700H): 1");
        assertThat(diagnosis.meaning()).contains("no PACS is to blame");
        assertThat(tally().held()).isEqualTo(11);
    }

    @Test
    @DisplayName("A source that lists no single images is counted, and the timeline says so")
    void countsOnly() throws Exception {
        north.hold(STUDY, 3, 2);
        north.listsImages = false;
        SampleRun run = run(Step.COLLECT);
        assertThat(collector.collect(run)).isEqualTo(5);
        assertThat(run.notes).containsExactly("North PACS does not list single images.");
        assertThat(run.counts).containsEntry(entry, new Counts(5, 5, 0, 0));
    }

    @Test
    @DisplayName("A source without the study, without us as a destination, or that is down, is told apart")
    void sourceFailures() {
        assertThat(failure(() -> collector.collect(run(Step.COLLECT))).failure())
                .isEqualTo(FailureClass.NO_SUCH_STUDY);
        north.hold(STUDY, 2);
        north.moveStatus = 0xA801;
        Diagnosis unknown = failure(() -> collector.collect(run(Step.COLLECT)));
        assertThat(unknown.failure()).isEqualTo(FailureClass.MOVE_DESTINATION_UNKNOWN);
        assertThat(unknown.advice()).contains("OPENIEP");
        north.down = DicomFailure.Reason.UNREACHABLE;
        Diagnosis down = failure(() -> collector.collect(run(Step.COLLECT)));
        assertThat(down.cause()).isEqualTo("North PACS cannot be reached.");
        assertThat(down.technical()).doesNotContain("127.0.0.1");
    }

    @Test
    @DisplayName("A file that is not what its row says is fetched again, never called On IEP")
    void damagedFile() throws Exception {
        north.hold(STUDY, 3);
        collector.collect(run(Step.COLLECT));
        InstanceRows.HeldFile file = holdings.files(List.of(entry)).get(1);
        Files.writeString(folder.resolve("store").resolve(file.file()), "short");
        assertThat(failure(() -> collector.collect(run(Step.COLLECT))).failure())
                .isEqualTo(FailureClass.OWN_FILE);
        assertThat(collector.collect(run(Step.COLLECT))).isEqualTo(1);
    }

    @Test
    @DisplayName("An object that nobody waits for is not expected; one of a collection is, from its hospital only")
    void expected() {
        assertThat(expects("NORTHPACS", STUDY)).isEqualTo(Expectation.NONE);
        run(Step.COLLECT);
        assertThat(expects("NORTHPACS", STUDY)).isEqualTo(Expectation.FETCHED);
        assertThat(expects("SOUTHPACS", STUDY)).isEqualTo(Expectation.NONE);
        assertThat(expects("NORTHPACS", "2.25.9")).isEqualTo(Expectation.NONE);
    }

    @Test
    @DisplayName(
            "Images of a study that waits for somebody on IEP need not stay in memory; those that go on at once do")
    void resting() {
        run(Step.COLLECT);
        assertThat(expects("NORTHPACS", STUDY)).isEqualTo(Expectation.FETCHED);
        try (Sql sql = Sql.open(exchange.database())) {
            sql.update("update institution set delivers_by_itself = false");
        }
        assertThat(expects("NORTHPACS", STUDY)).isEqualTo(Expectation.FETCHED_TO_REST);
    }

    private Expectation expects(String calling, String study) {
        return reception.expects(
                new Party(calling, "OPENIEP", "127.0.0.1"), new DataSet().put(Tag.STUDY_INSTANCE_UID, study));
    }

    @Test
    @DisplayName("A source that is set to C-GET is asked by C-GET")
    void collectsByGet() throws Exception {
        north.hold(STUDY, 3, 2);
        exchange.northServes(services(RetrieveMethod.C_GET, false));
        order = asItIsNow(false);
        assertThat(collector.collect(run(Step.COLLECT))).isEqualTo(5);
        assertThat(north.gets).isEqualTo(1);
    }
}
