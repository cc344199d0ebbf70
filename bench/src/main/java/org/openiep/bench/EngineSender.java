package org.openiep.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.openiep.dicom.data.Uids;
import org.openiep.dicom.dimse.OutgoingObject;
import org.openiep.dicom.dimse.Proposal;
import org.openiep.dicom.dimse.Response;
import org.openiep.dicom.dimse.ServiceUser;
import org.openiep.dicom.dimse.StorePipeline;
import org.openiep.dicom.net.Association;
import org.openiep.dicom.net.AssociationSettings;

/** The engine alone as a sender: files from a folder over one association, as the exchange sends them. */
final class EngineSender {
    /** Images before an answer, where the receiver agrees, as it is set for each node unless somebody changes it. */
    static final int WINDOW = 8;

    private EngineSender() {}

    /**
     * Sends files; the association's begin and end are in the time.
     *
     * @throws IOException when not every file was taken
     */
    static double send(ObjectShape shape, List<Path> files, Target target) throws IOException {
        Proposal proposal = new Proposal(target.calledAeTitle(), target.callingAeTitle())
                .storage(shape.sopClassUid(), Uids.EXPLICIT_VR_LITTLE_ENDIAN)
                .window(WINDOW);
        long began = System.nanoTime();
        try (ServiceUser user = new ServiceUser(
                Association.open(target.host(), target.port(), proposal.request(), AssociationSettings.DEFAULT))) {
            List<Response> refused = new ArrayList<>();
            StorePipeline flow = new StorePipeline(user);
            for (Path file : files) {
                // While the one before is on its way, this one is looked at.
                flow.store(OutgoingObject.of(file), Optional.empty(), answer -> {
                    if (!answer.status().isSuccess()) {
                        refused.add(answer);
                    }
                });
            }
            flow.finish();
            if (!refused.isEmpty()) {
                throw new IOException(
                        "An object was answered with " + refused.get(0).status().words() + ".");
            }
        }
        return (System.nanoTime() - began) / 1e9;
    }
}
