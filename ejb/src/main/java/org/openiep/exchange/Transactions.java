package org.openiep.exchange;

import jakarta.ejb.Stateless;

/** What staff do with transactions. */
@Stateless
public class Transactions {
    /**
     * Creates a transfer and lets it go on by policy.
     *
     * @return its reference, such as IEP-26-0001234; the same one again for the same submission
     * @throws org.openiep.problem.InvalidInput with every problem found
     */
    public String create(NewTransfer transfer) {
        throw new UnsupportedOperationException();
    }

    public TransactionDetails details(String reference) {
        throw new UnsupportedOperationException();
    }

    public void requestDownload(String reference) {
        throw new UnsupportedOperationException();
    }

    public void retry(String reference) {
        throw new UnsupportedOperationException();
    }

    /**
     * Calls it off before images move.
     *
     * @param reason why, for the other side; must not be empty
     */
    public void cancel(String reference, String reason) {
        throw new UnsupportedOperationException();
    }

    public void fixUp(String reference) {
        throw new UnsupportedOperationException();
    }

    public void addMessage(String reference, String text) {
        throw new UnsupportedOperationException();
    }

    /** The other side's messages have been read at the caller's institution. */
    public void markRead(String reference) {
        throw new UnsupportedOperationException();
    }
}
