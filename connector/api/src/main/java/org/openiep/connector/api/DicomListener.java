package org.openiep.connector.api;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.function.Predicate;
import org.openiep.dicom.data.DataSet;

/**
 * The message endpoint that gets what hospitals send to us and ask of us. {@link #received} is delivered inside a
 * container transaction; everything else is asked without one.
 */
public interface DicomListener {
    /** May this party open an association? Asked once for each association. */
    Admission admit(Party party);

    /**
     * What becomes of this study from this party? Asked once for each study, modality and description on an
     * association, not for each object. An object nobody waits for is refused with status 0124H, never swallowed.
     *
     * @param header of the study's first object, up to Series Instance UID (0020,000E)
     */
    Expectation expects(Party party, DataSet header);

    /**
     * An association is over, or the connector has forgotten what it asked on it. Called once for each answer
     * {@link Expectation#PUSHED} that it got.
     */
    void ended(Party party, String studyInstanceUid);

    /**
     * An object could not be written, and its sender is told that we are out of resources (A700H). Called for each, so
     * that somebody on this side learns of it as well.
     *
     * @param studyInstanceUid empty where the object's header could not be read
     * @param sopInstanceUid as the sender names it
     * @param cause what the file system said
     */
    void notKept(Party party, String studyInstanceUid, String sopInstanceUid, IOException cause);

    /**
     * Objects were refused because too many wait for {@link #received}. The refusals do not wait for this: it is told
     * soon after them, in one call for many, and every few seconds while there is no room, with an empty list where
     * nothing more was refused. Throwing keeps the objects until it is told again, and must not mean that some of them
     * were taken down.
     *
     * @param mayWait how many objects may wait
     */
    void turnedAway(List<TurnedAway> objects, int mayWait);

    /**
     * How long the answer to an object that has been kept is to be held back, so that its sender goes slower. Asked a
     * few times a second for each association, not for each object; the answer holds until it is asked again.
     *
     * @param took how long the object took to come
     * @return zero for not at all; more than a few seconds would look like silence to the sender
     */
    default Duration rest(Party party, String studyInstanceUid, Duration took) {
        return Duration.ZERO;
    }

    /**
     * Takes a batch of complete objects, of one or more parties. What the application keeps it links to a place of its
     * own: when this has returned and its transaction is committed, the files are deleted. Throwing, or a roll-back,
     * leaves them where they are, and the batch is delivered again later; so no crash in between loses an object.
     */
    void received(List<ReceivedObject> batch);

    /**
     * C-FIND (PS3.4 C.4.1), Study Root, over what the party may see.
     *
     * @param identifier the keys, with Query/Retrieve Level
     * @param onMatch takes each match; answers false once no more are wanted
     */
    QueryOutcome find(Party party, DataSet identifier, Predicate<DataSet> onMatch);

    /** C-GET (PS3.4 C.4.3): the objects that the identifier names, of those that the party may see. */
    ObjectsToSend retrieve(Party party, DataSet identifier);

    /**
     * C-MOVE (PS3.4 C.4.2) of objects that the party may see, to its end.
     *
     * @param destinationAeTitle where they go
     * @param messageId of the request, named with each object
     * @param onProgress takes the counts on the way; answers false once no more are to be sent
     * @return the final counts and status
     */
    MoveOutcome move(
            Party party,
            DataSet identifier,
            String destinationAeTitle,
            int messageId,
            Predicate<MoveOutcome> onProgress);

    /** Storage commitment as SCP (PS3.4 J.3.2): which of these do we hold durably for the party? */
    Commitment commit(Party party, String transactionUid, List<ObjectReference> objects);

    /** The party did not take the report on its association; it is due on one that we open. */
    void reportLater(Party party, Commitment report);

    /** Storage commitment as SCU (PS3.4 J.3.3): the report on a request of ours. False when we know of none. */
    boolean committed(Party party, Commitment report);
}
