package org.openiep.connector.api;

import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.openiep.dicom.data.DataSet;

/**
 * An association with a node. One thread at a time; every call waits for the node's answer, at most the idle
 * time-out between two of its messages, however long the whole takes.
 */
public interface DicomConnection extends AutoCloseable {
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

    /** Did the node accept objects of this kind on this association? */
    boolean accepts(Purpose.ObjectKind kind);

    /**
     * C-STORE (PS3.7 9.1.1) of a Part 10 file, streamed as it is.
     *
     * @return the node's answer; a refusal is returned, not thrown
     * @throws DicomFailure when no answer came, or the kind was not accepted on this association
     */
    StoreOutcome store(Path part10File) throws DicomFailure;

    /** Gives the association back to the pool; after a failure it is closed. */
    @Override
    void close();
}
