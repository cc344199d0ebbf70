package org.openiep.arrival;

import jakarta.annotation.Resource;
import jakarta.annotation.security.PermitAll;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.enterprise.event.Event;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.openiep.arrival.RoutedRows.Routed;
import org.openiep.connector.api.Admission;
import org.openiep.connector.api.Expectation;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.database.Sql;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.directory.Node;
import org.openiep.directory.NodeServices;
import org.openiep.directory.Nodes;
import org.openiep.directory.OurAeTitles;
import org.openiep.directory.TransportSecurity;
import org.openiep.exchange.DirectRouting.Place;
import org.openiep.exchange.Progress;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.ImagesHeld;
import org.openiep.imaging.InstanceRows;
import org.openiep.imaging.InstanceRows.Arrived;
import org.openiep.outage.StoreHealth;
import org.openiep.outage.StoreTroubles;

/** Who may send to us, what we wait for, and what becomes of what comes. */
@Stateless
@PermitAll
public class Reception {
    private static final Logger LOG = Logger.getLogger(Reception.class.getName());

    /**
     * Collections that still take what comes for their study. Those that failed do too: an image that arrives late need
     * not be fetched again by a retry.
     */
    private static final String WAITS = """
            select asked.ae, asked.study, j.transaction_id, s.study_entry_id, j.state = 'RUNNING', i.delivers_by_itself
            from unnest(?::text[], ?::text[]) as asked (ae, study)
            join node n on n.ae_title = asked.ae and n.active
            join job_study s on s.study_instance_uid = asked.study
            join job j on j.id = s.job_id and j.institution_id = n.institution_id and j.step = 'COLLECT'
                and j.state in ('RUNNING', 'QUEUED', 'RETRY', 'FAILED')
            join transaction t on t.id = j.transaction_id
            join institution i on i.id = t.to_institution_id
            order by case j.state when 'RUNNING' then 0 when 'RETRY' then 1 when 'QUEUED' then 2 else 3 end, j.id desc
            """;

    private static final OurAeTitles OUR_TITLES = OurAeTitles.ofEnvironment();

    @Resource(lookup = "java:jboss/datasources/IepDS")
    DataSource dataSource;

    @Inject
    Nodes nodes;

    @Inject
    ImageStore store;

    @Inject
    Clock clock;

    @Inject
    Routing routing;

    @Inject
    Progress progress;

    @Inject
    OpenSendings open;

    @Inject
    StoreHealth health;

    @Inject
    StoreTroubles troubles;

    @Inject
    Event<ImagesHeld> held;

    private record Study(String aeTitle, String studyInstanceUid) {}

    /** @param leavesAtOnce do images go on to their destination as they come? */
    private record Waiting(Place place, boolean running, boolean leavesAtOnce) {}

    /** See {@link org.openiep.connector.api.DicomListener#admit}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Admission admit(Party party) {
        if (!OUR_TITLES.contain(party.calledAeTitle())) {
            return new Admission.CalledAeUnknown();
        }
        Optional<Node> node;
        try {
            node = nodes.byAeTitle(party.callingAeTitle());
        } catch (RuntimeException e) {
            LOG.log(Level.WARNING, "A caller is told to try later: the directory cannot be read.", e);
            return new Admission.TryLater();
        }
        if (node.isEmpty() || !isItself(node.get(), party)) {
            return new Admission.CallingAeUnknown();
        }
        return new Admission.Admitted(
                node.get().associations(), node.get().services().mayQuery());
    }

    /** Does it call from where, and as securely as, the node is said to? */
    private static boolean isItself(Node node, Party party) {
        if (node.checksAddress() && !isAt(node.host(), party.address())) {
            return false;
        }
        NodeServices services = node.services();
        if (services.security() == TransportSecurity.TLS && !party.secure()) {
            LOG.log(Level.WARNING, "{0} is to use TLS, and called the plain port.", party.callingAeTitle());
            return false;
        }
        String expected = services.certificateSubject();
        if (expected.isEmpty() || party.certificateNames().stream().anyMatch(expected::equalsIgnoreCase)) {
            return true;
        }
        LOG.log(Level.WARNING, "{0} showed a certificate of another name, or none.", party.callingAeTitle());
        return false;
    }

