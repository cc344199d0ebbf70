package org.openiep.dicom.dimse;

import java.io.IOException;

/** Takes the reports that follow requests of ours (Storage Commitment Push Model as SCU, PS3.4 Annex J). */
@FunctionalInterface
public interface CommitmentReportHandler {
    /**
     * Takes a report.
     *
     * @return the answer, {@link Status#SUCCESS} also for one that was known already
     * @throws IOException and any unchecked exception is answered with a processing failure (0110H)
     */
    Response report(CommitmentReport report) throws IOException;
}
