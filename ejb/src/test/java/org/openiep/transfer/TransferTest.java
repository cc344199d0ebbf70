package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.openiep.transfer.Wiring.wire;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Expectation;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.directory.Node;
import org.openiep.directory.NodeServices;
import org.openiep.directory.Nodes;
import org.openiep.directory.RetrieveMethod;
import org.openiep.directory.TransportSecurity;
import org.openiep.exchange.Counts;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.imaging.FolderImageStore;
import org.openiep.policy.Policies;
import org.openiep.policy.PolicySamples;

/** Collecting and delivering with real rows and a real store; only the PACS are made up. */
class TransferTest {
    private static final String STUDY = "2.25.100";
    private static final List<JobRows.Share> SHARES = List.of(
            new JobRows.Share(SampleExchange.NORTH, 4, 5, true), new JobRows.Share(SampleExchange.SOUTH, 4, 5, true));

    @TempDir
    Path folder;

    private final SampleExchange exchange = new SampleExchange();
    private final Holdings holdings = new Holdings();
    private final Reception reception = new Reception();
    private final Collector collector = new Collector();
    private final Deliverer deliverer = new Deliverer();
    private final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService executor = Executors.newCachedThreadPool();
    private final Commitments commitments = new Commitments();
    private final Crowding crowding = new Crowding();
    private final Pace pace = new Pace();
    private final SendingAhead sendingAhead = new SendingAhead();
    private FakePacs north;
    private FakePacs south;
    private TransferOrder order;
    private long entry;

    @BeforeEach
    void assemble() throws Exception {
        Clock clock = Clock.fixed(SampleExchange.NOW, ZoneOffset.UTC);
        FolderImageStore store = new FolderImageStore(folder.resolve("store"));
        wire(holdings, exchange.database(), clock);
        Routing routing = wire(new Routing(), exchange.database(), clock);
        wire(reception, exchange.database(), clock, store, routing, new OpenSendings(), new Nodes() {
            @Override
            public Optional<Node> byAeTitle(String aeTitle) {
                return Optional.empty();
            }
        });
        Path incoming = Files.createDirectories(folder.resolve("incoming"));
        north = new FakePacs("NORTHPACS", incoming, reception::received);
        south = new FakePacs("SOUTHPACS", incoming, reception::received);
        Policies policies = PolicySamples.of(
                exchange.database(),
                Map.of("IEP_POLICY_TRANSFER_IDLE_TIME_OUT", "1s", "IEP_POLICY_TRANSFER_COMMITMENT_WAIT", "1s"));
        wire(collector, north, scheduler, holdings, store, policies, crowding, sendingAhead);
        wire(commitments, exchange.database(), clock);
        Committing committing = wire(new Committing(), south, commitments, crowding, policies);
        wire(deliverer, south, executor, holdings, store, crowding, committing);
        wire(sendingAhead, executor, deliverer, pace, wire(new Jobs(), exchange.database()));
        order = exchange.order(Priority.NORMAL, STUDY);
        entry = order.studies().get(0).entryId();
    }

    @AfterEach
    void end() {
        scheduler.shutdownNow();
        executor.shutdownNow();
        assertThat(north.open).hasValue(0);
        assertThat(south.open).hasValue(0);
    }

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
                .isEqualTo(FailureClass.OWN_STORE);
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

    private Expectation expects(String calling, String study) {
        return reception.expects(
                new Party(calling, "OPENIEP", "127.0.0.1"), new DataSet().put(Tag.STUDY_INSTANCE_UID, study));
    }

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
    @DisplayName("I1: images leave as they arrive where the destination takes everything, and none leaves twice")
    void sendsAhead() throws Exception {
        List<String> images = north.hold(STUDY, 100);
        exchange.southAllowsAssociations(4);
        TransferOrder ahead = asItIsNow(true);
        List<Integer> deliveredMeanwhile = new ArrayList<>();
        north.afterEachImage = () -> {
            if (tally().held() == 60) {
                await().until(() -> !south.stored.isEmpty());
                deliveredMeanwhile.add(south.stored.size());
            }
        };
        SampleRun collection = new SampleRun(run(Step.COLLECT).job(), ahead);
        assertThat(collector.collect(collection)).isEqualTo(100);
        assertThat(deliveredMeanwhile).hasSize(1);
        int left = 100 - tally().delivered();
        assertThat(deliverer.deliver(new SampleRun(run(Step.DELIVER).job(), ahead)))
                .isEqualTo(left);
        assertThat(south.stored).containsExactlyInAnyOrderElementsOf(images);
    }

