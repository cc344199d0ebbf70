package org.openiep.connector.inbound;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomListener;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.Party;
import org.openiep.dicom.dimse.CommitmentHandler;
import org.openiep.dicom.dimse.CommitmentReport;
import org.openiep.dicom.dimse.CommitmentReportHandler;
import org.openiep.dicom.dimse.CommitmentRequest;
import org.openiep.dicom.dimse.InstanceReference;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.Status;

/** Storage commitment on a party's association: its requests (PS3.4 J.3.2), and its reports on ours (J.3.3). */
public final class Commitments implements CommitmentHandler, CommitmentReportHandler {
    private static final Status NO_SUCH_INSTANCE = new Status(Commitment.NO_SUCH_OBJECT);
    private static final Status INVALID_ARGUMENT = new Status(0x0115);

    private final Party party;
    private final DicomListener application;

    Commitments(Party party, DicomListener application) {
        this.party = party;
        this.application = application;
    }

    @Override
    public Answer request(CommitmentRequest request) {
        if (request.transactionUid().isEmpty() || request.instances().isEmpty()) {
            return Answer.refuse(new Response(INVALID_ARGUMENT, "No Transaction UID, or no objects"));
        }
        List<ObjectReference> objects =
                request.instances().stream().map(Commitments::reference).toList();
        return Answer.now(report(application.commit(party, request.transactionUid(), objects)));
    }

    @Override
    public void reported(CommitmentReport report, boolean taken) {
        if (!taken) {
            application.reportLater(party, commitment(report));
        }
    }

    @Override
    public Response report(CommitmentReport report) {
        boolean known = application.committed(party, commitment(report));
        return known ? Response.of(Status.SUCCESS) : new Response(NO_SUCH_INSTANCE, "We have not asked for this");
    }

    /** The report in the words of the DICOM layers. */
    public static CommitmentReport report(Commitment commitment) {
        return new CommitmentReport(
                commitment.transactionUid(),
                commitment.committed().stream().map(Commitments::instance).toList(),
                commitment.failed().entrySet().stream()
                        .map(failed -> new CommitmentReport.Failure(instance(failed.getKey()), failed.getValue()))
                        .toList());
    }

    /** The report in the words of the application. */
    public static Commitment commitment(CommitmentReport report) {
        Map<ObjectReference, Integer> failed = new HashMap<>();
        report.failed().forEach(failure -> failed.put(reference(failure.instance()), failure.reason()));
        return new Commitment(
                report.transactionUid(),
                report.committed().stream().map(Commitments::reference).toList(),
                failed);
    }

    /** The object in the words of the DICOM layers. */
    public static InstanceReference instance(ObjectReference object) {
        return new InstanceReference(object.sopClassUid(), object.sopInstanceUid());
    }

    private static ObjectReference reference(InstanceReference instance) {
        return new ObjectReference(instance.sopClassUid(), instance.sopInstanceUid());
    }
}
