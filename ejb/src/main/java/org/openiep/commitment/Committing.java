package org.openiep.commitment;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.openiep.calling.Crowding;
import org.openiep.commitment.CommitmentRows.NotKept;
import org.openiep.connector.api.Commitment;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.ObjectReference;
import org.openiep.connector.api.Purpose;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.diagnosis.Diagnoses.Named;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.dicom.data.Uids;
import org.openiep.directory.Node;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.queue.Run;

/**
 * Asks a destination, after the last image, whether it keeps all of them for good (storage commitment, PS3.4 Annex J).
 * The answer may come on the association that asks or on one that the destination opens, to any server of the exchange;
 * it is looked for in the database in either case.
 */
@ApplicationScoped
public class Committing {
    /** A request must fit into one message that the other side is ready to read. */
    private static final int MOST_OBJECTS = 2000;

    private static final Duration LOOK_EVERY = Duration.ofMillis(250);

    /** As long as the association is kept open for an answer on it; others come by themselves. */
    private static final Duration STAY = Duration.ofSeconds(10);

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Inject
    Commitments commitments;

    @Inject
    Crowding crowding;

    @Inject
    Policies policies;

    /**
     * Returns when the destination has committed itself to every delivered image, at once where it is not to be asked.
     *
     * @throws TransferFailure when it says of an image that it does not keep it, or does not answer in time
     */
    public void confirm(Run run) throws TransferFailure {
        Node node = run.order().destination();
        if (!node.services().storageCommitment()) {
            return;
        }
        List<Long> entries = run.order().studyEntries();
        List<ObjectReference> open = run.patiently(() -> commitments.open(entries));
        int images = open.size();
        for (int from = 0; from < images; from += MOST_OBJECTS) {
            ask(run, node, entries, open.subList(from, Math.min(images, from + MOST_OBJECTS)));
        }
        List<NotKept> notKept = run.patiently(() -> commitments.notKept(entries));
        if (!notKept.isEmpty()) {
            throw new TransferFailure(Diagnoses.notKept(
                    Named.of(node),
                    notKept.stream().map(NotKept::sopInstanceUid).toList(),
                    images));
        }
        if (!run.patiently(() -> commitments.open(entries)).isEmpty()) {
            throw new TransferFailure(Diagnoses.commitmentOverdue(Named.of(node)));
        }
        if (images > 0) {
            run.note("Storage confirmed.", node.name() + " keeps every image for good.");
        }
    }

    private void ask(Run run, Node node, List<Long> entries, List<ObjectReference> objects) throws TransferFailure {
        String uid = Uids.generate();
        run.patientlyDo(() -> commitments.asked(uid, run.order().transactionId(), node.id(), entries));
        long end = System.nanoTime()
                + run.patiently(() -> policies.time(Policy.COMMITMENT_WAIT)).toNanos();
        try (DicomConnection connection = crowding.connect(connections, node, new Purpose.Commit(), run::goOn)) {
            connection.requestCommitment(uid, objects);
            listen(run, node, connection, uid, Math.min(end, System.nanoTime() + STAY.toNanos()));
        } catch (DicomFailure e) {
            if (e.reason() == DicomFailure.Reason.NOT_ACCEPTED) {
                throw new TransferFailure(Diagnoses.noCommitment(Named.of(node)));
            }
            throw new TransferFailure(Diagnoses.of(e, node));
        }
        while (!isAnswered(run, uid) && System.nanoTime() < end) {
            run.goOn();
            Run.pause(LOOK_EVERY);
        }
    }

    /** Until the answer has come here or elsewhere, or time is up. */
    private void listen(Run run, Node node, DicomConnection connection, String uid, long end) throws DicomFailure {
        while (System.nanoTime() < end && !isAnswered(run, uid)) {
            run.goOn();
            Optional<Commitment> report;
            try {
                report = connection.awaitCommitment(uid, LOOK_EVERY);
            } catch (DicomFailure e) {
                if (e.reason() == DicomFailure.Reason.ABORTED) {
                    // It has taken the request; the report comes on an association of its own.
                    return;
                }
                throw e;
            }
            report.ifPresent(came -> run.patiently(() -> commitments.answered(node.aeTitle(), came)));
        }
    }

    private boolean isAnswered(Run run, String uid) {
        return run.patiently(() -> commitments.isAnswered(uid));
    }
}
