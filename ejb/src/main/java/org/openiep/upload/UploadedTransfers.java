package org.openiep.upload;

import jakarta.annotation.security.RolesAllowed;
import jakarta.ejb.Stateless;
import jakarta.ejb.TransactionAttribute;
import jakarta.ejb.TransactionAttributeType;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.UUID;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.openiep.exchange.NewTransfer;
import org.openiep.people.Caller;
import org.openiep.people.SignIn;

/** Creates transfers of what was uploaded (requirement D14). */
@Stateless
@RolesAllowed(SignIn.STAFF)
@TransactionAttribute(TransactionAttributeType.NOT_SUPPORTED)
public class UploadedTransfers {
    private static final Logger LOG = Logger.getLogger(UploadedTransfers.class.getName());

    @Inject
    Caller caller;

    @Inject
    StagedUploads staged;

    @Inject
    Placement placement;

    /**
     * Creates a transfer of studies of an upload, which ends with it. Their images are On IEP when this returns.
     *
     * @param asked its studies are told by their UIDs; what else there is to know of them is read from their images
     * @return its reference; the same one again for the same submission (B9)
     * @throws org.openiep.problem.InvalidInput with every problem found, a study that was not uploaded too
     */
    public String create(NewTransfer asked, UUID upload) {
        StagedFolder folder = staged.of(caller.user().id(), upload);
        String reference = placement.place(asked, folder);
        try {
            folder.delete();
        } catch (IOException e) {
            LOG.log(Level.WARNING, "The upload of " + reference + " cannot be deleted; that is tried later.", e);
        }
        return reference;
    }
}
