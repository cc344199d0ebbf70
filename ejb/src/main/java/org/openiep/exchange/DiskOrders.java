package org.openiep.exchange;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.inject.Inject;
import org.openiep.audit.Act;
import org.openiep.audit.Audit;
import org.openiep.exchange.TransactionDetails.Event.Kind;
import org.openiep.exchange.TransactionStory.Line;
import org.openiep.people.SignIn;
import org.openiep.people.User;

/** Who may have a disk made of what could not be sent, and the record of it (requirement I12). */
@Stateless
@RolesAllowed(SignIn.STAFF)
public class DiskOrders {
    @Inject
    Access access;

    @Inject
    TransactionStory story;

    @Inject
    Audit audit;

    /**
     * What a disk is to be made of.
     *
     * @throws org.openiep.problem.NotFound for one that the caller may not know of
     * @throws org.openiep.problem.NotAllowed unless the caller is of the sender's PACS team, or of the receiver's once
     *     all images are on IEP
     * @throws org.openiep.problem.Conflict when there are no images, or they have been delivered
     */
    public DiskOrder order(String reference) {
        Viewer viewer = access.viewer();
        Transaction transaction = access.find(reference, viewer);
        Offers.require(Action.MAKE_DISK, transaction, viewer);
        return new DiskOrder(
                reference,
                transaction.fromInstitution().name(),
                transaction.toInstitution().name(),
                transaction.studies().stream().map(StudyEntry::id).toList(),
                transaction.expected());
    }

    /** A disk is given out now. Whoever may not have it gets none, whatever was answered before. */
    public void given(String reference, int images) {
        Viewer viewer = access.viewer();
        Transaction transaction = access.locked(reference, viewer);
        Offers.require(Action.MAKE_DISK, transaction, viewer);
        User user = viewer.user();
        int expected = Math.max(images, transaction.expected());
        String count = images == expected ? "All " + images + " images" : images + " of " + expected + " images";
        audit.record(user.actor(), Act.DISK_MADE, reference, images + " of " + expected + " images");
        story.note(
                transaction,
                new Line(Kind.NOTE, "Disk made", "By " + user.displayName() + ". " + count + " are on it."));
    }
}
