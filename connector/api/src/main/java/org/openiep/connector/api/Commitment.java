package org.openiep.connector.api;

import java.util.List;
import java.util.Map;

/**
 * What became of a request for storage commitment (PS3.4 J.3.3).
 *
 * @param transactionUid of the request
 * @param committed objects that are kept safely
 * @param failed objects that are not, with Failure Reason (0008,1197)
 */
public record Commitment(String transactionUid, List<ObjectReference> committed, Map<ObjectReference, Integer> failed) {
    /** Failure Reason: it does not have the object. */
    public static final int NO_SUCH_OBJECT = 0x0112;

    /** Failure Reason: it has the object as one of another class. */
    public static final int CLASS_INSTANCE_CONFLICT = 0x0119;

    public Commitment {
        committed = List.copyOf(committed);
        failed = Map.copyOf(failed);
    }
}