    private static boolean isAt(String host, String address) {
        try {
            InetAddress caller = InetAddress.getByName(address);
            return Arrays.asList(InetAddress.getAllByName(host)).contains(caller);
        } catch (UnknownHostException e) {
            LOG.log(Level.WARNING, "Host {0} of a node is unknown; a call from its AE title is refused.", host);
            return false;
        }
    }

    /**
     * See {@link org.openiep.connector.api.DicomListener#expects}. A study that is arriving by a route goes on so; else
     * it belongs to the collection that runs, else to the route that takes it, else to a collection that waits.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public Expectation expects(Party party, DataSet header) {
        String uid = header.string(Tag.STUDY_INSTANCE_UID).orElse("");
        SentStudy sent = SentStudy.of(party, uid);
        Study study = new Study(party.callingAeTitle(), uid);
        boolean routed = routing.isArriving(sent);
        Waiting waiting = routed ? null : waiting(List.of(study)).get(study);
        if (!routed && (waiting == null || !waiting.running())) {
            Optional<Node> caller = nodes.byAeTitle(party.callingAeTitle());
            routed = caller.isPresent() && routing.promise(caller.get().id(), sent, header);
            if (!routed && waiting == null) {
                caller.ifPresent(node -> routing.refused(node.id(), sent, header));
                return Expectation.NONE;
            }
        }
        if (routed) {
            open.began(sent);
        }
        if (routed) {
            return Expectation.PUSHED;
        }
        return waiting != null && waiting.leavesAtOnce() ? Expectation.FETCHED : Expectation.FETCHED_TO_REST;
    }

    /** See {@link org.openiep.connector.api.DicomListener#ended}. */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void ended(Party party, String studyInstanceUid) {
        open.ended(SentStudy.of(party, studyInstanceUid));
    }

    /**
     * See {@link org.openiep.connector.api.DicomListener#notKept}. What a running collection has asked for it asks for
     * again by itself; nobody has to be told of single images.
     */
    @TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
    public void notKept(Party party, String studyInstanceUid, String sopInstanceUid, IOException cause) {
        Diagnosis why = health.problem(cause);
        Study study = new Study(party.callingAeTitle(), studyInstanceUid);
        Waiting waiting = waiting(List.of(study)).get(study);
        Optional<Node> caller = nodes.byAeTitle(party.callingAeTitle());
        if (caller.isEmpty() || (waiting != null && waiting.running())) {
            troubles.couldNotKeep(why);
        } else {
            troubles.refused(caller.get().id(), studyInstanceUid, sopInstanceUid, why);
        }
    }

    /** See {@link org.openiep.connector.api.DicomListener#received}: one query and one batch, however many objects. */
    @TransactionAttribute(TransactionAttributeType.REQUIRED)
    public void received(List<ReceivedObject> batch) {
        Map<Study, Waiting> collections =
                waiting(batch.stream().map(Reception::study).distinct().toList());
        Map<SentStudy, Routed> routes =
                routing.find(batch.stream().map(SentStudy::of).distinct().toList());
        Map<Long, Place> routed = new LinkedHashMap<>();
        Map<String, Arrived> arrived = new LinkedHashMap<>();
        Map<Long, Long> transactions = new HashMap<>();
        for (ReceivedObject object : batch) {
            Place place = place(object, collections, routes, routed);
            if (place == null) {
                drop(object);
            } else {
                Arrived image = accept(object, place);
                if (image != null) {
                    // A batch must not hold the same row twice.
                    arrived.put(place.studyEntryId() + " " + object.sopInstanceUid(), image);
                    transactions.put(place.studyEntryId(), place.transactionId());
                }
            }
        }
        note(arrived.values(), transactions);
        if (!routed.isEmpty()) {
            routing.recorded(routed);
        }
    }

