package org.openiep.transfer;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openiep.calling.ObjectKinds;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.KindRefusal;
import org.openiep.connector.api.MoveOrigin;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.ReceivedObject;
import org.openiep.connector.api.Remote;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Tag;
import org.openiep.dicom.data.Uids;

/**
 * A PACS behind the connector's API, for both ends: what it is asked to move comes to the receiver at once, and what is
 * stored in it is remembered. Its faults are switched on by its fields.
 */
final class FakePacs implements DicomConnectionFactory {
    static final String MODERN = Uids.ENHANCED_MR_IMAGE;

    final String aeTitle;
    final List<DataSet> moves = new ArrayList<>();
    final List<String> stored = new ArrayList<>();
    final List<String> offered = Collections.synchronizedList(new ArrayList<>());
    final Set<String> cannotSend = new HashSet<>();
    final Map<String, StoreOutcome> answers = new HashMap<>();
    final Set<String> hangsUpOn = new HashSet<>();
    final Set<String> refusedClasses = new HashSet<>();
    final AtomicInteger open = new AtomicInteger();
    /** So many of the associations opened next break at their third image. */
    final AtomicInteger breaking = new AtomicInteger();

    /** Images that it says success to, and does not keep. */
    final Set<String> forgets = new HashSet<>();

    /** Images that it keeps, and then breaks the connection instead of answering. */
    final Set<String> losesAnswers = new HashSet<>();

    /** May it be searched for what is stored in it? */
    boolean listsStored;

    boolean refusesFind;
    Runnable afterFind = () -> {};

    final Map<String, List<ObjectReference>> asked = new HashMap<>();
    boolean answersCommitment = true;
    int gets;
    int window = 1;
    int allows = Integer.MAX_VALUE;
    boolean listsImages = true;
    int moveStatus;
    int breaksAfter = Integer.MAX_VALUE;
    DicomFailure.@Nullable Reason down;
    Runnable afterEachImage = () -> {};

    private final Map<String, Map<String, Set<String>>> studies = new LinkedHashMap<>();
    private final Map<String, String> classes = new HashMap<>();
    private final Consumer<List<ReceivedObject>> receiver;
    private final Path incoming;

    FakePacs(String aeTitle, Path incoming, Consumer<List<ReceivedObject>> receiver) {
        this.aeTitle = aeTitle;
        this.incoming = incoming;
        this.receiver = receiver;
    }

    /** Adds series of so many images each; answers their SOP Instance UIDs. */
    List<String> hold(String study, int... imagesOfSeries) {
        List<String> all = new ArrayList<>();
        Map<String, Set<String>> series = studies.computeIfAbsent(study, uid -> new LinkedHashMap<>());
        for (int images : imagesOfSeries) {
            String uid = study + "." + (series.size() + 1);
            Set<String> held = new LinkedHashSet<>();
            for (int i = 1; i <= images; i++) {
                held.add(uid + "." + i);
            }
            series.put(uid, held);
            all.addAll(held);
        }
        return all;
    }

    void ofClass(String sopInstanceUid, String sopClassUid) {
        classes.put(sopInstanceUid, sopClassUid);
    }

    @Override
    public DicomConnection connectOnce(Remote remote, Purpose purpose) throws DicomFailure {
        return connect(remote, purpose);
    }

    @Override
    public DicomConnection connect(Remote remote, Purpose purpose) throws DicomFailure {
        if (down != null) {
            throw new DicomFailure(down, "connect to " + remote.host() + ":" + remote.port() + " failed");
        }
        if (refusesFind && purpose instanceof Purpose.Find) {
            afterFind.run();
            throw new DicomFailure(DicomFailure.Reason.NOT_ACCEPTED, "Study Root Query/Retrieve - FIND not accepted");
        }
        if (open.incrementAndGet() > allows) {
            open.decrementAndGet();
            throw new DicomFailure(DicomFailure.Reason.ALL_IN_USE, "all in use");
        }
        return new Connection(breaking.getAndUpdate(left -> Math.max(0, left - 1)) > 0);
    }

