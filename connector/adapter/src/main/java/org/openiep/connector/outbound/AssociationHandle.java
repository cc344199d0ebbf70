package org.openiep.connector.outbound;

import java.io.IOException;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.KindRefusal;
import org.openiep.connector.api.MoveOrigin;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.connector.encoding.Encodings;
import org.openiep.connector.inbound.Commitments;
import org.openiep.connector.inbound.Intake;
import org.openiep.connector.memory.PageCache;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.UidNames;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.CommitmentRequest;
import org.openiep.dicom.dimse.MoveOriginator;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.OutgoingObject;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.dimse.StorePipeline;
import org.openiep.dicom.file.Part10File;
import org.openiep.dicom.net.Abort;
import org.openiep.dicom.net.PresentationContext;

/** What the application holds while it uses an association. */
final class AssociationHandle implements DicomConnection {
    private final AtomicReference<@Nullable DicomManagedConnection> connection;
    private @Nullable StorePipeline pipeline;
    private boolean once;

    AssociationHandle(DicomManagedConnection connection) {
        this.connection = new AtomicReference<>(connection);
    }

    void moveTo(DicomManagedConnection other) {
        connection.set(other);
    }

    /** The association is released on {@link #close}. */
    void once() {
        once = true;
    }

    void invalidate() {
        connection.set(null);
    }

    @FunctionalInterface
    private interface Exchange<T> {
        T with(ServiceUser user) throws IOException;
    }

    /**
     * Makes sure of an association.
     *
     * @throws DicomFailure when there is none to be had; the handle is closed then
     */
    void open() throws DicomFailure {
        DicomManagedConnection current = connection.get();
        boolean open = false;
        try {
            if (current != null) {
                current.open();
                open = true;
            }
        } finally {
            if (!open) {
                close();
            }
        }
    }

    private Optional<ServiceUser> user() {
        DicomManagedConnection current = connection.get();
        return current == null ? Optional.empty() : current.user();
    }

    private <T> T exchange(Exchange<T> exchange) throws DicomFailure {
        ServiceUser user = user().orElseThrow(() ->
                new DicomFailure(DicomFailure.Reason.OURS, "The connection was used after it was closed."));
        try {
            return exchange.with(user);
        } catch (IOException e) {
            throw Failures.of(e);
        } catch (RuntimeException e) {
            // A callback's fault may leave responses on the way; nobody else is to find them.
            user.association().abort(Abort.BY_USER);
            throw e;
        }
    }

    @Override
    public Optional<X509Certificate> certificate() {
        return user().flatMap(user -> user.association().remoteCertificate());
    }

    @Override
    public Optional<Duration> acceptedAfter() {
        DicomManagedConnection current = connection.get();
        return current == null ? Optional.empty() : current.acceptedAfter();
    }

    @Override
    public void echo() throws DicomFailure {
        Status status = exchange(ServiceUser::echo);
        if (!status.isSuccess()) {
            throw Failures.refused("C-ECHO", status);
        }
    }

    @Override
    public void find(DataSet identifier, Predicate<DataSet> onMatch) throws DicomFailure {
        Response answer = exchange(user -> user.find(Uids.STUDY_ROOT_FIND, identifier, onMatch));
        if (answer.status().isFailure()) {
            throw Failures.refused("C-FIND", answer.status());
        }
    }

    @Override
    public MoveOutcome move(
            DataSet identifier, String destinationAeTitle, int messageId, Consumer<MoveOutcome> onProgress)
            throws DicomFailure {
        return outcome(exchange(user -> user.move(
                Uids.STUDY_ROOT_MOVE,
                identifier,
                destinationAeTitle,
                messageId,
                progress -> onProgress.accept(outcome(progress)))));
    }

    private static MoveOutcome outcome(MoveProgress progress) {
        return new MoveOutcome(
                progress.status().code(),
                progress.remaining(),
                progress.completed(),
                progress.failed(),
                progress.warning(),
                progress.comment());
    }

    @Override
    public MoveOutcome get(DataSet identifier, Predicate<MoveOutcome> onProgress) throws DicomFailure {
        try (Intake.Receiver receiver = managed().receive()) {
            return outcome(exchange(user -> user.get(
                    Uids.STUDY_ROOT_GET, identifier, receiver, progress -> onProgress.test(outcome(progress)))));
        }
    }

    @Override
    public boolean accepts(Purpose.ObjectKind kind) {
        return Encodings.isPossible(kind.transferSyntaxUid(), accepted(kind.sopClassUid()), decompressesLossy());
    }

