package org.openiep.connector.api;

import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.openiep.dicom.data.DataSet;

/**
 * An association with a node. One thread at a time; every call waits for the node's answer, at most the idle
 * time-out between two of its messages, however long the whole takes.
 */
public interface DicomConnection extends AutoCloseable {
    /** The certificate that the node has shown; empty without TLS. */
    Optional<X509Certificate> certificate();

    /** How long the node took to accept this association, from dialling on; empty when it was open before. */
    Optional<Duration> acceptedAfter();

    /** C-ECHO (PS3.7 9.1.5). */
    void echo() throws DicomFailure;

    /**
     * C-FIND (PS3.7 9.1.2), Study Root.
     *
     * @param identifier the keys, with Query/Retrieve Level
     * @param onMatch gets each match; answering {@code false} cancels the search (C-CANCEL)
     */
    void find(DataSet identifier, Predicate<DataSet> onMatch) throws DicomFailure;

    /**
     * C-MOVE (PS3.7 9.1.4), Study Root.
     *
     * @param identifier the unique keys, with Query/Retrieve Level
     * @param destinationAeTitle where the node sends the objects
     * @param messageId comes back with each object as Move Originator Message ID, 1 to 65535
     * @param onProgress gets the counts of each pending response
     * @return the counts and status of the final response; a failure or warning status is returned, not thrown
     */
    MoveOutcome move(DataSet identifier, String destinationAeTitle, int messageId, Consumer<MoveOutcome> onProgress)
            throws DicomFailure;

    /**
     * C-GET (PS3.7 9.1.3), Study Root. The objects come on this association and are handed to the {@link DicomListener}
     * like those that the node sends on its own.
     *
     * @param identifier the unique keys, with Query/Retrieve Level
     * @param onProgress gets the counts of each pending response, if the node sends any; answering {@code false} cancels
     * @return the counts and status of the final response; a failure or warning status is returned, not thrown
     */
    MoveOutcome get(DataSet identifier, Predicate<MoveOutcome> onProgress) throws DicomFailure;

    /** Can objects of this kind be sent on this association, as they are or converted? */
    boolean accepts(Purpose.ObjectKind kind);

    /** Why {@link #accepts} says no to the kind, and what would have worked. */
    KindRefusal refusal(Purpose.ObjectKind kind);

    /**
     * C-STORE (PS3.7 9.1.1) of a Part 10 file: streamed as it is where the node takes its kind so, else converted.
     *
     * @param origin on whose C-MOVE it is sent, if any
     * @return the node's answer; a refusal is returned, not thrown
     * @throws DicomFailure when no answer came, or the kind was not accepted on this association
     */
    StoreOutcome store(Path part10File, Optional<MoveOrigin> origin) throws DicomFailure;

    /** The same on nobody's C-MOVE. */
    default StoreOutcome store(Path part10File) throws DicomFailure {
        return store(part10File, Optional.empty());
    }

    /**
     * Begins a C-STORE, after waiting for answers to earlier ones while the window that was agreed is full. Nothing but
     * {@link #await} may follow until all are answered.
     *
     * @param onAnswer gets the answer, on this thread, in a later call of this or of {@link #await}
     * @throws DicomFailure as {@link #store}; images without an answer have to be sent again then
     */
    void send(Path part10File, Consumer<StoreOutcome> onAnswer) throws DicomFailure;

    /** Waits for the answers to everything that was sent. */
    void await() throws DicomFailure;

    /**
     * Asks for storage commitment (N-ACTION, PS3.4 J.3.2).
     *
     * @param transactionUid new for each request
     * @throws DicomFailure also when the node does not take the request
     */
    void requestCommitment(String transactionUid, List<ObjectReference> objects) throws DicomFailure;

    /**
     * Waits for the report on this association.
     *
     * @return empty when none came in that time; it may still come on an association that the node opens
     */
    Optional<Commitment> awaitCommitment(String transactionUid, Duration patience) throws DicomFailure;

    /** Brings a report to who asked for commitment (N-EVENT-REPORT, PS3.4 J.3.3). */
    void report(Commitment report) throws DicomFailure;

    /** Gives the association back to the pool; after a failure it is closed. */
    @Override
    void close();
}