    private @Nullable Place place(
            ReceivedObject object,
            Map<Study, Waiting> collections,
            Map<SentStudy, Routed> routes,
            Map<Long, Place> routed) {
        Routed route = routes.get(SentStudy.of(object));
        Waiting waiting = collections.get(study(object));
        if (route != null && (route.arriving() || waiting == null)) {
            return routed.computeIfAbsent(route.id(), id -> routing.place(route, object));
        }
        return waiting == null ? null : waiting.place();
    }

    private void note(Collection<Arrived> images, Map<Long, Long> transactionsByEntry) {
        if (images.isEmpty()) {
            return;
        }
        // In one order always, so that two batches with the same images cannot wait for each other.
        List<Arrived> ordered = images.stream()
                .sorted(Comparator.comparingLong(Arrived::studyEntryId).thenComparing(Arrived::sopInstanceUid))
                .toList();
        try (Sql sql = Sql.open(dataSource)) {
            InstanceRows rows = new InstanceRows(sql);
            // As the database keeps it, so that it is found again.
            Instant now = clock.instant().truncatedTo(ChronoUnit.MICROS);
            rows.arrived(ordered, now);
            rows.corrected(transactionsByEntry.keySet(), now)
                    .forEach((entry, count) -> noteCorrected(transactionsByEntry.getOrDefault(entry, 0L), count));
        }
        held.fire(new ImagesHeld(transactionsByEntry.keySet()));
    }

    /** The later content stands for the image from now on, for its sender has corrected it. */
    private void noteCorrected(long transactionId, int images) {
        progress.note(
                transactionId,
                Kind.NOTE,
                images == 1 ? "1 image came again, corrected" : images + " images came again, corrected",
                "Under the same UID, with other content than before. The later content replaces the earlier, and is"
                        + " sent even where the earlier was delivered already.");
    }

    private @Nullable Arrived accept(ReceivedObject object, Place place) {
        try {
            String file = store.accept(
                    object.file(), place.transactionId(), place.studyEntryId(), object.sopInstanceUid(), object.size());
            return new Arrived(
                    place.studyEntryId(),
                    object.sopInstanceUid(),
                    object.seriesInstanceUid(),
                    object.sopClassUid(),
                    object.transferSyntaxUid(),
                    file,
                    object.size(),
                    object.crc32c());
        } catch (NoSuchFileException e) {
            // It would be handed over for ever; as it is not held, the collection asks for it again.
            LOG.log(
                    Level.SEVERE,
                    "Received instance {0} is no longer in the incoming folder.",
                    object.sopInstanceUid());
            return null;
        } catch (IOException e) {
            throw new EJBException("Instance " + object.sopInstanceUid() + " could not be put into the store.", e);
        }
    }

    private static void drop(ReceivedObject object) {
        LOG.log(
                Level.WARNING,
                "Instance {0} of study {1} from {2} came after its collection had ended; dropped.",
                new Object[] {
                    object.sopInstanceUid(),
                    object.studyInstanceUid(),
                    object.from().callingAeTitle()
                });
        try {
            Files.deleteIfExists(object.file());
        } catch (IOException e) {
            throw new EJBException("An object that nobody waits for could not be deleted.", e);
        }
    }

    private Map<Study, Waiting> waiting(List<Study> studies) {
        Map<Study, Waiting> waiting = new HashMap<>();
        try (Sql sql = Sql.open(dataSource)) {
            sql.list(
                    WAITS,
                    row -> waiting.putIfAbsent(
                            new Study(row.getString(1), row.getString(2)),
                            new Waiting(
                                    new Place(row.getLong(3), row.getLong(4)), row.getBoolean(5), row.getBoolean(6))),
                    studies.stream().map(Study::aeTitle).toList(),
                    studies.stream().map(Study::studyInstanceUid).toList());
        }
        return waiting;
    }

    private static Study study(ReceivedObject object) {
        return new Study(object.from().callingAeTitle(), object.studyInstanceUid());
    }
}
