package org.openiep.exchange;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.people.SignIn;
import org.openiep.people.User;

/**
 * Transfers of images that somebody uploads from a disk or a folder, since the PACS cannot be asked for them
 * (requirement D14). Nothing is collected: {@link #begin} and {@link #held} make one database transaction, between which
 * the caller puts the images into the store and the rows.
 */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class UploadOrders {
    @Inject
    Creation creation;

    @Inject
    TransactionStory story;

    @Inject
    Progress progress;

    /**
     * A transfer whose images have a place now.
     *
     * @param studyEntries their ids by Study Instance UID
     */
    public record Begun(String reference, long transactionId, Map<String, Long> studyEntries) {
        public Begun {
            studyEntries = Map.copyOf(studyEntries);
        }
    }

    /** What that submission has created already (B9): its reference. */
    public Optional<String> known(NewTransfer asked) {
        return creation.known(asked.submission(), creation.creator()).map(Transaction::reference);
    }

    /**
     * Creates a transfer, New.
     *
     * @param asked its studies with the numbers of their images, as they were counted here
     * @throws org.openiep.problem.InvalidInput with every problem found
     */
    public Begun begin(NewTransfer asked) {
        Transaction transaction = creation.create(asked, creation.creator(), ", uploaded");
        Map<String, Long> entries = new HashMap<>();
        for (StudyEntry study : transaction.studies()) {
            entries.put(study.ordered().studyInstanceUid(), study.id());
        }
        return new Begun(transaction.reference(), transaction.id(), entries);
    }

    /**
     * Every image is in the store and the rows, and synced: the transfer is On IEP and goes on by policy.
     *
     * @param images numbers of images by study entry
     * @param remark what else is to be known of the upload, for the timeline; may be empty
     */
    public void held(Begun begun, Map<Long, Integer> images, String remark) {
        Map<Long, Counts> counts = new HashMap<>();
        images.forEach((entry, count) -> counts.put(entry, new Counts(count, count, 0, 0)));
        progress.recordCounts(begun.transactionId(), counts, null);
        Transaction transaction = story.lock(begun.transactionId()).orElseThrow();
        User user = creation.creator();
        int all = images.values().stream().mapToInt(Integer::intValue).sum();
        String text = user.displayName() + " has uploaded " + (all == 1 ? "1 image" : all + " images")
                + " from a disk or folder. " + remark;
        story.move(transaction, Status.UPLOADING, user.actor(), new Line(Kind.STARTED, "Uploaded", text.strip()));
        progress.onIep(begun.transactionId());
    }
}
