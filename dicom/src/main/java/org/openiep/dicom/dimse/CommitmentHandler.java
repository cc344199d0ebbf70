package org.openiep.dicom.dimse;

import java.io.IOException;
import java.util.Optional;

/** Answers for objects that were stored before (Storage Commitment Push Model as SCP, PS3.4 Annex J). */
public interface CommitmentHandler {
    /**
     * Takes a request.
     *
     * @return the answer to it
     * @throws IOException and any unchecked exception is answered with a processing failure (0110H)
     */
    Answer request(CommitmentRequest request) throws IOException;

    /**
     * What became of a report that {@link #request} gave.
     *
     * @param taken has the requestor confirmed it? If not, the association ended before, and the report is due on one
     *     that we open (see {@link Proposal#commitmentReport} and {@link ServiceUser#report})
     */
    void reported(CommitmentReport report, boolean taken);

    /**
     * The answer to a request.
     *
     * @param response to the N-ACTION; success means that a report follows
     * @param report goes out on the same association at once; empty when the caller reports later on its own
     *     association
     */
    record Answer(Response response, Optional<CommitmentReport> report) {
        /** No, and why; no report follows. */
        public static Answer refuse(Response response) {
            return new Answer(response, Optional.empty());
        }

        /** Yes; the report comes on an association of its own. */
        public static Answer later() {
            return new Answer(Response.of(Status.SUCCESS), Optional.empty());
        }

        /** Yes, and the report on the same association. */
        public static Answer now(CommitmentReport report) {
            return new Answer(Response.of(Status.SUCCESS), Optional.of(report));
        }
    }
}
