package org.openiep.exchange;

import java.util.Optional;

/** Tells where a transaction stands in the queue; implemented above, where jobs are known. */
public interface QueueSource {
    /** Empty when nothing of the transaction waits or runs. */
    Optional<QueuePlace> of(long transactionId);
}
