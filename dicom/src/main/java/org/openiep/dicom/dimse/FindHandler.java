package org.openiep.dicom.dimse;

import java.io.IOException;
import org.openiep.dicom.data.DataSet;

/** Answers searches (C-FIND, PS3.7 9.1.2). */
@FunctionalInterface
public interface FindHandler {
    /**
     * Searches.
     *
     * @param sopClass the information model, for example Study Root
     * @param identifier keys, with Query/Retrieve Level
     * @param matches gets each match
     * @return the final answer, {@link Status#CANCEL} after a cancel
     * @throws IOException what {@code matches} threw ends the association; any other is answered with a processing
     *     failure (0110H)
     */
    Response find(String sopClass, DataSet identifier, Matches matches) throws IOException;

    /** Where matches go. */
    interface Matches {
        /**
         * Sends a match.
         *
         * @return false once the other side has cancelled: then no more are wanted
         */
        boolean add(DataSet match) throws IOException;
    }
}
