package org.openiep.transfer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.openiep.calling.Crowding;
import org.openiep.calling.StorageClasses;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.Purpose;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.diagnosis.Diagnoses.Named;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.diagnosis.OwnDiagnoses;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.dicom.data.DataSet;
import org.openiep.directory.Node;
import org.openiep.directory.RetrieveMethod;
import org.openiep.exchange.TransferOrder.Study;
import org.openiep.imaging.Holdings;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.InstanceRows.HeldFile;
import org.openiep.imaging.InstanceRows.Listed;
import org.openiep.outage.StoreHealth;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.queue.Attempts;
import org.openiep.queue.Run;

/**
 * Fetches the studies of a transfer from their source: asks what there is, has it sent to us, waits until the rows say
 * that all of it is held, and syncs it to disk. Whatever is held already is not fetched again.
 */
@ApplicationScoped
public class Collector {
    private static final long LOOK_EVERY_MILLIS = 300;
    private static final Duration SETTLE = Duration.ofMillis(20);
    private static final int MESSAGE_IDS = 65535;

    /** How long what the source says it sent may be under way in our own server, when it says that some failed. */
    private static final Duration LATE = Duration.ofSeconds(5);

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Resource(lookup = "java:comp/DefaultManagedScheduledExecutorService")
    ScheduledExecutorService scheduler;

    @Inject
    Holdings holdings;

    @Inject
    ImageStore store;

    @Inject
    StoreHealth health;

    @Inject
    Attempts attempts;

    @Inject
    Policies policies;

    @Inject
    Crowding crowding;

    @Inject
    SendingAhead sendingAhead;

    @Inject
    NewImages newImages;

    /**
     * Collects; returns when everything that the source promised is held and synced.
     *
     * @return images that came in this attempt
     */
    int collect(Run run) throws TransferFailure {
        storeMustBeWell();
        Node node = run.order().source();
        Map<Long, StudyListing> listings = inquire(run, node);
        Arrivals arrivals = new Arrivals(run, holdings, listings);
        run.patientlyDo(arrivals::tell);
        if (!arrivals.complete()) {
            SendingAhead.Ongoing ahead = sendingAhead.begin(run);
            try {
                retrieve(run, node, arrivals);
            } catch (TransferFailure e) {
                throw ownBacklog(run).orElse(e);
            } finally {
                ahead.close();
            }
        }
        sync(run);
        run.started();
        return arrivals.moved();
    }

    /** A source whose images we have refused ourselves is not to be blamed, whatever it says or does then. */
    private Optional<TransferFailure> ownBacklog(Run run) {
        int refused = run.patiently(() -> attempts.turnedAway(run.job()));
        return refused == 0
                ? Optional.empty()
                : Optional.of(new TransferFailure(
                        OwnDiagnoses.ownBacklog("images of this collection that were refused (A700H): " + refused)));
    }

    private void storeMustBeWell() throws TransferFailure {
        Optional<Diagnosis> problem = health.problem();
        if (problem.isPresent()) {
            throw new TransferFailure(problem.get());
        }
    }

    private Map<Long, StudyListing> inquire(Run run, Node node) throws TransferFailure {
        Map<Long, StudyListing> listings = new HashMap<>();
        for (Study study : run.order().studies()) {
            run.goOn();
            StudyListing listing = ask(node, study);
            run.nodeAnswered();
            if (!listing.found()) {
                throw new TransferFailure(Diagnoses.noSuchStudy(Named.of(node)));
            }
            if (listing.complete()) {
                run.patientlyDo(() -> holdings.expect(study.entryId(), listing.images()));
            } else if (run.job().run() == 1) {
                run.note(
                        node.name() + " does not list single images.",
                        "The images are counted, but not ticked off one by one.");
            }
            listings.put(study.entryId(), listing);
        }
        return listings;
    }

    private StudyListing ask(Node node, Study study) throws TransferFailure {
        try (DicomConnection connection = crowding.connect(connections, node, new Purpose.Find())) {
            boolean classes = node.services().retrieve() == RetrieveMethod.C_GET;
            return StudyListing.ask(connection, study.studyInstanceUid(), classes);
        } catch (DicomFailure e) {
            throw new TransferFailure(Diagnoses.of(e, node));
        }
    }

    private void retrieve(Run run, Node node, Arrivals arrivals) throws TransferFailure {
        ScheduledFuture<?> looking = scheduler.scheduleWithFixedDelay(
                arrivals::lookIfPossible, LOOK_EVERY_MILLIS, LOOK_EVERY_MILLIS, TimeUnit.MILLISECONDS);
        MoveOutcome last = new MoveOutcome(0, 0, 0, 0, 0, "");
        try (DicomConnection connection =
                crowding.connect(connections, node, purpose(node, arrivals.sopClasses()), run::goOn)) {
            for (Study study : run.order().studies()) {
                if (!arrivals.complete(study.entryId())) {
                    last = move(run, connection, study, arrivals);
                }
            }
        } catch (DicomFailure e) {
            // A source need not report on the way (PS3.4 C.4.2.3): while images come, silence is no failure.
            if (e.reason() != DicomFailure.Reason.TIMED_OUT || arrivals.quietFor(LATE)) {
                throw new TransferFailure(Diagnoses.of(e, node));
            }
        } finally {
            looking.cancel(false);
            arrivals.lookIfPossible();
        }
        settle(run, arrivals, last);
        if (!arrivals.complete()) {
            // A source whose images we cannot keep is not to be blamed for them.
            storeMustBeWell();
            throw new TransferFailure(shortfall(run, node, arrivals, last));
        }
    }

