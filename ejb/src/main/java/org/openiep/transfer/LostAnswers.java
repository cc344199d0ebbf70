package org.openiep.transfer;

import jakarta.annotation.Resource;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.calling.Crowding;
import org.openiep.connector.api.DicomConnection;
import org.openiep.connector.api.DicomConnectionFactory;
import org.openiep.connector.api.DicomFailure;
import org.openiep.connector.api.Purpose;
import org.openiep.diagnosis.Diagnoses;
import org.openiep.diagnosis.TransferFailure;
import org.openiep.directory.Node;
import org.openiep.exchange.TransferOrder.Study;
import org.openiep.imaging.Holdings;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.InstanceRows.Answer;
import org.openiep.imaging.InstanceRows.Listed;
import org.openiep.imaging.InstanceRows.Undelivered;
import org.openiep.queue.Run;

/**
 * Images that were sent and had no answer when a connection broke or a server died: whether they arrived only their
 * destination knows. Where it can be searched it is asked, and what it lists is not sent again (requirement I11).
 */
@ApplicationScoped
public class LostAnswers {
    private static final Logger LOG = Logger.getLogger(LostAnswers.class.getName());

    @Resource(lookup = DicomConnectionFactory.JNDI_NAME)
    DicomConnectionFactory connections;

    @Inject
    Holdings holdings;

    @Inject
    ImageStore store;

    @Inject
    Crowding crowding;

    /**
     * Settles what a server or an attempt left open that is no more, before anything of the transaction is offered again:
     * what it was told is written down, what it was not told is asked for.
     *
     * @throws TransferFailure when the destination is away; what is open stays so
     */
    void settle(Run run) throws TransferFailure {
        LeftOver left = LeftOver.of(store.notes(), run.order().transactionId());
        if (!left.answers().isEmpty()) {
            run.patientlyDo(() -> holdings.answered(left.answers()));
        }
        if (!left.offered().isEmpty()) {
            List<Undelivered> open = run
                    .patiently(() -> holdings.undelivered(run.order().studyEntries()))
                    .stream()
                    .filter(image -> left.offered().contains(image.version()))
                    .toList();
            List<Answer> found = find(run, open);
            run.patientlyDo(() -> holdings.answered(found));
        }
        left.forget(store.beside("set-aside"));
    }

    /**
     * Asks for images that may have arrived.
     *
     * @return a confirmation of each that the destination lists; none where it cannot be searched
     * @throws TransferFailure when it is away
     */
    List<Answer> find(Run run, Collection<Undelivered> images) throws TransferFailure {
        List<Undelivered> telling = telling(run, images);
        if (telling.isEmpty()) {
            return List.of();
        }
        Node destination = run.order().destination();
        Set<String> listed = new HashSet<>();
        try (DicomConnection connection = crowding.connect(connections, destination, new Purpose.Find(), run::goOn)) {
            for (Study study : run.order().studies()) {
                if (telling.stream().anyMatch(image -> image.studyEntryId() == study.entryId())) {
                    StudyListing.ask(connection, study.studyInstanceUid(), false).images().stream()
                            .map(Listed::sopInstanceUid)
                            .forEach(listed::add);
                }
            }
        } catch (DicomFailure e) {
            if (e.reason() == DicomFailure.Reason.UNREACHABLE) {
                throw new TransferFailure(Diagnoses.of(e, destination));
            }
            LOG.log(Level.FINE, "A destination does not tell what it has; what had no answer is sent again.", e);
            return List.of();
        }
        List<Answer> found = telling.stream()
                .filter(image -> listed.contains(image.sopInstanceUid()))
                .map(image -> new Answer(image, true, null, "Its answer was lost; the destination lists it.", null))
                .toList();
        run.note(
                "%d %s sent and had no answer."
                        .formatted(telling.size(), telling.size() == 1 ? "image was" : "images were"),
                "%s was asked: it has %d of them. What it has is not sent again."
                        .formatted(destination.name(), found.size()));
        return found;
    }

    /**
     * Those whose presence at the destination says that we have brought them: it may have the earlier content of a corrected
     * image, may list what it did not keep, and may have the study from another transaction.
     */
    private List<Undelivered> telling(Run run, Collection<Undelivered> images) {
        if (images.isEmpty()) {
            return List.of();
        }
        List<Undelivered> telling = new ArrayList<>(images);
        telling.removeIf(image -> image.corrected() || image.withdrawn() > 0);
        Set<Long> broughtByOthers =
                run.patiently(() -> holdings.broughtByOthers(run.order().studyEntries()));
        telling.removeIf(image -> broughtByOthers.contains(image.studyEntryId()));
        return telling;
    }
}