    @Override
    public KindRefusal refusal(Purpose.ObjectKind kind) {
        List<String> accepted = accepted(kind.sopClassUid());
        KindRefusal.Cause cause = accepted.isEmpty()
                ? user().map(user -> Proposals.refusal(user.association(), kind.sopClassUid()))
                        .orElse(KindRefusal.Cause.UNSAID)
                : KindRefusal.Cause.TRANSFER_SYNTAX;
        return new KindRefusal(
                cause,
                cause == KindRefusal.Cause.SOP_CLASS
                        ? UidNames.describe(kind.sopClassUid())
                        : Encodings.refusal(kind, accepted, decompressesLossy()));
    }

    /** The encodings in which the node takes objects of a class. */
    private List<String> accepted(String sopClass) {
        return user().map(user -> accepted(user, sopClass)).orElse(List.of());
    }

    private static List<String> accepted(ServiceUser user, String sopClass) {
        return user.association().contexts().stream()
                .filter(context -> context.abstractSyntax().equals(sopClass))
                .map(PresentationContext::transferSyntax)
                .toList();
    }

    private boolean decompressesLossy() {
        DicomManagedConnection current = connection.get();
        return current != null
                && current.request().purpose() instanceof Purpose.Store store
                && store.decompressesLossy();
    }

    private OutgoingObject outgoing(ServiceUser user, Path file) throws IOException {
        String sopClass = Part10File.open(file).meta().sopClassUid();
        return Encodings.of(file, accepted(user, sopClass), decompressesLossy());
    }

    @Override
    public StoreOutcome store(Path part10File, Optional<MoveOrigin> origin) throws DicomFailure {
        Optional<MoveOriginator> originator = origin.map(o -> new MoveOriginator(o.aeTitle(), o.messageId()));
        return answer(part10File, exchange(user -> user.store(outgoing(user, part10File), originator)));
    }

    private static StoreOutcome answer(Path sent, Response answer) {
        if (answer.status().isSuccess()) {
            // It has done what it was held for; the next ones need the memory.
            PageCache.leave(sent);
        }
        return new StoreOutcome(answer.status().code(), answer.comment());
    }

    @Override
    public void send(Path part10File, Consumer<StoreOutcome> onAnswer) throws DicomFailure {
        exchange(user -> {
            StorePipeline flow = pipeline == null ? new StorePipeline(user) : pipeline;
            pipeline = flow;
            flow.store(
                    outgoing(user, part10File),
                    Optional.empty(),
                    response -> onAnswer.accept(answer(part10File, response)));
            return true;
        });
    }

    @Override
    public void await() throws DicomFailure {
        StorePipeline flow = pipeline;
        if (flow != null) {
            exchange(user -> {
                flow.finish();
                return true;
            });
            pipeline = null;
        }
    }

    @Override
    public void requestCommitment(String transactionUid, List<ObjectReference> objects) throws DicomFailure {
        CommitmentRequest request = new CommitmentRequest(
                transactionUid, objects.stream().map(Commitments::instance).toList());
        Response answer = exchange(user -> user.requestCommitment(request));
        if (!answer.status().isSuccess()) {
            throw Failures.refused("the request for storage commitment", answer.status());
        }
    }

    @Override
    public Optional<Commitment> awaitCommitment(String transactionUid, Duration patience) throws DicomFailure {
        return exchange(user -> user.awaitCommitment(transactionUid, patience)).map(Commitments::commitment);
    }

    @Override
    public void report(Commitment report) throws DicomFailure {
        Response answer = exchange(user -> user.report(Commitments.report(report)));
        if (!answer.status().isSuccess()) {
            throw Failures.refused("the report on storage commitment", answer.status());
        }
    }

    private DicomManagedConnection managed() throws DicomFailure {
        DicomManagedConnection current = connection.get();
        if (current == null) {
            throw new DicomFailure(DicomFailure.Reason.OURS, "The connection was used after it was closed.");
        }
        return current;
    }

    @Override
    public void close() {
        DicomManagedConnection current = connection.getAndSet(null);
        if (current != null) {
            StorePipeline flow = pipeline;
            if (flow != null && flow.open() > 0) {
                // Answers are on the way that nobody waits for; nobody else is to find them.
                current.user().ifPresent(user -> user.association().abort(Abort.BY_USER));
            }
            current.done(this, once);
        }
    }
}
