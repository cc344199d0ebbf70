package org.openiep.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.openiep.queue.Wiring.wire;

import jakarta.enterprise.event.Event;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.openiep.arrival.OpenSendings;
import org.openiep.arrival.Reception;
import org.openiep.arrival.Routing;
import org.openiep.calling.AnswerBook;
import org.openiep.calling.AnswerTimes;
import org.openiep.calling.Crowding;
import org.openiep.commitment.Commitments;
import org.openiep.commitment.Committing;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.directory.Node;
import org.openiep.directory.NodeServices;
import org.openiep.directory.Nodes;
import org.openiep.directory.RetrieveMethod;
import org.openiep.directory.TransportSecurity;
import org.openiep.exchange.Priority;
import org.openiep.exchange.Step;
import org.openiep.exchange.TransferOrder;
import org.openiep.imaging.FolderImageStore;
import org.openiep.imaging.Holdings;
import org.openiep.imaging.ImagesHeld;
import org.openiep.imaging.InstanceRows;
import org.openiep.outage.StoreHealth;
import org.openiep.policy.Policies;
import org.openiep.policy.PolicySamples;
import org.openiep.queue.Attempts;
import org.openiep.queue.Job;
import org.openiep.queue.Jobs;
import org.openiep.queue.Pace;
import org.openiep.queue.SampleExchange;
import org.openiep.queue.SampleRun;

/** Two hospitals with real rows and a real store between them; only their PACS are made up. */
abstract class TransferScene {
    static final String STUDY = "2.25.100";

    @TempDir
    Path folder;

    final SampleExchange exchange = new SampleExchange();
    final Holdings holdings = new Holdings();
    final Reception reception = new Reception();
    final Collector collector = new Collector();
    final Deliverer deliverer = new Deliverer();
    final ScheduledExecutorService scheduler = Executors.newSingleThreadScheduledExecutor();
    final ExecutorService executor = Executors.newCachedThreadPool();
    final Commitments commitments = new Commitments();
    final Crowding crowding = new Crowding();
    final Pace pace = new Pace();
    final SendingAhead sendingAhead = new SendingAhead();
    final NewImages newImages = new NewImages();
    FakePacs north;
    FakePacs south;
    TransferOrder order;
    long entry;

    @BeforeEach
    void assemble() throws Exception {
        Clock clock = Clock.fixed(SampleExchange.NOW, ZoneOffset.UTC);
        FolderImageStore store = new FolderImageStore(folder.resolve("store"));
        wire(holdings, exchange.database(), clock);
        wire(crowding, wire(new AnswerTimes(), wire(new AnswerBook(), exchange.database(), clock)));
        Routing routing = wire(new Routing(), exchange.database(), clock);
        Nodes noNodes = new Nodes() {
            @Override
            public Optional<Node> byAeTitle(String aeTitle) {
                return Optional.empty();
            }
        };
        wire(reception, exchange.database(), clock, store, routing, new OpenSendings(), noNodes, imagesHeld());
        Path incoming = Files.createDirectories(folder.resolve("incoming"));
        north = new FakePacs("NORTHPACS", incoming, reception::received);
        south = new FakePacs("SOUTHPACS", incoming, reception::received);
        Policies policies = PolicySamples.of(
                exchange.database(),
                Map.of("IEP_POLICY_TRANSFER_IDLE_TIME_OUT", "1s", "IEP_POLICY_TRANSFER_COMMITMENT_WAIT", "1s"));
        wire(
                collector,
                north,
                scheduler,
                holdings,
                store,
                wire(new StoreHealth(), store),
                wire(new Attempts(), exchange.database()),
                policies,
                crowding,
                sendingAhead,
                newImages);
        wire(commitments, exchange.database(), clock);
        Committing committing = wire(new Committing(), south, commitments, crowding, policies);
        LostAnswers lostAnswers = wire(new LostAnswers(), south, holdings, store, crowding);
        wire(deliverer, south, executor, holdings, store, crowding, lostAnswers, committing);
        wire(sendingAhead, executor, deliverer, pace, newImages, wire(new Jobs(), exchange.database()));
        order = exchange.order(Priority.NORMAL, STUDY);
        entry = order.studies().get(0).entryId();
    }

    private Object imagesHeld() {
        return Proxy.newProxyInstance(
                Event.class.getClassLoader(), new Class<?>[] {Event.class}, (proxy, method, arguments) -> {
                    newImages.onHeld((ImagesHeld) arguments[0]);
                    return null;
                });
    }

    @AfterEach
    void end() {
        scheduler.shutdownNow();
        executor.shutdownNow();
        assertThat(north.open).hasValue(0);
        assertThat(south.open).hasValue(0);
    }

    static NodeServices services(RetrieveMethod retrieve, boolean commitment) {
        return new NodeServices(retrieve, 4, 8, TransportSecurity.PLAIN, "", commitment, false, false);
    }

    TransferOrder onFourAssociations() {
        exchange.southAllowsAssociations(4);
        return asItIsNow(false);
    }

    InstanceRows.Tally tally() {
        return holdings.tallies(List.of(entry)).getOrDefault(entry, InstanceRows.Tally.NONE);
    }

    /** The order with the nodes as they have been set since. */
    TransferOrder asItIsNow(boolean goesOnByItself) {
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

    SampleRun run(Step step) {
        Job job = exchange.begin(order, step)
                .orElseGet(() -> new Job(
                        1,
                        order.transactionId(),
                        step,
                        Priority.NORMAL,
                        SampleExchange.NORTH,
                        SampleExchange.NORTH_PACS,
                        2,
                        2,
                        0));
        return new SampleRun(job, order);
    }

    interface Work {
        void run() throws Exception;
    }

    static Diagnosis failure(Work work) {
        return catchThrowableOfType(TransferFailure.class, work::run).diagnosis();
    }

    static List<String> levels(List<DataSet> requests) {
        return requests.stream()
                .map(request -> request.string(Tag.QUERY_RETRIEVE_LEVEL).orElse(""))
                .toList();
    }
}