    private static Purpose purpose(Node node, Set<String> sopClasses) {
        return node.services().retrieve() == RetrieveMethod.C_GET
                ? new Purpose.Get(sopClasses.isEmpty() ? StorageClasses.USUAL : sopClasses)
                : new Purpose.Move();
    }

    /** Asks for what is missing of one study; answers the worst outcome. */
    private MoveOutcome move(Run run, DicomConnection connection, Study study, Arrivals arrivals) throws DicomFailure {
        MoveOutcome worst = new MoveOutcome(0, 0, 0, 0, 0, "");
        int sent = 0;
        for (DataSet request : requests(run, study, arrivals)) {
            run.goOn();
            run.started();
            MoveOutcome outcome = retrieve(run, connection, request);
            sent += Math.max(0, outcome.completed()) + Math.max(0, outcome.failed()) + Math.max(0, outcome.warning());
            if (outcome.status() != 0) {
                worst = outcome;
            }
        }
        arrivals.counted(study.entryId(), sent);
        return worst;
    }

    private static MoveOutcome retrieve(Run run, DicomConnection connection, DataSet request) throws DicomFailure {
        Node source = run.order().source();
        if (source.services().retrieve() == RetrieveMethod.C_GET) {
            return connection.get(request, pending -> {
                run.goOn();
                return true;
            });
        }
        return connection.move(request, source.ourAeTitle(), messageId(run), pending -> run.goOn());
    }

    private List<DataSet> requests(Run run, Study study, Arrivals arrivals) {
        List<Listed> missing = run.patiently(() -> holdings.missing(study.entryId()));
        if (arrivals.held(study.entryId()) == 0 || missing.isEmpty()) {
            return List.of(Retrieval.wholeStudy(study.studyInstanceUid()));
        }
        Set<String> begun = new HashSet<>(run.patiently(() -> holdings.seriesBegun(study.entryId())));
        return Retrieval.missing(study.studyInstanceUid(), missing, begun);
    }

    /** What the source has sent may still be on its way from the socket to the rows. */
    private void settle(Run run, Arrivals arrivals, MoveOutcome last) {
        Duration idle = run.patiently(() -> policies.time(Policy.IDLE_TIME_OUT));
        Duration patience = last.status() == 0 || idle.compareTo(LATE) < 0 ? idle : LATE;
        long began = System.nanoTime();
        try (NewImages.Watch watch = newImages.watch(entries(run))) {
            run.patientlyDo(arrivals::look);
            while (!arrivals.complete()) {
                run.goOn();
                if (arrivals.quietFor(patience) && System.nanoTime() - began > patience.toNanos()) {
                    return;
                }
                watch.await(SETTLE);
                run.patientlyDo(arrivals::look);
            }
        }
    }

    private Diagnosis shortfall(Run run, Node node, Arrivals arrivals, MoveOutcome last) {
        boolean failed = last.status() != 0 && last.status() != 0xB000;
        if (failed && arrivals.moved() == 0) {
            return Diagnoses.moveRefused(Named.of(node), last);
        }
        List<String> missing = new ArrayList<>();
        for (Study study : run.order().studies()) {
            run.patiently(() -> holdings.missing(study.entryId()))
                    .forEach(image -> missing.add(image.sopInstanceUid()));
        }
        return Diagnoses.fewer(Named.of(node), arrivals.held(), arrivals.promised(), last, missing);
    }

    /** Nothing is said to be on IEP that a loss of power could take away. */
    private void sync(Run run) throws TransferFailure {
        List<HeldFile> files = run.patiently(() -> holdings.files(entries(run)));
        Map<String, HeldFile> byName = new HashMap<>();
        files.forEach(file -> byName.put(file.file(), file));
        try {
            List<HeldFile> lost = new ArrayList<>();
            store.sync(files.stream()
                            .map(file -> new ImageStore.Entry(file.file(), file.size()))
                            .toList())
                    .forEach(entry -> {
                        HeldFile file = byName.get(entry.name());
                        if (file != null) {
                            lost.add(file);
                        }
                    });
            if (!lost.isEmpty()) {
                run.patientlyDo(() -> holdings.lost(lost));
                throw new TransferFailure(OwnDiagnoses.ownFile(lost.size() + " files missing or of another length"));
            }
        } catch (IOException e) {
            throw new TransferFailure(OwnDiagnoses.ownStore(StoreHealth.words(e)));
        }
    }

    private static List<Long> entries(Run run) {
        return run.order().studyEntries();
    }

    private static int messageId(Run run) {
        return (int) (run.job().id() % MESSAGE_IDS) + 1;
    }
}
