package org.openiep.exchange;

import java.util.List;

/** Where the attempts of a transaction's jobs are told from; the package that runs the jobs implements it. */
public interface AttemptSource {
    /** Every attempt of the transaction, oldest first. */
    List<TransactionDetails.Attempt> of(long transactionId);
}