    private final class Connection implements DicomConnection {
        private final boolean breaks;
        private final Queue<Path> sent = new ArrayDeque<>();
        private final Queue<Consumer<StoreOutcome>> onAnswers = new ArrayDeque<>();
        private int images;

        Connection(boolean breaks) {
            this.breaks = breaks;
        }

        @Override
        public Optional<X509Certificate> certificate() {
            return Optional.empty();
        }

        @Override
        public Optional<Duration> acceptedAfter() {
            return Optional.of(Duration.ofMillis(3));
        }

        @Override
        public void echo() {}

        @Override
        public void find(DataSet keys, Predicate<DataSet> onMatch) throws DicomFailure {
            String level = keys.string(Tag.QUERY_RETRIEVE_LEVEL).orElseThrow();
            String study = keys.string(Tag.STUDY_INSTANCE_UID).orElse("");
            Map<String, Set<String>> series = listsStored ? storedOf(study) : studies.getOrDefault(study, Map.of());
            for (DataSet match : matches(level, keys, series)) {
                if (!onMatch.test(match)) {
                    return;
                }
            }
        }

        /** UIDs are made so that an image's begins with its series', and that with its study's. */
        private Map<String, Set<String>> storedOf(String study) {
            Map<String, Set<String>> series = new LinkedHashMap<>();
            synchronized (stored) {
                stored.stream()
                        .filter(uid -> uid.startsWith(study + "."))
                        .forEach(uid -> series.computeIfAbsent(
                                        uid.substring(0, uid.lastIndexOf('.')), each -> new LinkedHashSet<>())
                                .add(uid));
            }
            return series;
        }

        private List<DataSet> matches(String level, DataSet keys, Map<String, Set<String>> series) throws DicomFailure {
            List<DataSet> matches = new ArrayList<>();
            if (level.equals("STUDY") && !series.isEmpty()) {
                int count = series.values().stream().mapToInt(Set::size).sum();
                matches.add(new DataSet().putInt(Tag.NUMBER_OF_STUDY_RELATED_INSTANCES, count));
            }
            if (level.equals("SERIES")) {
                series.forEach((uid, images) -> matches.add(new DataSet()
                        .put(Tag.SERIES_INSTANCE_UID, uid)
                        .putInt(Tag.NUMBER_OF_SERIES_RELATED_INSTANCES, images.size())));
            }
            if (level.equals("IMAGE")) {
                if (!listsImages) {
                    throw new DicomFailure(DicomFailure.Reason.REFUSED, 0xC000, "level not supported", null);
                }
                series.getOrDefault(keys.string(Tag.SERIES_INSTANCE_UID).orElse(""), Set.of())
                        .forEach(uid -> matches.add(new DataSet().put(Tag.SOP_INSTANCE_UID, uid)));
            }
            return matches;
        }

        @Override
        public MoveOutcome move(DataSet identifier, String to, int messageId, Consumer<MoveOutcome> onProgress)
                throws DicomFailure {
            moves.add(identifier);
            if (moveStatus != 0) {
                return new MoveOutcome(moveStatus, -1, -1, -1, -1, "");
            }
            int sent = 0;
            int failed = 0;
            for (Map.Entry<String, String> image : chosen(identifier).entrySet()) {
                if (sent >= breaksAfter) {
                    throw new DicomFailure(DicomFailure.Reason.ABORTED, "A-ABORT by the provider");
                }
                if (cannotSend.contains(image.getKey())) {
                    failed++;
                    continue;
                }
                FakePacs.this.send(
                        identifier.string(Tag.STUDY_INSTANCE_UID).orElseThrow(), image.getValue(), image.getKey());
                sent++;
                afterEachImage.run();
            }
            return new MoveOutcome(failed > 0 ? 0xB000 : 0, 0, sent, failed, 0, "");
        }

        /** SOP Instance UID to Series Instance UID. */
        private Map<String, String> chosen(DataSet identifier) {
            Map<String, String> chosen = new LinkedHashMap<>();
            List<String> series = identifier.strings(Tag.SERIES_INSTANCE_UID);
            List<String> images = identifier.strings(Tag.SOP_INSTANCE_UID);
            Map<String, Set<String>> study = studies.getOrDefault(
                    identifier.string(Tag.STUDY_INSTANCE_UID).orElse(""), Map.of());
            study.forEach((uid, held) -> {
                if (series.isEmpty() || series.contains(uid)) {
                    held.stream()
                            .filter(image -> images.isEmpty() || images.contains(image))
                            .forEach(image -> chosen.put(image, uid));
                }
            });
            return chosen;
        }

