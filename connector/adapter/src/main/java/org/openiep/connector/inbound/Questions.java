package org.openiep.connector.inbound;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.MoveOutcome;
import org.openiep.connector.api.ObjectsToSend;
import org.openiep.connector.api.Party;
import org.openiep.connector.api.QueryOutcome;
import org.openiep.connector.api.StoredObject;
import org.openiep.connector.encoding.Encodings;
import org.openiep.dicom.convert.NotConvertibleException;
import org.openiep.dicom.data.DataSet;
import org.openiep.dicom.dimse.FindHandler;
import org.openiep.dicom.dimse.GetHandler;
import org.openiep.dicom.dimse.MoveHandler;
import org.openiep.dicom.dimse.MoveProgress;
import org.openiep.dicom.dimse.NotAcceptedException;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Status;
import org.openiep.dicom.net.AssociationException;
import org.openiep.dicom.net.PresentationContext;

/** What a party asks for on its association: C-FIND, C-MOVE and C-GET, answered by the application. */
final class Questions implements FindHandler, MoveHandler, GetHandler {
    private static final System.Logger LOG = System.getLogger(Questions.class.getName());

    private final Party party;
    private final DicomListener application;

    Questions(Party party, DicomListener application) {
        this.party = party;
        this.application = application;
    }

    /**
     * A way out for what goes to the wire from inside the application. The container would wrap what such a call
     * throws, so it is kept, the application is asked to stop, and it is thrown on this side again.
     */
    private static final class Wire<T> implements Predicate<T> {
        private final Sink<T> sink;
        private @Nullable IOException broken;

        /** Sends; answers false when no more are wanted. */
        interface Sink<T> {
            boolean send(T value) throws IOException;
        }

        Wire(Sink<T> sink) {
            this.sink = sink;
        }

        @Override
        public boolean test(T value) {
            try {
                return broken == null && sink.send(value);
            } catch (IOException e) {
                broken = e;
                return false;
            }
        }

        void check() throws IOException {
            if (broken != null) {
                throw broken;
            }
        }
    }

    @Override
    public Response find(String sopClass, DataSet identifier, Matches matches) throws IOException {
        Wire<DataSet> wire = new Wire<>(matches::add);
        QueryOutcome outcome = application.find(party, identifier, wire);
        wire.check();
        return new Response(new Status(outcome.status()), outcome.comment());
    }

    @Override
    public MoveProgress move(Move request, Report report) throws IOException {
        Wire<MoveOutcome> wire = new Wire<>(outcome -> report.progress(progress(outcome)));
        MoveOutcome outcome = application.move(
                party,
                request.identifier(),
                request.destinationAeTitle(),
                request.originator().messageId(),
                wire);
        wire.check();
        return progress(outcome);
    }

    private static MoveProgress progress(MoveOutcome outcome) {
        return new MoveProgress(
                new Status(outcome.status()),
                outcome.remaining(),
                outcome.completed(),
                outcome.failed(),
                outcome.warning(),
                outcome.comment());
    }

    @Override
    public MoveProgress get(Get request, Requestor requestor) throws IOException {
        ObjectsToSend retrieval = application.retrieve(party, request.identifier());
        if (retrieval.status() != 0) {
            return MoveProgress.refused(new Status(retrieval.status()), retrieval.comment());
        }
        int completed = 0;
        int warnings = 0;
        int remaining = retrieval.objects().size();
        List<String> failed = new ArrayList<>();
        for (StoredObject object : retrieval.objects()) {
            Status status = send(object, requestor);
            remaining--;
            if (status.isSuccess()) {
                completed++;
            } else if (status.isFailure()) {
                failed.add(object.sopInstanceUid());
            } else {
                warnings++;
            }
            boolean wanted = requestor.progress(MoveProgress.pending(remaining, completed, failed.size(), warnings));
            if (!wanted && remaining > 0) {
                return MoveProgress.cancelled(remaining, completed, failed.size(), warnings)
                        .withFailed(failed);
            }
        }
        return MoveProgress.finished(completed, failed.size(), warnings).withFailed(failed);
    }

    private Status send(StoredObject object, Requestor requestor) throws IOException {
        List<String> accepted = requestor.contexts(object.sopClassUid()).stream()
                .map(PresentationContext::transferSyntax)
                .toList();
        try {
            return requestor.send(Encodings.of(object.file(), accepted, false)).status();
        } catch (NotAcceptedException | NotConvertibleException e) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "{0} does not take instance {1}: {2}",
                    party.callingAeTitle(),
                    object.sopInstanceUid(),
                    e.getMessage());
            return Status.SOP_CLASS_NOT_SUPPORTED;
        } catch (AssociationException e) {
            throw e;
        } catch (IOException e) {
            LOG.log(System.Logger.Level.ERROR, "Instance " + object.sopInstanceUid() + " could not be sent.", e);
            return Status.PROCESSING_FAILURE;
        }
    }
}
