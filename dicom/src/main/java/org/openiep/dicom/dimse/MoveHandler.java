package org.openiep.dicom.dimse;

import java.io.IOException;
import org.openiep.dicom.data.DataSet;

/**
 * Sends objects to a third party (C-MOVE, PS3.7 9.1.4). The handler opens the association to the destination itself and
 * stores with {@link ServiceUser#store} and the originator it is given.
 */
@FunctionalInterface
public interface MoveHandler {
    /**
     * Moves.
     *
     * @param request what and where
     * @param report gets the counts after each sub-operation
     * @return the final answer, see {@link MoveProgress#finished} and {@link MoveProgress#refused}
     * @throws IOException what {@code report} threw ends the association; any other is answered with a processing
     *     failure (0110H)
     */
    MoveProgress move(Move request, Report report) throws IOException;

    /**
     * A C-MOVE-RQ.
     *
     * @param sopClass the information model, for example Study Root
     * @param identifier unique keys, with Query/Retrieve Level
     * @param destinationAeTitle where the objects go
     * @param originator to be named with each object
     */
    record Move(String sopClass, DataSet identifier, String destinationAeTitle, MoveOriginator originator) {}

    /** Where counts go. */
    interface Report {
        /**
         * Sends a pending answer.
         *
         * @param progress see {@link MoveProgress#pending}
         * @return false once the other side has cancelled: then no more objects are to be sent
         */
        boolean progress(MoveProgress progress) throws IOException;
    }
}