        @Override
        public boolean accepts(Purpose.ObjectKind kind) {
            return !refusedClasses.contains(kind.sopClassUid());
        }

        @Override
        public KindRefusal refusal(Purpose.ObjectKind kind) {
            return new KindRefusal(KindRefusal.Cause.SOP_CLASS, ObjectKinds.words(kind));
        }

        @Override
        public MoveOutcome get(DataSet identifier, Predicate<MoveOutcome> onProgress) throws DicomFailure {
            gets++;
            return move(identifier, "", 1, pending -> {
                if (!onProgress.test(pending)) {
                    throw new IllegalStateException("This PACS knows no C-CANCEL.");
                }
            });
        }

        @Override
        public void send(Path file, Consumer<StoreOutcome> onAnswer) throws DicomFailure {
            sent.add(file);
            onAnswers.add(onAnswer);
            if (sent.size() == window) {
                await();
            }
        }

        @Override
        public void await() throws DicomFailure {
            while (!sent.isEmpty()) {
                onAnswers.remove().accept(store(sent.remove()));
            }
        }

        @Override
        public void requestCommitment(String transactionUid, List<ObjectReference> objects) {
            asked.put(transactionUid, objects);
        }

        @Override
        public Optional<Commitment> awaitCommitment(String transactionUid, Duration patience) {
            List<ObjectReference> objects = asked.get(transactionUid);
            if (!answersCommitment || objects == null) {
                return Optional.empty();
            }
            Map<ObjectReference, Integer> failed = new HashMap<>();
            objects.stream()
                    .filter(object -> forgets.contains(object.sopInstanceUid()))
                    .forEach(object -> failed.put(object, Commitment.NO_SUCH_OBJECT));
            return Optional.of(new Commitment(
                    transactionUid,
                    objects.stream()
                            .filter(object -> !failed.containsKey(object))
                            .toList(),
                    failed));
        }

        @Override
        public void report(Commitment report) {
            throw new UnsupportedOperationException("Nobody asks this PACS for commitment.");
        }

        @Override
        public StoreOutcome store(Path file, Optional<MoveOrigin> origin) throws DicomFailure {
            if (stored.size() >= breaksAfter || (breaks && ++images == 3)) {
                throw new DicomFailure(DicomFailure.Reason.ABORTED, "connection reset");
            }
            String uid;
            try {
                uid = Files.readString(file);
            } catch (IOException e) {
                throw new DicomFailure(DicomFailure.Reason.OURS, "unreadable", e);
            }
            offered.add(uid);
            afterEachImage.run();
            if (hangsUpOn.contains(uid)) {
                throw new DicomFailure(DicomFailure.Reason.ABORTED, "connection reset");
            }
            StoreOutcome answer = answers.getOrDefault(uid, new StoreOutcome(0, ""));
            if (answer.stored()) {
                synchronized (stored) {
                    stored.add(uid);
                }
            }
            if (losesAnswers.remove(uid)) {
                throw new DicomFailure(DicomFailure.Reason.ABORTED, "connection reset");
            }
            return answer;
        }

        @Override
        public void close() {
            open.decrementAndGet();
        }
    }

    private void send(String study, String series, String image) {
        try {
            Path file = Files.writeString(incoming.resolve(image + ".dcm"), image);
            receiver.accept(List.of(new ReceivedObject(
                    new Party(aeTitle, "OPENIEP", "127.0.0.1"),
                    file,
                    classes.getOrDefault(image, Uids.CT_IMAGE),
                    image,
                    Uids.EXPLICIT_VR_LITTLE_ENDIAN,
                    study,
                    series,
                    "CT",
                    "S1234567",
                    image.getBytes(StandardCharsets.UTF_8).length,
                    0,
                    OptionalInt.of(1))));
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
