package org.openiep.upload;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.EJBException;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.UUID;
import org.openiep.diagnosis.Diagnosis;
import org.openiep.imaging.ImageStore;
import org.openiep.outage.StoreHealth;
import org.openiep.people.Caller;
import org.openiep.people.Permission;
import org.openiep.people.SignIn;
import org.openiep.policy.Policies;
import org.openiep.policy.Policy;
import org.openiep.problem.Conflict;
import org.openiep.problem.InvalidInput;
import org.openiep.problem.NotFound;

/**
 * Uploads of the caller: the files of a disk or a folder, which come one by one and in pieces, and what is in them. An
 * upload is named by whoever makes it and ends when a transfer takes it, when it is discarded, or after a day.
 */
@Stateless
@RolesAllowed(SignIn.STAFF)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class Uploads {
    /** More than any disk holds. */
    private static final int MOST_FILES = 100_000;

    @Inject
    Caller caller;

    @Inject
    StagedUploads staged;

    @Inject
    StoreHealth health;

    @Inject
    ImageStore store;

    @Inject
    Policies policies;

    /**
     * Takes a piece of a file.
     *
     * @param number of the file in its upload, 0 to 99,999
     * @param offset of the piece's first byte; pieces come in order, and one can be sent again
     * @param size of the whole file, bytes
     * @throws InvalidInput when the numbers do not fit
     * @throws Conflict when what comes before is missing, the piece breaks off, or the exchange cannot keep it, be it
     *     for want of space that is not reserved for images that PACS send
     */
    public Received put(UUID upload, int number, long offset, long size, InputStream piece) {
        caller.require(Permission.CREATE_TRANSFER);
        if (number < 0 || number >= MOST_FILES) {
            throw new InvalidInput("number", "Number the files from 0 to " + (MOST_FILES - 1) + ".");
        }
        if (offset < 0 || offset > size) {
            throw new InvalidInput("offset", "Expected 0 up to the size of the file, in bytes.");
        }
        if (offset == 0) {
            mustHaveRoom(size);
        }
        try {
            return folder(upload).append(number, offset, size, piece);
        } catch (StagedFolder.NotWrittenException e) {
            throw cannotKeep(health.problem(e));
        } catch (IOException e) {
            // Its sender has broken off, and mostly knows.
            throw new Conflict("The piece did not come whole. Send it again.");
        }
    }

    private void mustHaveRoom(long size) {
        Optional<Diagnosis> problem = health.problem();
        if (problem.isPresent()) {
            throw cannotKeep(problem.get());
        }
        try {
            long forOthers = (long) policies.number(Policy.UPLOAD_SPACE_LEFT) << 20;
            if (store.spaceLeft() - forOthers < size) {
                throw new Conflict("The exchange's disk has no more room for uploads: what is left is kept for images"
                        + " that PACS send. Have the images sent by a PACS, or try again when older ones have been"
                        + " deleted; whoever runs the exchange can add space.");
            }
        } catch (IOException e) {
            throw cannotKeep(health.problem(e));
        }
    }

    private static Conflict cannotKeep(Diagnosis problem) {
        return new Conflict((problem.meaning() + " " + problem.advice()).strip());
    }

    /**
     * What has come so far.
     *
     * @throws NotFound when the caller has no such upload
     */
    public Uploaded look(UUID upload) {
        caller.require(Permission.CREATE_TRANSFER);
        try {
            Uploaded uploaded = new StagedImages(folder(upload)).summary();
            if (uploaded.files() == 0) {
                throw new NotFound("There is no such upload. Upload the disk or folder again.");
            }
            return uploaded;
        } catch (IOException e) {
            throw new EJBException("An upload cannot be read.", e);
        }
    }

    /** Deletes it; harmless when there is none. */
    public void discard(UUID upload) {
        caller.require(Permission.CREATE_TRANSFER);
        try {
            folder(upload).delete();
        } catch (IOException e) {
            throw new EJBException("An upload cannot be deleted.", e);
        }
    }

    private StagedFolder folder(UUID upload) {
        return staged.of(caller.user().id(), upload);
    }
}
