package org.openiep.disk;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Clock;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.openiep.dicom.media.DicomDisc;
import org.openiep.dicom.media.TooLargeForDiscException;
import org.openiep.exchange.DiskOrder;
import org.openiep.exchange.DiskOrders;
import org.openiep.imaging.Holdings;
import org.openiep.imaging.ImageStore;
import org.openiep.imaging.InstanceRows.HeldFile;
import org.openiep.people.SignIn;
import org.openiep.problem.Conflict;

/** What is here of a transfer, as a disk to burn or to open, when it could not be sent in time (requirement I12). */
@Stateless
@RolesAllowed(SignIn.STAFF)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Disks {
    @Inject
    DiskOrders orders;

    @Inject
    Holdings holdings;

    @Inject
    ImageStore store;

    @Inject
    Clock clock;

    /**
     * Makes ready a disk of all images that are here, which is recorded; the caller writes it.
     *
     * @throws org.openiep.problem.NotFound for a transaction that the caller may not know of
     * @throws org.openiep.problem.NotAllowed as {@link DiskOrders#order} says
     * @throws Conflict when there are no images, they have been delivered, or one of them is not where it was or too
     *     large
     */
    public Disk make(String reference) {
        DiskOrder order = orders.order(reference);
        List<HeldFile> files = holdings.files(order.studyEntries()).stream()
                .sorted(Comparator.comparing(HeldFile::studyEntryId).thenComparing(HeldFile::sopInstanceUid))
                .toList();
        if (files.isEmpty()) {
            throw new Conflict("No image of " + reference + " is on IEP, so there is nothing to make a disk of.");
        }
        Instant now = clock.instant();
        DicomDisc disc = new DicomDisc(reference.replace('-', '_'), now);
        try {
            for (HeldFile file : files) {
                disc.add(store.path(file.file()));
            }
            disc.addText("README.TXT", new DiskText(order, disc.objects(), disc.compressed(), now).text());
            Disk disk = new Disk(reference + ".iso", disc.finish());
            orders.given(reference, disc.objects());
            return disk;
        } catch (NoSuchFileException gone) {
            throw new Conflict(
                    "An image of " + reference + " is no longer where it was. Open the transaction again, and"
                            + " press Retry if it says Failed.");
        } catch (TooLargeForDiscException large) {
            throw new Conflict(
                    "An image of " + reference + " has more than 4 GiB, which a disk cannot hold. It has to be"
                            + " sent, or taken from the PACS it comes from.");
        } catch (IOException e) {
            throw new EJBException("A disk of " + reference + " cannot be made.", e);
        }
    }
}
