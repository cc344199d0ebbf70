package org.openiep.connector.outbound;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.Purpose;
import org.openiep.connector.api.StoreOutcome;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.net.Abort;

/** What the application holds while it uses an association. */
final class AssociationHandle implements DicomConnection {
    private final AtomicReference<@Nullable DicomManagedConnection> connection;

    AssociationHandle(DicomManagedConnection connection) {
        this.connection = new AtomicReference<>(connection);
    }

    void moveTo(DicomManagedConnection other) {
        connection.set(other);
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
    public boolean accepts(Purpose.ObjectKind kind) {
        return user().flatMap(user -> user.association().accepted(kind.sopClassUid(), kind.transferSyntaxUid()))
                .isPresent();
    }

    @Override
    public StoreOutcome store(Path part10File) throws DicomFailure {
        Response answer = exchange(user -> user.store(part10File, Optional.empty()));
        return new StoreOutcome(answer.status().code(), answer.comment());
    }

    @Override
    public void close() {
        DicomManagedConnection current = connection.getAndSet(null);
        if (current != null) {
            current.done(this);
        }
    }
}
