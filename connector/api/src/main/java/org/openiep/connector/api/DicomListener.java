package org.openiep.connector.api;

import java.util.List;

/**
 * The message endpoint that gets what hospitals send to us. {@link #received} is delivered inside a container
 * transaction; the two questions are asked without one.
 */
public interface DicomListener {
    /** May this party open an association? Asked once for each association. */
    Admission admit(Party party);

    /**
     * Does anything here wait for this study from this party? Asked once for each study on an association, not for
     * each object. An object nobody waits for is refused with status 0124H, never swallowed.
     */
    boolean isExpected(Party party, String studyInstanceUid);

    /**
     * Takes a batch of complete objects, of one or more parties. What the application keeps it links to a place of its
     * own: when this has returned and its transaction is committed, the files are deleted. Throwing, or a roll-back,
     * leaves them where they are, and the batch is delivered again later; so no crash in between loses an object.
     */
    void received(List<ReceivedObject> batch);
}