    @Test
    @DisplayName("H1: nothing standard leaves ahead of its turn while a blue light moves")
    void keepsBackForBlueLight() throws Exception {
        north.hold(STUDY, 40);
        Job blueLight = new Job(99, 99, Step.COLLECT, Priority.BLUE_LIGHT, 1, 1, 1, 0);
        pace.begin(blueLight, Set.of("2.25.911"));
        collector.collect(new SampleRun(run(Step.COLLECT).job(), asItIsNow(true)));
        assertThat(south.stored).isEmpty();
    }

    @Test
    @DisplayName("A destination that cannot be reached does not hold up the collection")
    void aheadInVain() throws Exception {
        north.hold(STUDY, 40);
        south.down = DicomFailure.Reason.UNREACHABLE;
        assertThat(collector.collect(new SampleRun(run(Step.COLLECT).job(), asItIsNow(true))))
                .isEqualTo(40);
        assertThat(south.stored).isEmpty();
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
    @DisplayName("A source that is set to C-GET is asked by C-GET")
    void collectsByGet() throws Exception {
        north.hold(STUDY, 3, 2);
        exchange.northServes(services(RetrieveMethod.C_GET, false));
        order = asItIsNow(false);
        assertThat(collector.collect(run(Step.COLLECT))).isEqualTo(5);
        assertThat(north.gets).isEqualTo(1);
    }

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

    private static NodeServices services(RetrieveMethod retrieve, boolean commitment) {
        return new NodeServices(retrieve, 4, 8, TransportSecurity.PLAIN, "", commitment, false, false);
    }

    private TransferOrder onFourAssociations() {
        exchange.southAllowsAssociations(4);
        return asItIsNow(false);
    }

    private InstanceRows.Tally tally() {
        return holdings.tallies(List.of(entry)).getOrDefault(entry, InstanceRows.Tally.NONE);
    }

    /** The order with the nodes as they have been set since. */
    private TransferOrder asItIsNow(boolean goesOnByItself) {
        return new TransferOrder(
                order.transactionId(),
                order.reference(),
                order.status(),
                null,
                order.priority(),
                order.fromInstitution(),
                order.fromName(),
                order.toInstitution(),
                order.toName(),
                exchange.north(),
                exchange.south(),
                goesOnByItself,
                order.patientId(),
                order.studies());
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
        assertThat(diagnosis.failure()).isEqualTo(FailureClass.KIND_REFUSED);
        assertThat(diagnosis.failure().retried()).isFalse();
        assertThat(diagnosis.cause())
                .startsWith("South PACS does not take Enhanced MR Image Storage")
                .endsWith("1 of 2 images was not sent.");
        assertThat(south.stored).containsExactly(images.get(0));
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

    private SampleRun run(Step step) {
        exchange.inTransaction(rows -> rows.queue(order, step, SampleExchange.NOW));
        Job job = exchange.inTransaction(rows -> {
                    Lane lane = JobRows.lane(step);
                    rows.lock(lane);
                    return rows.claim(lane, "a/1", Duration.ofMinutes(1), SHARES, SampleExchange.NOW);
                })
                .orElseGet(() -> new Job(
                        1,
                        order.transactionId(),
                        step,
                        Priority.NORMAL,
                        SampleExchange.NORTH,
                        SampleExchange.NORTH_PACS,
                        2,
                        0));
        return new SampleRun(job, order);
    }

    private interface Work {
        void run() throws Exception;
    }

    private static Diagnosis failure(Work work) {
        return catchThrowableOfType(TransferFailure.class, work::run).diagnosis();
    }

    private static List<String> levels(List<DataSet> requests) {
        return requests.stream()
                .map(request -> request.string(Tag.QUERY_RETRIEVE_LEVEL).orElse(""))
                .toList();
    }
}
