package org.openiep.exchange;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.openiep.directory.Node;

/**
 * What the jobs of a transaction need to know.
 *
 * @param failedStep where it failed last; null when it never did
 * @param goesOnByItself the receiver takes what arrives with nobody asking (requirement I1)
 * @param patientId as typed, without the source node's prefix
 */
public record TransferOrder(
        long transactionId,
        String reference,
        Status status,
        @Nullable Step failedStep,
        Priority priority,
        long fromInstitution,
        String fromName,
        long toInstitution,
        String toName,
        Node source,
        Node destination,
        boolean goesOnByItself,
        String patientId,
        List<Study> studies) {
    public TransferOrder {
        studies = List.copyOf(studies);
    }

    /** Ids of its study entries. */
    public List<Long> studyEntries() {
        return studies.stream().map(Study::entryId).toList();
    }

    /** One study of it. */
    public record Study(long entryId, String studyInstanceUid, String description, Counts counts) {}
}
